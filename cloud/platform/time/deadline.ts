import type { Duration } from '@doorstep/contract/requests/views'
import {
  addDays,
  addWorkingDays,
  chinaCalendar,
  dayKind,
  dayOf,
  hourMs,
  instantOf,
  minuteMs,
  type Basis,
  type Calendar,
  type Day,
} from './calendar'

/** Closing time of offices: a working-day deadline ends then, not at midnight. */
const closingTime = '18:00'

/**
 * When something begun at `start` is due.
 * - minute, hour: counted from the start itself (民法典第201条第2款).
 * - day: the start day does not count (民法典第201条第1款), rest days do; a period whose last day is a rest day ends the day after
 *   the rest (第203条第1款).
 * - workingDay: the start day does not count, and neither do rest days.
 *
 * Days end when offices close, 18:00 (第203条第2款). A period of 0 days is the same day until 18:00, and after that the next working day.
 *
 * `basis` is `byStatute` when the schedule of a year it touches is not published yet: compute such a deadline again once it is.
 */
export function dueAt(start: Date, { amount, unit }: Duration, calendar: Calendar = chinaCalendar): { at: Date; basis: Basis } {
  if (!Number.isInteger(amount) || amount < 0) throw new Error(`Not a duration: ${amount} ${unit}`)
  if (unit === 'minute' || unit === 'hour') {
    return { at: new Date(start.getTime() + amount * { minute: minuteMs, hour: hourMs }[unit]), basis: 'published' }
  }
  const today = dayOf(start)
  const closedAlready = start.getTime() >= instantOf(addWorkingDays(today, 0, calendar), closingTime).getTime()
  const counted = amount === 0 && closedAlready ? 1 : amount
  const last = unit === 'day' ? lastDay(today, counted, calendar) : addWorkingDays(today, counted, calendar)
  return { at: instantOf(last, closingTime), basis: dayKind(last, calendar).basis }
}

/** Returns the last day of a period in 日 that begins on `today`. */
const lastDay = (today: Day, days: number, calendar: Calendar): Day => addWorkingDays(addDays(today, days), 0, calendar)

/**
 * Returns the last instant of a period in 日 in which a resident may do something, who is bound to no office hours: the end of its last day
 * (民法典第203条第2款).
 */
export const openUntil = (start: Date, days: number, calendar: Calendar = chinaCalendar): Date =>
  new Date(instantOf(lastDay(dayOf(start), days, calendar), '24:00').getTime() - 1)
