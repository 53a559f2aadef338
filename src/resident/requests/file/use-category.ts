import type { Category } from '@doorstep/contract/requests/views'
import { useEffect, useRef, useState } from 'react'
import { send } from '../../../platform/api/request'
import { isOffline, type Problem } from '../../../platform/api/result'
import { useTries } from './use-tries'

interface Known {
  value: { rows: readonly Category[] } | undefined
  waiting: boolean
}

interface Told {
  /** The words it was told of. */
  of: string
  codes: readonly string[]
  problem: Problem | undefined
}
const nothingTold: Told = { of: '', codes: [], problem: undefined }

/** Returns what the API takes a text to tell of, the likeliest first. What was told of the words before stays until it answers. */
function useTold(words: string, asks: boolean): Told {
  const [told, setTold] = useState(nothingTold)
  const tries = useTries(asks && told.problem !== undefined && isOffline(told.problem))
  useEffect(() => {
    if (!asks || words === '') return
    let late = false
    const ask = async () => {
      const result = await send('POST /v1/category-suggestions', { body: { text: words } })
      if (late) return
      setTold(({ codes }) =>
        result.ok
          ? { of: words, codes: result.value.rows.map(({ code }) => code), problem: undefined }
          : { of: words, codes, problem: result.problem },
      )
    }
    void ask()
    return () => {
      late = true
    }
  }, [words, asks, tries])
  return words === '' ? nothingTold : told
}

/** What a form knows of its category: the chosen one, else the likeliest by its words. */
export interface CategoryOfForm {
  category: Category | undefined
  /** Whether it is a suggestion nobody has agreed to. */
  guessed: boolean
  /** Whether the category that was chosen is not there any more. */
  gone: boolean
  /** What else it may be, the likeliest first. */
  likely: readonly Category[]
  /** Whether the categories, or a suggestion for the newest words, are on their way. */
  waiting: boolean
  /** Why nothing could be suggested. */
  problem: Problem | undefined
}

/** Returns the category of a form: the one that was chosen, else the likeliest one by what was written. */
export function useCategory(code: string, words: string, { value, waiting }: Known): CategoryOfForm {
  const known = value?.rows
  const chosen = known?.find((one) => one.code === code)
  const asks = chosen === undefined && known !== undefined
  const { of, codes, problem } = useTold(words, asks)
  const likely = codes.flatMap((told) => known?.find((one) => one.code === told) ?? [])
  return {
    category: chosen ?? likely[0],
    guessed: chosen === undefined && likely.length > 0,
    gone: known !== undefined && code !== '' && chosen === undefined,
    likely,
    waiting: waiting || (asks && of !== words),
    problem,
  }
}

/** How long somebody who wants to send waits for a suggestion, in milliseconds; then they choose by themselves. */
const patience = 3000

/** Returns how to go on with `then` once nothing is on its way any more, and whether somebody waits for that. */
export function useOnceSettled(settled: boolean, then: () => void) {
  const [waits, setWaits] = useState(false)
  const latest = useRef(then)
  useEffect(() => {
    latest.current = then
  })
  useEffect(() => {
    if (!waits) return
    const goOn = () => {
      setWaits(false)
      latest.current()
    }
    const timer = setTimeout(goOn, settled ? 0 : patience)
    return () => clearTimeout(timer)
  }, [waits, settled])
  return { waits, wait: () => setWaits(true) }
}
