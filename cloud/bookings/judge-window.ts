import type { OpeningRules } from '@doorstep/contract/services'
import { addDays, dayOf, instantOf, minuteMs, type Day } from '../platform/calendar'
import type { StoredBooking } from './store'

/** When a slot can be booked, cancelled and moved, by the rules of its service. */

/** From this instant on: 00:00, so many days before its day. */
export const opensAt = (day: Day, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Date => instantOf(addDays(day, -horizonDays))

/** The last day that is open for booking at `now`. */
export const lastOpenDay = (now: Date, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Day => addDays(dayOf(now), horizonDays)

/** Until this instant, itself included. */
export const closesAt = (startsAt: Date, { leadMinutes }: Pick<OpeningRules, 'leadMinutes'>): Date =>
  new Date(startsAt.getTime() - leadMinutes * minuteMs)

/** Until this instant, itself included, the rules let the booker of a slot cancel or move. */
export const cancelWindow = (startsAt: Date, { cancelMinutes }: Pick<OpeningRules, 'cancelMinutes'>): Date =>
  new Date(startsAt.getTime() - cancelMinutes * minuteMs)

/**
 * The same of a booking: as was said when it was made or moved, or as the rules say now, whichever is later. Rules that change give
 * more time to whoever booked before, and never take any away.
 */
export function cancelUntil(
  { starts_at: startsAt, cancel_until: said }: Pick<StoredBooking, 'starts_at' | 'cancel_until'>,
  rules: Pick<OpeningRules, 'cancelMinutes'>,
): Date {
  const ruled = cancelWindow(startsAt, rules)
  return said !== null && said > ruled ? said : ruled
}
