import { bookingTraits, openBookingStates } from '@doorstep/contract/bookings/words'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { enqueueAll } from '../../platform/jobs/outbox'
import { dateAndTime } from '../../platform/time/words'
import { askToPhone } from '../core/ask-to-phone'
import { updateBooking } from '../core/bookings-store'
import { lockedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyOrPhone } from '../core/notify'
import { transitionBooking } from '../core/transitions'
import { comingTo } from './place-moved-store'

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
  const ids = await comingTo(tx, districtId, venueCode, now)
  const asJob = (bookingId: string) => ({
    districtId,
    kind: placeMovedJob,
    key: `${bookingId}:${now.toISOString()}`,
    payload: { bookingId, from, movedAt: now.toISOString() } satisfies v.InferOutput<typeof PlaceMovedJob>,
    dueAt: now,
  })
  if (ids.length > 0) await enqueueAll(tx, ids.map(asJob))
}

/**
 * Tells a booker once that the venue has another address than they were told, and increments the booking's sequence, so that calendars take
 * it over (RFC 5545); whoever has no account is phoned, and the venue's managers are asked to. Does nothing for a booking that is over, or
 * whose venue is where its booker was told.
 */
export async function onPlaceMoved(context: RuleContext, { bookingId, from, movedAt }: v.InferOutput<typeof PlaceMovedJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const booking = await lockedBooking(context, bookingId)
  if (booking === null) return
  const { row, venue } = booking
  const now = clock.now()
  if (!openBookingStates.includes(row.state) || row.starts_at <= now) return
  // A booking of an earlier version was made at the address of the first move it hears of.
  const said = row.said_address ?? from
  if (said === venue.address) {
    if (row.said_address === null) await updateBooking(tx, districtId, row.id, { said_address: said })
    return
  }
  const step = { action: 'place' as const, party: 'system' as const, text: `从${said} 到${venue.address}`, where: booking, quiet: true }
  const placed = await transitionBooking(context, row, { ...step, changes: { said_address: venue.address } })
  // Whoever is there already has found the way, and is not phoned.
  if (placed.account_id === null && bookingTraits[placed.state].came) return
  const to = `${venue.name}（${venue.address}）`
  const after = await notifyOrPhone(context, placed, {
    title: '服务点换了地方',
    text: `${bookingSummary(placed)}，请到${to}，不在${said} 了。时间不变；放进日历的，请打开预约再放一次`,
    // What was to be phoned before has not been said, so nothing can be said not to have changed.
    phoneText:
      row.to_call === null
        ? `您约的${placed.service_name}（${dateAndTime(placed.starts_at, now)}）换了地方：请到${to}，不在${said} 了。时间不变。`
        : `您约的${placed.service_name}，请在 ${dateAndTime(placed.starts_at, now)} 到${to}，以这次说的为准。`,
    about: `place:${placed.last_seq}`,
  })
  if (after.to_call === null) return
  const asked = { title: '服务点换了地方，请打电话告诉居民', about: venue.name, key: `venue:${venue.code}:place:${movedAt}` }
  await askToPhone(context, { ...booking, row: after }, asked)
}
