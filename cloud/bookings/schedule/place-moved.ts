import { openBookingStates } from '@doorstep/contract/bookings/words'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { enqueueAll } from '../../platform/jobs/outbox'
import { dateAndTime } from '../../platform/time/words'
import { insertEvent, updateBooking } from '../core/bookings-store'
import { lockedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyOrPhone } from '../core/notify'

/** A venue whose address changed, and the booking whose booker has to hear of it. */
export const placeMovedJob = 'bookings.placeMoved'
export const PlaceMovedJob = v.object({ bookingId: id, from: v.string(), movedAt: instant })

/** Schedules, at once, that everybody who is to come to a venue is told of its new address; the caller writes it in this transaction. */
export async function schedulePlaceMoved(
  tx: Tx,
  districtId: number,
  { venueCode, from }: { venueCode: string; from: string },
  now: Date,
): Promise<void> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('starts_at', '>', now)
    .where('way', '<>', 'home')
    .where('state', 'in', literals(openBookingStates))
    .select('id')
    .orderBy('id')
    .execute()
  const asJob = ({ id: bookingId }: { id: string }) => ({
    districtId,
    kind: placeMovedJob,
    key: `${bookingId}:${now.toISOString()}`,
    payload: { bookingId, from, movedAt: now.toISOString() } satisfies v.InferOutput<typeof PlaceMovedJob>,
    dueAt: now,
  })
  if (rows.length > 0) await enqueueAll(tx, rows.map(asJob))
}

/**
 * Tells a booker once that the place has another address, and increments the booking's sequence, so that calendars take it over (RFC 5545).
 * Does nothing for a booking that is over or was told of it, or whose place is back where it was.
 */
export async function onPlaceMoved(context: RuleContext, { bookingId, from, movedAt }: v.InferOutput<typeof PlaceMovedJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const booking = await lockedBooking(context, bookingId)
  if (booking === null) return
  const { row, venue } = booking
  const now = clock.now()
  if (!openBookingStates.includes(row.state) || row.starts_at <= now || venue.address === from) return
  const told = await tx
    .selectFrom('booking_event')
    .where('district_id', '=', districtId)
    .where('booking_id', '=', row.id)
    .where('did', '=', 'place')
    .where('at', '>=', new Date(movedAt))
    .select('seq')
    .executeTakeFirst()
  if (told !== undefined) return
  const seq = row.last_seq + 1
  const to = `${venue.name}（${venue.address}）`
  await insertEvent(tx, {
    district_id: districtId,
    booking_id: row.id,
    seq,
    did: 'place',
    state: row.state,
    at: now,
    by_party: 'system',
    by_staff: null,
    text: `从${from} 到${venue.address}`,
  })
  const after = await updateBooking(tx, districtId, row.id, { last_seq: seq, sequence: row.sequence + 1, updated_at: now })
  if (after.account_id !== null) context.notifySockets?.([`a:${after.account_id}`], { what: 'booking', id: after.id })
  await notifyOrPhone(context, after, {
    title: '服务点换了地方',
    text: `${bookingSummary(after)}，请到${to}，不在${from} 了。时间不变；放进日历的，请打开预约再放一次`,
    phoneText: `您约的${after.service_name}（${dateAndTime(after.starts_at, now)}）换了地方：请到${to}，不在${from} 了。时间不变。`,
    about: `place:${seq}`,
  })
}
