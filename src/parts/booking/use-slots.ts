import { planDays } from '@doorstep/contract/rules'
import type { DayRow, ServiceTimes, SlotRow } from '@doorstep/contract/services/views'
import { useState } from 'react'
import { useNow } from '../../platform/api/now'
import { useRead, type Read } from '../../platform/api/query'
import { addDays, dayAt } from '../../ui/format'

export interface SlotsOf {
  /** The service with its days, read in one call with the slots of the first day shown. */
  times: Read<ServiceTimes>
  /** The slots of `day`. */
  slots: Read<{ rows: SlotRow[] }>
  /** The days with something to take, or a waiting list. */
  days: readonly DayRow[]
  /** The day shown: the chosen one, or the first with something free. */
  day: string | undefined
  choose: (day: string) => void
  /** Shows the days after or before these; undefined where there are none. */
  later: (() => void) | undefined
  earlier: (() => void) | undefined
  again: () => Promise<void>
}

interface SlotsOptions {
  when?: boolean
  /** The day to begin with, given by another page. */
  first?: string
}

const isDay = (raw: string) => /^\d{4}-\d\d-\d\d$/.test(raw)

/** Reads a service with its days and slots, for `SlotPicker`: in one call, and one more for each other day that is chosen. */
export function useSlots(code: string, { when = true, first = '' }: SlotsOptions = {}): SlotsOf {
  const known = when && code !== ''
  const today = dayAt(useNow())
  const [from, setFrom] = useState<string>()
  const [chosen, choose] = useState('')
  const asked = from === undefined && isDay(first) ? first : undefined
  const times = useRead('GET /v1/services/{code}/times', { params: { code }, query: { from, day: asked } }, { when: known, live: true })
  const { value } = times
  const given = value?.day ?? undefined
  const day = chosen === '' ? given : chosen
  const elsewhere = day !== undefined && day !== given
  const other = useRead(
    'GET /v1/services/{code}/slots',
    { params: { code }, query: { day: day ?? '' } },
    { when: known && elsewhere, live: true },
  )
  const turn = (to: string) => () => {
    setFrom(to)
    choose('')
  }
  const [head, last] = [value?.days[0]?.day, value?.days.slice(-1)[0]?.day]
  const before = head === undefined ? today : addDays(head, -planDays)
  return {
    times,
    slots: elsewhere ? other : { ...times, value: value && { rows: value.slots } },
    days: value?.days.filter(({ day: one, state }) => state === 'open' || state === 'full' || one === day) ?? [],
    day,
    choose,
    later: value && last !== undefined && last < value.service.lastDay ? turn(addDays(last, 1)) : undefined,
    earlier: head !== undefined && head > today ? turn(before > today ? before : today) : undefined,
    again: async () => {
      await Promise.all([times.again(), ...(elsewhere ? [other.again()] : [])])
    },
  }
}
