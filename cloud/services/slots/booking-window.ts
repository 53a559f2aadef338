import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { addDays, dayOf, hourMs, instantOf, minuteMs, type Day } from '../../platform/time/calendar'

/** When a slot can be booked and cancelled and when it is decided whether it takes place, by the rules of its service. */

/** Returns when booking of a day opens: 00:00, `horizonDays` days before it. */
export const opensAt = (day: Day, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Date => instantOf(addDays(day, -horizonDays))

/** Returns the last day that is open for booking at `now`. */
export const lastOpenDay = (now: Date, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Day => addDays(dayOf(now), horizonDays)

/** Returns the last instant at which a slot can be booked, itself included. */
export const closesAt = (startsAt: Date, { leadMinutes }: Pick<OpeningRules, 'leadMinutes'>): Date =>
  new Date(startsAt.getTime() - leadMinutes * minuteMs)

/** Returns the last instant, itself included, at which the rules allow the booker of a slot to cancel or move. */
export const cancelWindow = (startsAt: Date, { cancelMinutes }: Pick<OpeningRules, 'cancelMinutes'>): Date =>
  new Date(startsAt.getTime() - cancelMinutes * minuteMs)

/** Returns when it is decided whether a slot takes place; null when the rules set no minimum of people. */
export function decideAtOf({ minimum }: OpeningRules, { starts_at: startsAt }: { starts_at: Date }): Date | null {
  return minimum === null ? null : new Date(startsAt.getTime() - minimum.decideHours * hourMs)
}

/**
 * True when the decision time of a slot has passed without a decision that it takes place: its bookings were called off, if there were any,
 * and whoever books now would come alone. Such a slot takes no more bookings.
 */
export function tooFewToBegin(rules: OpeningRules, slot: { starts_at: Date; decided_at: Date | null }, now: Date): boolean {
  const decideAt = decideAtOf(rules, slot)
  return decideAt !== null && decideAt <= now && slot.decided_at === null
}

/**
 * Returns the instant up to which the decision time of group activities that begin before it has passed at `now`: of those slots, only one
 * that was decided to take place (`decided_at`) takes bookings. Without a minimum it is `now`, which excludes no future slot.
 */
export const undecidedUntil = ({ minimum }: OpeningRules, now: Date): Date => new Date(now.getTime() + (minimum?.decideHours ?? 0) * hourMs)
