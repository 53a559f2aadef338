import { holdMinutes } from '@doorstep/contract/booking-machine'
import type { Hold } from '@doorstep/contract/booking-views'
import type { bookingEndpoints } from '@doorstep/contract/bookings'
import type { Parsed } from '@doorstep/contract/endpoints'
import { minuteMs } from '../platform/calendar'
import type { Acting, Outside, RuleContext } from '../platform/call'
import { uuidv7 } from '../platform/ids'
import { problem } from '../platform/problem'
import { serviceFacts, venueFacts } from '../services/facts'
import { holdsOf, waitingCount } from './hold-store'
import { judge, overlapRefusal, slotFull, slotRefusal, type Wish } from './judge'
import { slotAtAGlance } from './judge-store'
import { newBooking } from './new-booking'
import { step } from './next-steps'
import { lockPeople, personOfAccount } from './person'
import { endWithPlaces, givePlaces, planHoldEnd, takePlaces } from './places'
import type { Scene } from './scene'
import { lockedBooking, lockSlots, slotById, updateBooking, type StoredBooking, type StoredSlot } from './store'

type Endpoint = (typeof bookingEndpoints.table)['POST /v1/holds']
type Form = Parsed<Endpoint>['body']

/** The service and place of a slot. */
export async function sceneOfSlot({ tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>, slot: StoredSlot): Promise<Scene> {
  const service = (await serviceFacts(tx, districtId, [slot.service_code])).get(slot.service_code)
  const venue = service && (await venueFacts(tx, districtId, [service.venueCode])).get(service.venueCode)
  if (service === undefined || venue === undefined) throw new Error('A slot of a service or place that was never there')
  return { service, venue }
}

/** Whom a place is held for is known when it is booked; until then it is the account, unless she says it is somebody else. */
const wishOf = (accountId: string, slot: StoredSlot, scene: Scene, { seats, forOther = false }: Form): Wish => ({
  slot,
  scene,
  seats,
  accountId,
  person: forOther ? null : personOfAccount(accountId),
  forOther,
})

const noSlot = () => problem('notFound', { next: [step.otherService()] })

/** Tells at once, without a lock or a transaction, whom the slot refuses anyway: whoever races for the last place does not queue for the answer. */
export async function refuseAtAGlance(call: Outside<Endpoint>): Promise<void> {
  const { db: tx, clock, districtId, deps, actor, body } = call
  const context = { tx, clock, districtId, deps }
  const slot = await slotAtAGlance(tx, districtId, body.slotId, actor.accountId, clock.now())
  if (slot === undefined) throw noSlot()
  if (slot.movable) return
  const wish = wishOf(actor.accountId, slot, await sceneOfSlot(context, slot), body)
  const refusal = await slotRefusal(context, wish)
  if (refusal !== null) throw refusal
  if (slot.taken + body.seats <= slot.capacity) return
  throw (await overlapRefusal(context, wish)) ?? (await slotFull(context, wish))
}

/**
 * Holds places of a slot for five minutes; an earlier hold elsewhere ends in the same transaction. Whoever holds places of this
 * very slot, or has them on offer, keeps that hold and its end, with as many places as she asks for now.
 */
export async function hold(acting: Acting, form: Form): Promise<Hold> {
  const { tx, districtId, actor, clock } = acting
  const { accountId } = actor
  await lockPeople(tx, districtId, [accountId])
  const seen = await slotById(tx, districtId, form.slotId)
  if (seen === undefined) throw noSlot()
  const scene = await sceneOfSlot(acting, seen)
  // Everything about her is judged before the slot is taken from others.
  const wish = wishOf(accountId, seen, scene, form)
  await judge(acting, wish)
  const before = await holdsOf(tx, districtId, accountId)
  const slot = (await lockSlots(tx, districtId, [seen.id, ...before.map((row) => row.slot_id)])).get(seen.id) ?? seen
  const changed = await slotRefusal(acting, { ...wish, slot })
  if (changed !== null) throw changed

  // Read again behind the slots' locks: the clock may have ended one meanwhile.
  const now = clock.now()
  const holds = await holdsOf(tx, districtId, accountId)
  const running = holds.find((row) => row.slot_id === slot.id && row.held_until !== null && row.held_until > now)
  if (running !== undefined) return holdView(acting, await resized(acting, running, wish))
  for (const own of holds.filter((row) => row.waiting_id === null)) {
    const party = own.held_until !== null && own.held_until > now ? 'booker' : 'system'
    await endWithPlaces(acting, own, { action: 'release', party })
  }
  if (!(await takePlaces(acting, slot.id, form.seats))) throw await slotFull(acting, { ...wish, slot })
  const until = new Date(now.getTime() + holdMinutes * minuteMs)
  const held = await newBooking(acting, {
    id: uuidv7(),
    account_id: accountId,
    person: personOfAccount(accountId),
    service: scene.service,
    slot,
    seats: form.seats,
    state: 'held',
    held_until: until < slot.starts_at ? until : slot.starts_at,
  })
  await planHoldEnd(acting, held)
  return holdView(acting, held)
}

/** A running hold with more or fewer places. */
async function resized(context: RuleContext, held: StoredBooking, wish: Wish): Promise<StoredBooking> {
  const { tx, districtId } = context
  const more = wish.seats - held.seats
  if (more === 0) return held
  if (more > 0 && !(await takePlaces(context, held.slot_id, more))) throw await slotFull(context, wish)
  const after = await updateBooking(tx, districtId, held.id, { seats: wish.seats, updated_at: context.clock.now() })
  if (more < 0) await givePlaces(context, held.slot_id, -more)
  return after
}

async function holdView(
  { tx, districtId }: RuleContext,
  { id, slot_id: slotId, service_code, seats, held_until }: StoredBooking,
): Promise<Hold> {
  const slot = await slotById(tx, districtId, slotId)
  if (slot === undefined || held_until === null) throw new Error('A hold without a slot or an end')
  return {
    id,
    slot: {
      id: slotId,
      startsAt: slot.starts_at.toISOString(),
      endsAt: slot.ends_at.toISOString(),
      capacity: slot.capacity,
      free: Math.max(slot.capacity - slot.taken, 0),
      state: 'mine',
      waiting: await waitingCount(tx, districtId, slotId),
    },
    serviceCode: service_code,
    seats,
    heldUntil: held_until.toISOString(),
  }
}

/** Lets a held or offered place go; one that ended already stays ended. Throws `notNow` once it was booked. */
export async function letGo(acting: Acting, holdId: string): Promise<void> {
  const held = await lockedBooking(acting.tx, acting.districtId, holdId)
  if (held === null || held.row.account_id !== acting.actor.accountId) throw problem('notFound', { next: [step.myBookings()] })
  if (held.row.state === 'released') return
  await endWithPlaces(acting, held.row, { action: 'release', party: 'booker' })
}
