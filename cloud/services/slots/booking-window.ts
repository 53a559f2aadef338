import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { addDays, dayOf, hourMs, instantOf, minuteMs, type Day } from '../../platform/time/calendar'

/** When a slot can be booked and cancelled and when it is decided whether it takes place, by the rules of its service. */

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

/** When it is decided whether a slot takes place; null when any number of people will do. */
export function decideAtOf({ minimum }: OpeningRules, { starts_at: startsAt }: { starts_at: Date }): Date | null {
  return minimum === null ? null : new Date(startsAt.getTime() - minimum.decideHours * hourMs)
}

/**
 * Whether a slot was to be decided by now and it was not decided that it takes place: nobody was there to be called off, and
 * whoever books now would come alone. Such a slot takes no more bookings.
 */
export function tooFewToBegin(rules: OpeningRules, slot: { starts_at: Date; decided_at: Date | null }, now: Date): boolean {
  const decideAt = decideAtOf(rules, slot)
  return decideAt !== null && decideAt <= now && slot.decided_at === null
}

/**
 * The decision about a group activity that begins until then is past at `now`: of those slots only one that was decided to take
 * place (`decided_at`) takes anybody. Without a minimum it is `now`, and no slot ahead is meant.
 */
export const undecidedUntil = ({ minimum }: OpeningRules, now: Date): Date => new Date(now.getTime() + (minimum?.decideHours ?? 0) * hourMs)
