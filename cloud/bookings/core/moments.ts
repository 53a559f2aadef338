import { arriveMinutes, offerHours, offerMinutes, offerParts } from '@doorstep/contract/rules'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { hourMs, instantOf, minuteMs } from '../../platform/time/calendar'
import { addDutyMinutes, dutyMsBetween, type DutyHours } from '../../platform/time/duty-hours'
import { type ServiceFact, cancelWindow } from '../../services/api'
import type { StoredBooking } from './bookings-store'
import type { LoadedBooking } from './loaded-booking'

/** Returns from when somebody may check in. */
export const arriveFrom = ({ starts_at: startsAt }: Pick<StoredBooking, 'starts_at'>): Date =>
  new Date(startsAt.getTime() - arriveMinutes * minuteMs)

/**
 * Returns until when somebody may check in: the end, or the end of the grace where the slot is shorter, so that nobody who is not yet a
 * no-show is refused.
 */
export const arriveUntil = (
  { starts_at: startsAt, ends_at: endsAt }: Pick<StoredBooking, 'starts_at' | 'ends_at'>,
  { graceMinutes }: Pick<OpeningRules, 'graceMinutes'>,
): Date => new Date(Math.max(endsAt.getTime(), startsAt.getTime() + graceMinutes * minuteMs))

/**
 * Returns until when staff must approve or decline: the service's duty hours from `now` at its venue, at most until an hour before the
 * booking begins; null when no approval is needed.
 */
export function approveByOf(
  { rules }: Pick<ServiceFact, 'rules'>,
  { hours }: { hours: readonly DutyHours[] },
  { startsAt, now }: { startsAt: Date; now: Date },
): Date | null {
  if (rules.approval === null) return null
  const due = addDutyMinutes(now, rules.approval.hours * 60, hours)
  // The booker must learn the answer while there is still time to come.
  const last = new Date(startsAt.getTime() - arriveMinutes * minuteMs)
  return due < last ? due : last > now ? last : startsAt
}

/**
 * Returns until when an offer from the waiting list is open: a part of the time left to the beginning (`offerParts`), within `offerMinutes`
 * and `offerHours`, in duty minutes. Never more than half of the duty time that is left, so that the next in line has some, and never past
 * the beginning.
 */
export function offerUntil(startsAt: Date, { now, hours }: { now: Date; hours: readonly DutyHours[] }): Date {
  const part = Math.min((startsAt.getTime() - now.getTime()) / offerParts, offerHours * hourMs, dutyMsBetween(now, startsAt, hours) / 2)
  const until = addDutyMinutes(now, Math.max(Math.floor(part / minuteMs), offerMinutes), hours)
  return until < startsAt ? until : startsAt
}

/** Returns when a booking counts as a no-show, by the service's current rules. */
export const graceEnd = ({ row, service }: Pick<LoadedBooking, 'row' | 'service'>): Date =>
  new Date(row.starts_at.getTime() + service.rules.graceMinutes * minuteMs)

/**
 * Returns until when (inclusive) the booker may cancel or move: as stated when it was made or moved, or by the current rules, whichever is
 * later. A rule change may give earlier bookings more time but never less.
 */
export function cancelUntil(
  { starts_at: startsAt, cancel_until: said }: Pick<StoredBooking, 'starts_at' | 'cancel_until'>,
  rules: Pick<OpeningRules, 'cancelMinutes'>,
): Date {
  const ruled = cancelWindow(startsAt, rules)
  return said !== null && said > ruled ? said : ruled
}

/** Returns when the possible actions change next by time alone; null when they no longer do. */
export function nextTurn(booking: LoadedBooking, now: Date): Date | null {
  const { row } = booking
  const { rules } = booking.service
  const turns = [
    row.held_until,
    row.approve_by,
    // The last millisecond of the window still belongs to it.
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
