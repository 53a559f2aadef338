import type { DayRow } from '@doorstep/contract/services'
import { useState } from 'react'
import { useRead, type Read } from '../platform/query'
import type { Value } from '../platform/result'
import { addDays } from './format'

export interface SlotsOf {
  /** Fourteen days at a time. */
  days: Read<Value<'GET /v1/services/{code}/days'>>
  /** The slots of `day`. */
  slots: Read<Value<'GET /v1/services/{code}/slots'>>
  /** The day that is shown: the chosen one, or the first with a free place. */
  day: string | undefined
  choose: (day: string) => void
  /** A week on or back; undefined where there is none. */
  later: (() => void) | undefined
  earlier: (() => void) | undefined
  again: () => Promise<void>
}

const week = 7

const firstUseful = (rows: readonly DayRow[]) =>
  rows.find(({ state }) => state === 'open') ?? rows.find(({ state }) => state === 'full') ?? rows[0]

/** The days and slots of a service, for `SlotPicker`. `first` is the day to begin with, as another page named it. */
export function useSlots(code: string, { when = true, first = '' }: { when?: boolean; first?: string } = {}): SlotsOf {
  const [begins, setBegins] = useState<readonly string[]>([])
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
