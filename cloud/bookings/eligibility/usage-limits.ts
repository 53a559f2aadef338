import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { addDays, mondayOf, type Day } from '../../platform/time/calendar'

/** How often a person may have a service a day, week and month, counted where its slots are. */

type Limits = OpeningRules['limits']
type Period = keyof Limits
const periods: readonly Period[] = ['day', 'week', 'month']

interface Days {
  from: Day
  until: Day
}

/** The calendar day, week (Monday to Sunday) or month a day is in, first and last. */
function periodOf(day: Day, period: Period): Days {
  if (period === 'day') return { from: day, until: day }
  if (period === 'week') return { from: mondayOf(day), until: addDays(mondayOf(day), 6) }
  const from = `${day.slice(0, 7)}-01`
  const nextMonth = addDays(from, 31).slice(0, 7)
  return { from, until: addDays(`${nextMonth}-01`, -1) }
}

/** The days whose bookings limits count for some days in a row, first and last; null without limits. */
export function daysCounted(limits: Limits, { from, until }: Days): Days | null {
  const limited = periods.filter((period) => limits[period] !== null)
  if (limited.length === 0) return null
  const first = limited.map((period) => periodOf(from, period).from).sort()[0] ?? from
  const last =
    limited
      .map((period) => periodOf(until, period).until)
      .sort()
      .at(-1) ?? until
  return { from: first, until: last }
}

/** The first limit that a day's bookings reach already, with what it counted; null when one more may be had. */
export function limitReached<B extends { day: Day }>(
  limits: Limits,
  booked: readonly B[],
  day: Day,
): { period: Period; most: number; counted: B[] } | null {
  for (const period of periods) {
    const most = limits[period]
    if (most === null) continue
    const { from, until } = periodOf(day, period)
    const counted = booked.filter((row) => row.day >= from && row.day <= until)
    if (counted.length >= most) return { period, most, counted }
  }
  return null
}
