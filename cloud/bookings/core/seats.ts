import { notify } from '../../notifications/api'
import type { RuleContext, Acting } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { uuidv7 } from '../../platform/process/ids'
import { timeMark } from '../../platform/time/words'
import { serviceAndVenue, type ServiceAndVenue, release, tryReserve } from '../../services/api'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import * as store from './bookings-store'
import { type StoredBooking, type StoredWaiting, updateWaiting, liveWaiting } from './bookings-store'
import { lockedBooking } from './loaded-booking'
import { offerUntil } from './moments'
import { newBooking } from './new-booking'
import { bookingSummary } from './notify'
import { personOfAccount } from './person'
import { occupiesSeats, transitionBooking, type BookingTransition } from './transitions'

/**
 * The seats of a slot change only in this file, and only with the slot locked (`lockSlots`, `lockedBooking`, or `reserveAtOnce` itself): so
 * `taken` is always the sum of the seats in use, and a released seat is offered to the first on the waiting list before anybody else can
 * book it.
 */

/**
 * Reserves seats of a locked slot and returns it; ends expired holds first, and the waiting list has priority. Returns null when too few
 * are left.
 */
export async function reserveSeats(
  context: RuleContext,
  slotId: string,
  seats: number,
  now = context.clock.now(),
): Promise<StoredSlot | null> {
  await endLapsed(context, slotId, now)
  return tryReserve(context.tx, context.districtId, slotId, seats)
}

/**
 * Reserves seats of a slot that is not locked, and locks it, in one statement: where nothing has to be ended before, neither a hold of the
 * account that it made itself nor one of the slot that has expired. Returns null when there is, or too few seats are free. The account is
 * locked, so it makes no hold meanwhile; only an offer of this slot can come while the statement waits, and then the seats are given back.
 */
export async function reserveAtOnce(
  context: RuleContext,
  { slotId, seats, accountId }: { slotId: string; seats: number; accountId: string },
): Promise<StoredSlot | null> {
  const { tx, districtId, clock } = context
  const unless = [store.holdMadeBy(tx, districtId, accountId), store.holdInTheWay(tx, districtId, { slotId, accountId }, clock.now())]
  const reserved = await tryReserve(tx, districtId, slotId, seats, { unless })
  if (reserved === null || !everWaitedFor(reserved)) return reserved
  if ((await store.holdInTheWay(tx, districtId, { slotId, accountId }, clock.now()).executeTakeFirst()) === undefined) return reserved
  await release(tx, districtId, slotId, seats)
  return null
}

/**
 * Ends the expired holds of a locked slot, so that its row shows the free seats. Their seats are offered together: two seats of two holds
 * may go to one entry that waits for two.
 */
export async function endLapsed(context: RuleContext, slotId: string, now = context.clock.now()): Promise<void> {
  const lapsed = await store.lapsedHolds(context.tx, context.districtId, slotId, now)
  for (const hold of lapsed) await endBooking(context, hold, { action: 'release', party: 'system' })
  const seats = lapsed.reduce((sum, hold) => sum + hold.seats, 0)
  if (seats > 0) await releaseSeats(context, slotId, seats)
}

/** Releases seats of a locked slot and offers them to the waiting list. */
export async function releaseSeats(context: RuleContext, slotId: string, seats: number): Promise<void> {
  await offerFree(context, await release(context.tx, context.districtId, slotId, seats))
}

/**
 * Makes a transition that ends a booking or hold, releases its seats, and settles the waiting-list entry it was offered from. The slot is
 * locked.
 */
export async function endAndRelease(context: RuleContext, row: StoredBooking, transition: BookingTransition): Promise<StoredBooking> {
  const after = await endBooking(context, row, transition)
  if (occupiesSeats(row.state) && !occupiesSeats(after.state) && !row.walk_in) await releaseSeats(context, row.slot_id, row.seats)
  return after
}

/** Makes the transition and settles the waiting-list entry; the seats stay reserved. */
async function endBooking(context: RuleContext, row: StoredBooking, transition: BookingTransition): Promise<StoredBooking> {
  const { tx, districtId, clock } = context
  const after = await transitionBooking(context, row, transition)
  if (row.waiting_id !== null && row.state === 'held') {
    const state = transition.party === 'booker' ? 'left' : 'expired'
    const now = clock.now()
    await store.updateWaiting(tx, districtId, row.waiting_id, { state, ended_at: now })
    // When the slot was closed, the closing notifies the booker.
    if (state === 'expired' && row.held_until !== null && row.held_until <= now) await notifyOfferExpired(context, after)
  }
  return after
}

/** Whether somebody ever waited for a locked slot: each entry of its waiting list takes the next place (`nextPosition`). */
export const everWaitedFor = ({ last_place: lastPlace }: Pick<StoredSlot, 'last_place'>): boolean => lastPlace > 0

/** Offers a locked slot's free seats in waiting-list order; an entry that needs more seats than are free keeps its position. */
export async function offerFree(context: RuleContext, slot: StoredSlot): Promise<void> {
  const { tx, districtId, clock } = context
  if (!everWaitedFor(slot)) return
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

/** 候补递补: holds the seat for the booker while the offer is open (`offerUntil`). */
async function offer(context: RuleContext, slot: StoredSlot, waiting: StoredWaiting, { service, venue }: ServiceAndVenue): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  const until = offerUntil(slot.starts_at, { now, hours: venue.hours })
  if ((await tryReserve(tx, districtId, slot.id, waiting.seats)) === null)
    throw new Error('A free place was taken though the slot is locked')
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

/** Notifies the booker that a free seat is offered to them from the waiting list. */
async function notifyOffer(
  { tx, districtId, clock, notifySockets }: RuleContext,
  waiting: StoredWaiting,
  hold: StoredBooking,
): Promise<void> {
  const now = clock.now()
  const until = hold.held_until === null ? '' : timeMark(hold.held_until)
  await notify(tx, {
    districtId,
    to: { accountIds: [waiting.account_id] },
    kind: 'booking',
    title: '候补到位置了，请您确认',
    text: `${bookingSummary(hold)}${waiting.for_other ? '（给别人等的）' : ''}，给您留到${until}，过时让给下一位`,
    target: { kind: 'waiting', id: waiting.id },
    key: `waiting:${waiting.id}:offer:${hold.id}`,
    at: now,
  })
  notifySockets?.([`a:${waiting.account_id}`], { what: 'booking', id: hold.id })
}

/** Notifies the booker that they did not answer an offer in time and the seat went to the next. */
async function notifyOfferExpired(context: RuleContext, hold: StoredBooking): Promise<void> {
  if (hold.account_id === null) return
  const { tx, districtId, clock } = context
  const now = clock.now()
  await notify(tx, {
    districtId,
    to: { accountIds: [hold.account_id] },
    kind: 'booking',
    title: '候补的位置没有及时确认',
    text: `${bookingSummary(hold)}，位置已让出；还想要可以再候补或换个时间`,
    target: { kind: 'service', id: hold.service_code },
    key: `booking:${hold.id}:offerOver`,
    at: now,
  })
}

export const holdEndsJob = 'bookings.holdEnds'

/** Schedules the end of a hold or offer. */
export async function scheduleHoldEnd({ tx, districtId }: RuleContext, { id, held_until: dueAt }: StoredBooking): Promise<void> {
  if (dueAt === null) throw new Error('A hold without an end')
  await enqueue(tx, { districtId, kind: holdEndsJob, key: id, payload: { bookingId: id }, dueAt })
}

/** Ends a hold that has expired; does nothing when it was booked or released. */
export async function endHold(context: RuleContext, bookingId: string): Promise<void> {
  const held = await lockedBooking(context, bookingId)
  if (held?.row.state !== 'held' || held.row.held_until === null || context.clock.now() < held.row.held_until) return
  await endAndRelease(context, held.row, { action: 'release', party: 'system' })
}

/**
 * Settles the waiting-list entry of a booker who has got a seat of a locked slot: the entry it was offered from, or the account's own entry
 * for that slot, if both are for the account itself or both for another person.
 */
export async function settleWaiting(
  { tx, districtId, clock }: Pick<Acting, 'tx' | 'districtId' | 'clock'>,
  row: StoredBooking,
  slot: StoredSlot,
): Promise<void> {
  const own = async () => {
    if (row.account_id === null || !everWaitedFor(slot)) return null
    const entry = await liveWaiting(tx, districtId, row.account_id, row.slot_id)
    return entry?.state === 'waiting' && entry.for_other === (row.for_sealed !== null) ? entry.id : null
  }
  const waitingId = row.waiting_id ?? (await own())
  if (waitingId !== null) await updateWaiting(tx, districtId, waitingId, { state: 'taken', booking_id: row.id, ended_at: clock.now() })
}
