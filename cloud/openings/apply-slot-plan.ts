import type { OpeningRules } from '@doorstep/contract/openings/rules'
import {
  bookingsInSlots,
  scheduleDecisions,
  loadedBookings,
  endAndRelease,
  offerFree,
  usedSlots,
  waitedFor,
  callOffBooking,
  callOffSlot,
  stopSlot,
} from '../bookings/api'
import type { CoreContext, RuleContext } from '../platform/context/call'
import { chinaCalendar, dayOf, type Calendar, type Day } from '../platform/time/calendar'
import { closuresOfService, closeSlots, deleteSlots, lockSlots, slotsNeededUntil, slotsOfDays, type StoredSlot } from '../services/api'
import * as store from '../services/api'
import type { ServiceFact } from '../services/places/venues-and-services'
import type { WantedSlot } from '../services/slots/slots-of-day'
import { slotChanges, withoutKept, type SlotChanges, type BookingsBySlot, lostBookings, type Loss } from './slot-plan'

/** What rules make of a service's slots that have not begun, up to and with a day. */
export interface SlotPlan {
  rules: OpeningRules
  changes: SlotChanges
  stored: readonly StoredSlot[]
  bookingsBySlot: BookingsBySlot
  /** Slots that have begun: nothing is laid over the rest of them. */
  underWay: readonly StoredSlot[]
  until: Day
}

/** Plans the slots of a service by rules, as far as slots exist or are needed; with `lock`, nothing it was planned from changes before the end. */
export async function slotPlanOf(
  { tx, districtId, clock }: CoreContext,
  service: ServiceFact,
  rules: OpeningRules,
  { lock, from, until: last, calendar = chinaCalendar }: { lock: boolean; from?: Day; until?: Day; calendar?: Calendar },
): Promise<SlotPlan> {
  const now = clock.now()
  const today = dayOf(now)
  const first = from !== undefined && from > today ? from : today
  const until = last ?? [slotsNeededUntil({ rules }, today), service.slotsUntil ?? today].reduce((a, b) => (a > b ? a : b))
  const closures = await closuresOfService(tx, districtId, service, first)
  const wanted = slotsOfDays({ rules, way: service.way }, first, until, closures, calendar).filter(({ startsAt }) => startsAt > now)
  const stored = await store.slotsAhead(tx, districtId, [service.code], { now, from: first, until, lock })
  const bookingsBySlot = await bookingsInSlots(
    tx,
    districtId,
    stored.map(({ id }) => id),
  )
  const underWay = await store.slotsUnderWay(tx, districtId, service.code, today, now)
  return { rules, changes: slotChanges(stored, wanted, bookingsBySlot, { rules, now }), stored, bookingsBySlot, underWay, until }
}

/** Makes the slots as planned; `decided` says what becomes of bookings that lose their place. */
export async function applySlotPlan(context: RuleContext, code: string, plan: SlotPlan, decided: ImpactDecision): Promise<void> {
  const { tx, districtId } = context
  const { rules, changes, stored, bookingsBySlot, underWay } = plan
  const keptBefore = stored.filter(({ state, id }) => state === 'closed' && bookingsBySlot.has(id))
  const keptNow = decided.hits === 'keep' ? changes.removed.filter(({ lost }) => lost.some(({ state }) => state !== 'held')) : []
  const { add, reshape, removed, overbooked } = withoutKept(changes, [...underWay, ...keptBefore, ...keptNow.map(({ slot }) => slot)])

  const overbookedIds = overbooked.map(({ slot }) => slot.id)
  await store.closeSlots(tx, districtId, overbookedIds, decided.reason)
  await closeRemoved(context, removed, decided)
  await store.insertSlots(tx, districtId, code, add)
  await store.reshapeSlots(tx, districtId, reshape)
  // What can be had is there by now, so that those called off are told of times they can have.
  await settleRemoved(context, removed, decided)
  await settleOverbooked(context, overbooked, decided)
  const freed = freedShapes([...removed, ...overbooked], decided)
  await store.reshapeSlots(tx, districtId, freed)
  await offerAdded(
    context,
    [...reshape, ...freed].map(({ slot }) => slot.id),
  )
  await scheduleDecisions(
    context,
    rules,
    stored.filter(({ id }) => bookingsBySlot.has(id)),
  )
}

/** What was decided about bookings that lose their place, by whom, and what they are told. */
export interface ImpactDecision {
  hits: 'keep' | 'callOff'
  reason: string
  staff: string
}

/** Takes slots out of booking at once, and away where nothing ever was in them; what stands in the rest is settled by `settleRemoved`. */
export async function closeRemoved({ tx, districtId }: RuleContext, removed: readonly Loss[], { reason }: ImpactDecision): Promise<void> {
  const ids = removed.map(({ slot }) => slot.id)
  await closeSlots(tx, districtId, ids, reason)
  const used = await usedSlots(tx, districtId, ids)
  await deleteSlots(
    tx,
    districtId,
    ids.filter((id) => !used.has(id)),
  )
}

/** Keeps or calls off what stands in slots that go; who waits for them is told. Every slot of the change is closed or made by now. */
export async function settleRemoved(
  context: RuleContext,
  removed: readonly Loss[],
  { hits, reason, staff }: ImpactDecision,
): Promise<void> {
  const ids = removed.map(({ slot }) => slot.id)
  const waited = await waitedFor(context.tx, context.districtId, ids)
  for (const { slot, lost } of removed) {
    if (lost.length === 0 && !waited.has(slot.id)) continue
    if (hits === 'keep') await stopSlot(context, slot, reason)
    else await callOffSlot(context, slot, { party: 'counter', staff, reason })
  }
}

/** The same for slots with fewer places than are taken: the latest bookings are called off, or nobody new is taken. */
export async function settleOverbooked(
  context: RuleContext,
  overbooked: readonly Loss[],
  { hits, reason, staff }: ImpactDecision,
): Promise<void> {
  for (const loss of overbooked) {
    if (hits === 'keep' && affectsBookings(loss)) {
      await stopSlot(context, loss.slot, reason)
      continue
    }
    for (const booking of await loadedBookings(context, loss.lost)) {
      if (booking.row.state === 'held') await endAndRelease(context, booking.row, { action: 'release', party: 'system' })
      else await callOffBooking(context, booking, { party: 'counter', staff, reason })
    }
  }
}

const affectsBookings = (loss: Loss) => lostBookings([loss]).length > 0

/** What slots become once their bookings were called off, or only holds stood in the way. */
export const freedShapes = (losses: readonly Loss[], { hits }: ImpactDecision): { slot: StoredSlot; to: WantedSlot }[] =>
  losses.flatMap((loss) => (loss.to !== null && (hits === 'callOff' || !affectsBookings(loss)) ? [{ slot: loss.slot, to: loss.to }] : []))

/** Offers what more places were made of some slots to whoever waits for them. */
export async function offerAdded(context: RuleContext, slotIds: readonly string[]): Promise<void> {
  const waited = await waitedFor(context.tx, context.districtId, slotIds)
  if (waited.size === 0) return
  const slots = await lockSlots(context.tx, context.districtId, [...waited])
  for (const slot of slots.values()) await offerFree(context, slot)
}
