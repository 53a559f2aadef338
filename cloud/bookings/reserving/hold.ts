import { holdMinutes } from '@doorstep/contract/rules'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Hold } from '@doorstep/contract/bookings/views'
import type { Parsed } from '@doorstep/contract/endpoints'
import type { Acting, Outside, RuleContext } from '../../platform/context/call'
import { isCounted } from '../../platform/context/daily-caps'
import { uuidv7 } from '../../platform/process/ids'
import { badField, problem } from '../../platform/process/problem'
import { minuteMs } from '../../platform/time/calendar'
import { cancelWindow, lockSlots, serviceAndVenue, slotById, suggest, type LoadedSlot, type StoredSlot } from '../../services/api'
import type { StoredBooking } from '../core/bookings-store'
import { lockedBooking } from '../core/loaded-booking'
import { newBooking } from '../core/new-booking'
import { lockPeople, personOfAccount } from '../core/person'
import { endAndRelease, everWaitedFor, releaseSeats, reserveAtOnce, reserveSeats, scheduleHoldEnd } from '../core/seats'
import { checkEligibility, overlappingBooking, slotFull, slotUnavailable, type BookingAttempt } from '../eligibility/eligibility'
import { slotForPrecheck } from '../eligibility/eligibility-store'
import { bookedAs, personFor } from './as-organisation'
import { holdsOf, resizeHeld, slotsHeld, waitingCount } from './hold-store'

type Endpoint = (typeof bookingEndpoints.table)['POST /v1/holds']
type Form = Parsed<Endpoint>['body']

/**
 * Returns the booking attempt of a hold. Its person is known only when it is booked; until then it is the account or the organisation,
 * unless the caller says it is somebody else.
 */
const attemptOf = (
  accountId: string,
  wanted: LoadedSlot,
  { seats, forOther = false, asOrganisation }: Omit<Form, 'slotId'>,
): BookingAttempt & { accountId: string } => ({
  ...wanted,
  seats,
  accountId,
  person: forOther ? null : personFor(accountId, asOrganisation),
  forOther,
  asOrganisation: asOrganisation !== undefined,
})

export const notBoth = () => badField('asOrganisation', '替别人约的，不能再用单位的名义')

const noSlot = () => problem('notFound', { next: [suggest.otherService()] })

/**
 * Refuses at once, without a lock or a transaction, a caller whom the slot would refuse anyway, so that a rush for the last seat does not
 * queue up for the lock. Returns the slot as it was seen.
 */
export async function precheckHold(call: Outside<Endpoint>): Promise<StoredSlot> {
  const { db: tx, clock, districtId, deps, actor, body } = call
  const context = { tx, clock, districtId, deps }
  const found = await slotForPrecheck(tx, districtId, body.slotId, actor.accountId, clock.now())
  if (found === undefined) throw noSlot()
  const { movable, ...slot } = found
  if (movable) return slot
  const attempt = attemptOf(actor.accountId, { slot, ...(await serviceAndVenue(tx, districtId, slot.service_code)) }, body)
  const refusal = await slotUnavailable(context, attempt)
  if (refusal !== null) throw refusal
  if (slot.taken + body.seats <= slot.capacity) return slot
  throw (await overlappingBooking(context, attempt)) ?? (await slotFull(context, attempt))
}

/**
 * Holds seats of a slot for `holdMinutes`; an earlier hold elsewhere ends in the same transaction. A caller who has a hold or an offer of
 * this very slot keeps it and its end, with as many seats as they ask for now.
 */
export async function hold(acting: Acting, { slotId, ...form }: Form, seen: StoredSlot): Promise<Hold> {
  const { tx, districtId, actor } = acting
  const { accountId } = actor
  await lockPeople(tx, districtId, [accountId])
  // The person is checked before the slot is locked, which blocks others.
  const wanted = { slot: seen, ...(await serviceAndVenue(tx, districtId, seen.service_code)) }
  if (form.forOther === true && form.asOrganisation !== undefined) throw notBoth()
  await bookedAs(acting, form.asOrganisation, wanted.service)
  const attempt = { ...attemptOf(accountId, wanted, form), counted: isCounted(actor) }
  await checkEligibility(acting, attempt)
  const reserved = await reserveAtOnce(acting, { slotId, seats: form.seats, accountId })
  if (reserved === null) return holdAfterEnding(acting, attempt)
  await recheck(acting, attempt, reserved)
  return held(acting, attempt, reserved)
}

/** Throws when a slot, which is locked by now, is not open any more; where its times changed since the person was checked, also for them. */
async function recheck(acting: Acting, attempt: BookingAttempt, slot: StoredSlot): Promise<void> {
  const { slot: seen } = attempt
  const changed = await slotUnavailable(acting, { ...attempt, slot })
  if (changed !== null) throw changed
  const moved = slot.starts_at.getTime() !== seen.starts_at.getTime() || slot.ends_at.getTime() !== seen.ends_at.getTime()
  if (moved) await checkEligibility(acting, { ...attempt, slot })
}

/** Holds seats where something has to be ended before: the caller's hold elsewhere, or one that has expired; or keeps the one they have. */
async function holdAfterEnding(acting: Acting, attempt: BookingAttempt & { accountId: string }): Promise<Hold> {
  const { tx, districtId, clock } = acting
  const { accountId, seats, slot: seen } = attempt
  const slot = (await lockSlots(tx, districtId, [seen.id], { also: slotsHeld(tx, districtId, accountId) })).get(seen.id)
  if (slot === undefined) throw noSlot()
  await recheck(acting, attempt, slot)

  // Read after the slots are locked: a job may have ended one until then.
  const now = clock.now()
  const holds = await holdsOf(tx, districtId, accountId)
  const running = holds.find((row) => row.slot_id === slot.id && row.held_until !== null && row.held_until > now)
  if (running !== undefined) return holdView(acting, await resized(acting, running, attempt, now))
  for (const own of holds.filter((row) => row.waiting_id === null)) {
    const party = own.held_until !== null && own.held_until > now ? 'booker' : 'system'
    await endAndRelease(acting, own, { action: 'release', party })
  }
  const reserved = await reserveSeats(acting, slot.id, seats)
  if (reserved === null) throw await slotFull(acting, { ...attempt, slot })
  return held(acting, attempt, reserved)
}

/** Makes the hold of seats that are reserved. */
async function held(
  acting: Acting,
  { accountId, service, seats }: BookingAttempt & { accountId: string },
  slot: StoredSlot,
): Promise<Hold> {
  const until = new Date(acting.clock.now().getTime() + holdMinutes * minuteMs)
  const made = await newBooking(acting, {
    id: uuidv7(),
    account_id: accountId,
    person: personOfAccount(accountId),
    service,
    slot,
    seats,
    state: 'held',
    held_until: until < slot.starts_at ? until : slot.starts_at,
  })
  await scheduleHoldEnd(acting, made)
  return holdView(acting, made, slot)
}

/** Changes the number of seats of a hold that runs at `now`: by no later time may it be ended meanwhile. */
async function resized(context: RuleContext, held: StoredBooking, attempt: BookingAttempt, now: Date): Promise<StoredBooking> {
  const { tx, districtId } = context
  const more = attempt.seats - held.seats
  if (more === 0) return held
  if (more > 0 && (await reserveSeats(context, held.slot_id, more, now)) === null) throw await slotFull(context, attempt)
  const after = await resizeHeld(tx, districtId, held.id, { seats: attempt.seats, updated_at: now })
  if (after === null) throw problem('notNow')
  if (more < 0) await releaseSeats(context, held.slot_id, -more)
  return after
}

/** Returns the view of a hold; `reserved` is its slot, when the caller has it as it is now. */
async function holdView(
  { tx, districtId }: RuleContext,
  { id, slot_id: slotId, service_code, seats, held_until }: StoredBooking,
  reserved?: StoredSlot,
): Promise<Hold> {
  const slot = reserved ?? (await slotById(tx, districtId, slotId))
  if (slot === undefined || held_until === null) throw new Error('A hold without a slot or an end')
  const { service } = await serviceAndVenue(tx, districtId, service_code)
  return {
    id,
    slot: {
      id: slotId,
      startsAt: slot.starts_at.toISOString(),
      endsAt: slot.ends_at.toISOString(),
      capacity: slot.capacity,
      free: Math.max(slot.capacity - slot.taken, 0),
      state: 'mine',
      waiting: everWaitedFor(slot) ? await waitingCount(tx, districtId, slotId) : 0,
    },
    serviceCode: service_code,
    seats,
    heldUntil: held_until.toISOString(),
    cancelUntil: cancelWindow(slot.starts_at, service.rules).toISOString(),
  }
}

/** Releases a held or offered seat; idempotent. Throws `notNow` once it was booked. */
export async function letGo(acting: Acting, holdId: string): Promise<void> {
  const held = await lockedBooking(acting, holdId, { owner: acting.actor })
  if (held === null) throw problem('notFound', { next: [suggest.myBookings()] })
  if (held.row.state === 'released') return
  await endAndRelease(acting, held.row, { action: 'release', party: 'booker' })
}
