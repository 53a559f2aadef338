import { createHash } from 'node:crypto'
import { addDays, chinaCalendar, dayKind, type Calendar, type Day } from './calendar'
import { statutoryHoliday, statutoryYears } from './statutory-days'

/** Most days between a holiday and a day rearranged for it: the make-up Sunday of 2026-09-20 for 10-01. */
const reach = 11

/** True when the day may still become a day off or a make-up working day: its year is not published, and a statutory holiday is near. */
export const mayBeRearranged = (day: Day, calendar: Calendar = chinaCalendar): boolean =>
  dayKind(day, calendar).basis === 'byStatute' &&
  Array.from({ length: 2 * reach + 1 }, (_, i) => addDays(day, i - reach)).some((near) => statutoryHoliday(near) !== null)

/** Returns the public holiday on a day: as published or, before that, by statute. A make-up working day is none. */
export const holidayOf = (day: Day, calendar: Calendar = chinaCalendar): string | null => dayKind(day, calendar).holiday

/**
 * Returns a digest of a calendar's days off and make-up days, as published or by statute: equal for two calendars that agree on every day.
 */
export function calendarDigest({ holidays, makeUpDays, years }: Calendar = chinaCalendar): string {
  return createHash('sha256')
    .update(JSON.stringify([[...holidays.keys()].sort(), [...makeUpDays].sort(), [...years].sort(), statutoryYears]))
    .digest('hex')
}
