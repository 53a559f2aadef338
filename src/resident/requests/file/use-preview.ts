import { minuteMs } from '@doorstep/contract/time-words'
import { useEffect, useRef, useState } from 'react'
import { useInWords, useNow } from '../../../platform/api/now'
import { send } from '../../../platform/api/request'
import { isOffline, type Input, type Problem, type Value } from '../../../platform/api/result'
import { useTries } from './use-tries'

type Asked = Input<'POST /v1/request-previews'>['body']
type Preview = Value<'POST /v1/request-previews'>

/** How long an answer is shown, in milliseconds: the hour it promises moves on while somebody writes. */
const fresh = 10 * minuteMs

export interface Previewed {
  value: Preview | undefined
  problem: Problem | undefined
  /** Whether the answer is on its way. */
  waiting: boolean
}

/**
 * Returns who will get the request, by when, and who sees what, asked again for what changes it and once the network is back; nothing while
 * `asked` is undefined.
 */
export function usePreview(asked: Asked | undefined): Previewed {
  const now = useNow()
  const about = asked === undefined ? undefined : JSON.stringify(asked)
  const key = about === undefined ? undefined : `${Math.floor(now / fresh)} ${about}`
  const latest = useRef(asked)
  const [held, hold] = useState<{ about: string | undefined; value?: Preview; problem?: Problem }>({ about: undefined })
  const current = about !== undefined && held.about === about
  const problem = current ? held.problem : undefined
  const tries = useTries(problem !== undefined && isOffline(problem))
  useEffect(() => {
    latest.current = asked
  })
  useEffect(() => {
    const body = latest.current
    if (key === undefined || body === undefined) return
    const of = JSON.stringify(body)
    let late = false
    const ask = async () => {
      const result = await send('POST /v1/request-previews', { body })
      if (!late) hold({ about: of, ...(result.ok ? { value: result.value } : { problem: result.problem }) })
    }
    void ask()
    return () => {
      late = true
    }
  }, [key, tries])
  const value = useInWords(current ? held.value : undefined)
  return { value, problem, waiting: about !== undefined && !current }
}
