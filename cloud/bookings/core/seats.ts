import { offerMinutes } from '@doorstep/contract/rules'
import type { RuleContext, Acting } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { uuidv7 } from '../../platform/process/ids'
import { addDutyMinutes } from '../../platform/time/duty-hours'
import { serviceAndVenue, type ServiceAndVenue } from '../../services/api'
import * as slots from '../../services/api'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import * as store from './bookings-store'
import { type StoredBooking, type StoredWaiting, updateWaiting, liveWaiting } from './bookings-store'
import { lockedBooking } from './loaded-booking'
import { newBooking } from './new-booking'
import { notifyOffer, notifyOfferExpired } from './notify'
import { personOfAccount } from './person'
import { occupiesSeats, transitionBooking, type BookingTransition } from './transitions'

/**
 * Places of a slot change hands only here, and only with the slot locked (`lockSlots`, `lockedBooking`): so `taken` is always the
 * sum of what takes places, and a freed place is offered to whoever waits first before anybody else sees it.
 */

/** Takes places of a locked slot; holds that lapsed are ended first, and who waits goes before. False when too few are left. */
export async function reserveSeats(context: RuleContext, slotId: string, seats: number): Promise<boolean> {
  await endLapsed(context, slotId)
  return slots.tryReserve(context.tx, context.districtId, slotId, seats)
}

/**
 * Ends the holds of a locked slot whose time is over, so that its row says what is free. What they held is offered together: two
 * places of two holds may go to somebody who waits for two.
 */
export async function endLapsed(context: RuleContext, slotId: string): Promise<void> {
  const lapsed = await store.lapsedHolds(context.tx, context.districtId, slotId, context.clock.now())
  for (const hold of lapsed) await endBooking(context, hold, { action: 'release', party: 'system' })
  const seats = lapsed.reduce((sum, hold) => sum + hold.seats, 0)
  if (seats > 0) await releaseSeats(context, slotId, seats)
}

/** Gives places of a locked slot back, and offers them to whoever waits. */
export async function releaseSeats(context: RuleContext, slotId: string, seats: number): Promise<void> {
  await offerFree(context, await slots.release(context.tx, context.districtId, slotId, seats))
}

/** Takes a step that ends a booking or hold, gives its places back, and settles the waiting-list entry it was offered from. The slot is locked. */
export async function endAndRelease(context: RuleContext, row: StoredBooking, transition: BookingTransition): Promise<StoredBooking> {
  const after = await endBooking(context, row, transition)
  if (occupiesSeats(row.state) && !occupiesSeats(after.state) && !row.walk_in) await releaseSeats(context, row.slot_id, row.seats)
  return after
}

/** The step and the waiting-list entry; the places stay taken. */
async function endBooking(context: RuleContext, row: StoredBooking, transition: BookingTransition): Promise<StoredBooking> {
  const { tx, districtId, clock } = context
  const after = await transitionBooking(context, row, transition)
  if (row.waiting_id !== null && row.state === 'held') {
    const state = transition.party === 'booker' ? 'left' : 'expired'
    const now = clock.now()
    await store.updateWaiting(tx, districtId, row.waiting_id, { state, ended_at: now })
    // A slot that was closed says so itself.
    if (state === 'expired' && row.held_until !== null && row.held_until <= now) await notifyOfferExpired(context, after)
  }
  return after
}

/** Offers a locked slot's free places, first come first served; who needs more than are free keeps their place in the line. */
export async function offerFree(context: RuleContext, slot: StoredSlot): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  let free = slot.state === 'open' && slot.starts_at > now ? slot.capacity - slot.taken : 0
  let given: ServiceAndVenue | null = null
  while (free > 0) {
    const first = await store.firstWaiting(tx, districtId, slot.id, free)
    if (first === undefined) return
    given ??= await serviceAndVenue(tx, districtId, slot.service_code)
    if (given.service.retired) return
    await offer(context, slot, first, given)
    free -= first.seats
  }
}

/** 候补递补: the place is held for her while the offer stands, 15 duty minutes of the place, at most until the slot begins. */
async function offer(context: RuleContext, slot: StoredSlot, waiting: StoredWaiting, { service, venue }: ServiceAndVenue): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const duty = addDutyMinutes(now, offerMinutes, venue.hours)
  const until = duty < slot.starts_at ? duty : slot.starts_at
  if (!(await slots.tryReserve(tx, districtId, slot.id, waiting.seats))) throw new Error('A free place was taken though the slot is locked')
  const hold = await newBooking(context, {
    id: uuidv7(),
    account_id: waiting.account_id,
    person: personOfAccount(waiting.account_id),
    service,
    slot,
    seats: waiting.seats,
    state: 'held',
    held_until: until,
    waiting_id: waiting.id,
  })
  await store.updateWaiting(tx, districtId, waiting.id, { state: 'offered', booking_id: hold.id, offered_at: now, offer_until: until })
  await scheduleHoldEnd(context, hold)
  await notifyOffer(context, waiting, hold)
}

export const holdEndsJob = 'bookings.holdEnds'

/** Plans the end of a hold or offer. */
export async function scheduleHoldEnd({ tx, districtId }: RuleContext, { id, held_until: dueAt }: StoredBooking): Promise<void> {
  if (dueAt === null) throw new Error('A hold without an end')
  await enqueue(tx, { districtId, kind: holdEndsJob, key: id, payload: { bookingId: id }, dueAt })
}

/** Ends a hold whose time is over; nothing when it was booked or let go. */
export async function endHold(context: RuleContext, bookingId: string): Promise<void> {
  const held = await lockedBooking(context, bookingId)
  if (held?.row.state !== 'held' || held.row.held_until === null || context.clock.now() < held.row.held_until) return
  await endAndRelease(context, held.row, { action: 'release', party: 'system' })
}

/**
 * Whoever has a place no longer waits for it: the entry it was offered from, or the account's own of the same slot, where both are for
 * the same: for herself, or for somebody else.
 */
export async function settleWaiting(
  { tx, districtId, clock }: Pick<Acting, 'tx' | 'districtId' | 'clock'>,
  row: StoredBooking,
): Promise<void> {
  const own = async () => {
    if (row.account_id === null) return null
    const entry = await liveWaiting(tx, districtId, row.account_id, row.slot_id)
    return entry?.state === 'waiting' && entry.for_other === (row.for_sealed !== null) ? entry.id : null
  }
  const waitingId = row.waiting_id ?? (await own())
  if (waitingId !== null) await updateWaiting(tx, districtId, waitingId, { state: 'taken', booking_id: row.id, ended_at: clock.now() })
}
