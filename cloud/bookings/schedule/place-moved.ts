import { bookingTraits, openBookingStates } from '@doorstep/contract/bookings/words'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { enqueueAll } from '../../platform/jobs/outbox'
import { dateAndTime } from '../../platform/time/words'
import { askToPhone } from '../core/ask-to-phone'
import { lockedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyOrPhone } from '../core/notify'
import { transitionBooking } from '../core/transitions'
import { comingTo, wasPlaced } from './place-moved-store'

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
 * Tells a booker once that the venue has another address, and increments the booking's sequence, so that calendars take it over (RFC 5545);
 * whoever has no account is phoned, and the venue's managers are asked to. Does nothing for a booking that is over or was told of it, or
 * whose venue is back where it was.
 */
export async function onPlaceMoved(context: RuleContext, { bookingId, from, movedAt }: v.InferOutput<typeof PlaceMovedJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const booking = await lockedBooking(context, bookingId)
  if (booking === null) return
  const { row, venue } = booking
  const now = clock.now()
  if (!openBookingStates.includes(row.state) || row.starts_at <= now || venue.address === from) return
  if (await wasPlaced(tx, districtId, row.id, new Date(movedAt))) return
  const text = `从${from} 到${venue.address}`
  const placed = await transitionBooking(context, row, { action: 'place', party: 'system', text, where: booking, quiet: true })
  // Whoever is there already has found the way, and is not phoned.
  if (placed.account_id === null && bookingTraits[placed.state].came) return
  const to = `${venue.name}（${venue.address}）`
  const after = await notifyOrPhone(context, placed, {
    title: '服务点换了地方',
    text: `${bookingSummary(placed)}，请到${to}，不在${from} 了。时间不变；放进日历的，请打开预约再放一次`,
    phoneText: `您约的${placed.service_name}（${dateAndTime(placed.starts_at, now)}）换了地方：请到${to}，不在${from} 了。时间不变。`,
    about: `place:${placed.last_seq}`,
  })
  if (after.to_call === null) return
  const said = { title: '服务点换了地方，请打电话告诉居民', about: venue.name, key: `venue:${venue.code}:place:${movedAt}` }
  await askToPhone(context, { ...booking, row: after }, said)
}
