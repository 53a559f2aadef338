import { arriveMinutes } from '@doorstep/contract/rules'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { instantOf, minuteMs } from '../../platform/time/calendar'
import { addDutyMinutes, type DutyHours } from '../../platform/time/duty-hours'
import { type ServiceFact, cancelWindow } from '../../services/api'
import type { StoredBooking } from './bookings-store'
import type { LoadedBooking } from './loaded-booking'

/** From when somebody may check in. */
export const arriveFrom = ({ starts_at: startsAt }: Pick<StoredBooking, 'starts_at'>): Date =>
  new Date(startsAt.getTime() - arriveMinutes * minuteMs)

/** Until when: the end, or the end of the grace where a slot is shorter. Whoever still counts as coming is let in. */
export const arriveUntil = (
  { starts_at: startsAt, ends_at: endsAt }: Pick<StoredBooking, 'starts_at' | 'ends_at'>,
  { graceMinutes }: Pick<OpeningRules, 'graceMinutes'>,
): Date => new Date(Math.max(endsAt.getTime(), startsAt.getTime() + graceMinutes * minuteMs))

/**
 * Until when staff must say yes or no: the service's duty hours from `now` at its place, at most until an hour before the booking
 * begins; null when it is booked at once.
 */
export function approveByOf(
  { rules }: Pick<ServiceFact, 'rules'>,
  { hours }: { hours: readonly DutyHours[] },
  { startsAt, now }: { startsAt: Date; now: Date },
): Date | null {
  if (rules.approval === null) return null
  const due = addDutyMinutes(now, rules.approval.hours * 60, hours)
  // Whoever asked learns it while there is still time to come.
  const last = new Date(startsAt.getTime() - arriveMinutes * minuteMs)
  return due < last ? due : last > now ? last : startsAt
}

/** When somebody who has not come counts as missed, by the service's rules as they are now. */
export const graceEnd = ({ row, service }: Pick<LoadedBooking, 'row' | 'service'>): Date =>
  new Date(row.starts_at.getTime() + service.rules.graceMinutes * minuteMs)

/**
 * Until when the booker may cancel or move, itself included: as was said when it was made or moved, or as the rules say now, whichever is
 * later. Rules that change give more time to whoever booked before, and never take any away.
 */
export function cancelUntil(
  { starts_at: startsAt, cancel_until: said }: Pick<StoredBooking, 'starts_at' | 'cancel_until'>,
  rules: Pick<OpeningRules, 'cancelMinutes'>,
): Date {
  const ruled = cancelWindow(startsAt, rules)
  return said !== null && said > ruled ? said : ruled
}

/** When what may be done with it changes next by time alone; null when nothing is to come. */
export function nextTurn(booking: LoadedBooking, now: Date): Date | null {
  const { row } = booking
  const { rules } = booking.service
  const turns = [
    row.held_until,
    row.approve_by,
    // The last millisecond of the window is still in it.
    new Date(cancelUntil(row, rules).getTime() + 1),
    arriveFrom(row),
    row.starts_at,
    graceEnd(booking),
    arriveUntil(row, rules),
    instantOf(row.day, '24:00'),
  ]
  const ahead = turns.flatMap((at) => (at !== null && at > now ? [at.getTime()] : []))
  return ahead.length === 0 ? null : new Date(Math.min(...ahead))
}
