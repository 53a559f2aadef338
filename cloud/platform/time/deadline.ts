import type { Duration } from '@doorstep/contract/requests/views'
import { addWorkingDays, chinaCalendar, dayKind, dayMs, dayOf, hourMs, instantOf, minuteMs, type Basis, type Calendar } from './calendar'

/** Closing time of offices: a working-day deadline ends then, not at midnight. */
const closingTime = '18:00'

/**
 * When something begun at `start` is due.
 * - minute, hour: counted from the start itself (民法典第201条第2款).
 * - day: the same wall time that many days later; rest days count.
 * - workingDay: the start day does not count (民法典第201条第1款); due when offices close, 18:00, on the last of them
 *   (第203条第2款). 0 working days is the same day until 18:00, and after that the next working day.
 *
 * `basis` is `weekendsOnly` when the schedule of a year it touches is not published yet: compute such a deadline again once it is.
 */
export function dueAt(start: Date, { amount, unit }: Duration, calendar: Calendar = chinaCalendar): { at: Date; basis: Basis } {
  if (!Number.isInteger(amount) || amount < 0) throw new Error(`Not a duration: ${amount} ${unit}`)
  if (unit !== 'workingDay') {
    const length = { minute: minuteMs, hour: hourMs, day: dayMs }[unit]
    return { at: new Date(start.getTime() + amount * length), basis: 'published' }
  }
  const today = dayOf(start)
  const closedAlready = start.getTime() >= instantOf(addWorkingDays(today, 0, calendar), closingTime).getTime()
  const last = addWorkingDays(today, amount === 0 && closedAlready ? 1 : amount, calendar)
  return { at: instantOf(last, closingTime), basis: dayKind(last, calendar).basis }
}
