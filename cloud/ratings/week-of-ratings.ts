import { dayMs } from '@doorstep/contract/time-words'
import { addDays, dayOf, instantOf, mondayOf } from '../platform/time/calendar'

/** When offices open on Monday: then the ratings of the week before are told, all together. */
const opening = '09:00'

/**
 * Returns when a rating given at `at` is told to whoever gave the service: with all of its week, because one told right after a visit would
 * name the resident by its time.
 */
export const toldAt = (at: Date): Date => instantOf(addDays(mondayOf(dayOf(at)), 7), opening)

/** Returns the instant before which ratings were given that are told by now. */
export function toldUntil(now: Date): Date {
  const monday = mondayOf(dayOf(now))
  const week = instantOf(monday)
  return now < instantOf(monday, opening) ? new Date(week.getTime() - 7 * dayMs) : week
}
