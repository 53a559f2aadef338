import type { OpeningRules } from '@doorstep/contract/services'
import { addDays, dayOf, instantOf, minuteMs, type Day } from '../platform/calendar'

/** When a slot can be booked, cancelled and moved, by the rules of its service. */

/** From this instant on: 00:00, so many days before its day. */
export const opensAt = (day: Day, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Date => instantOf(addDays(day, -horizonDays))

/** The last day that is open for booking at `now`. */
export const lastOpenDay = (now: Date, { horizonDays }: Pick<OpeningRules, 'horizonDays'>): Day => addDays(dayOf(now), horizonDays)

/** Until this instant, itself included. */
export const closesAt = (startsAt: Date, { leadMinutes }: Pick<OpeningRules, 'leadMinutes'>): Date =>
  new Date(startsAt.getTime() - leadMinutes * minuteMs)

/** Until this instant, itself included, the booker may cancel or move. */
export const cancelUntil = (startsAt: Date, { cancelMinutes }: Pick<OpeningRules, 'cancelMinutes'>): Date =>
  new Date(startsAt.getTime() - cancelMinutes * minuteMs)
