import type { DayRow } from '@doorstep/contract/services/views'
import { useState } from 'react'
import { useRead, type Read } from '../platform/api/query'
import type { Value } from '../platform/api/result'
import { addDays, dayAt } from '../ui/format'

export interface SlotsOf {
  /** The days read so far, fourteen per read. */
  days: Read<Value<'GET /v1/services/{code}/days'>>
  /** The slots of `day`. */
  slots: Read<Value<'GET /v1/services/{code}/slots'>>
  /** The day shown: the chosen one, or the first with a free seat. */
  day: string | undefined
  choose: (day: string) => void
  /** Shows the next or previous week; undefined where there is none. */
  later: (() => void) | undefined
  earlier: (() => void) | undefined
  again: () => Promise<void>
}

const week = 7

const firstUseful = (rows: readonly DayRow[]) =>
  rows.find(({ state }) => state === 'open') ?? rows.find(({ state }) => state === 'full') ?? rows[0]

/** Returns the first days of the weeks from `first` to the one that contains `day`. */
function weeksUntil(first: string, day: string): string[] {
  const found: string[] = []
  for (let next = addDays(first, week); next <= day; next = addDays(next, week)) found.push(next)
  return found
}

interface SlotsOptions {
  when?: boolean
  /** The day to begin with, given by another page. */
  first?: string
  /** When the next free slot begins (`ServiceDetail.nextFree`): where the first days have none free, the strip begins at its week. */
  nextFree?: string | null
}

/** Reads the days and slots of a service, for `SlotPicker`. */
export function useSlots(code: string, { when = true, first = '', nextFree = null }: SlotsOptions = {}): SlotsOf {
  /** The first days of the weeks shown; undefined until the first days are read. */
  const [turned, setBegins] = useState<readonly string[]>()
  const begins = turned ?? []
  const [chosen, setChosen] = useState(first)
  const from = begins.slice(-1)[0]
  const days = useRead('GET /v1/services/{code}/days', { params: { code }, query: { from } }, { when: when && code !== '' })
  const rows = days.value?.rows
  const day = chosen === '' ? rows && firstUseful(rows)?.day : chosen
  const slots = useRead(
    'GET /v1/services/{code}/slots',
    { params: { code }, query: { day: day ?? '' } },
    { when: when && code !== '' && day !== undefined, live: true },
  )
  const [head, last] = [rows?.[0], rows?.slice(-1)[0]]
  // Decided once, on fresh days and before the user chose: later only the user moves the strip.
  if (turned === undefined && head && last && !days.refreshing) {
    const free = nextFree === null ? '' : dayAt(nextFree)
    const jumps = chosen === '' && free > last.day && !rows?.some(({ state }) => state === 'open')
    setBegins(jumps ? weeksUntil(head.day, free) : [])
    if (jumps) setChosen(free)
  }
  const turn = (to: readonly string[]) => {
    setBegins(to)
    setChosen('')
  }
  return {
    days,
    slots,
    day,
    choose: setChosen,
    later: head && last && last.state !== 'later' ? () => turn([...begins, addDays(head.day, week)]) : undefined,
    earlier: begins.length > 0 ? () => turn(begins.slice(0, -1)) : undefined,
    again: async () => {
      await Promise.all([days.again(), ...(day === undefined ? [] : [slots.again()])])
    },
  }
}
