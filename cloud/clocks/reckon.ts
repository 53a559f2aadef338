import {
  addDays,
  addWorkingDays,
  calendarKnownTo,
  chinaCalendar,
  dayOf,
  isWorkingDay,
  publishedYear,
  type Calendar,
} from '../platform/time/calendar'
import type { Clock } from './clock-rules'

/** The last year that was published for versions up to 0.3.0, which kept no statutory holidays of later years. */
export const formerYear = 2026

/**
 * Returns a clock whose end was reckoned before a year was published, reckoned again by the calendar there is: as many working days of that
 * year, or the same 日 and the day after the rest it now falls into. What is over stays over.
 */
export function reckonedAgain<Held extends Clock>(clock: Held, now: Date, calendar: Calendar = chinaCalendar): Held {
  const { unit, reckonedTo, dueAt, stoppedAt } = clock
  const known = publishedYear(calendar)
  if (reckonedTo === known || stoppedAt !== null || dueAt <= now) return clock
  const again = { ...clock, reckonedTo: known }
  const [due, published] = [dayOf(dueAt), `${reckonedTo ?? formerYear}-12-31`]
  if (unit === 'minute' || unit === 'hour' || due <= published) return again
  const then = calendarKnownTo(calendar, reckonedTo ?? formerYear, { statutory: reckonedTo !== null })
  let count = 0
  for (let day = addDays(published, 1); day <= due; day = addDays(day, 1)) if (isWorkingDay(day, then)) count += 1
  const last = unit === 'day' ? addWorkingDays(due, 0, calendar) : addWorkingDays(published, count, calendar)
  return { ...again, dueAt: new Date(dueAt.getTime() + Date.parse(last) - Date.parse(due)) }
}
