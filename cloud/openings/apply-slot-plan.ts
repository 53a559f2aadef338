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
import {
  closuresOfService,
  closeSlots,
  deleteSlots,
  lockSlots,
  slotsNeededUntil,
  slotsOfDays,
  slotsUntilOf,
  type StoredSlot,
  insertSlots,
  reshapeSlots,
  slotsAhead,
  slotsUnderWay,
} from '../services/api'
import type { ServiceFact } from '../services/places/venues-and-services'
import type { WantedSlot } from '../services/slots/slots-of-day'
import { slotChanges, withoutKept, type SlotChanges, type BookingsBySlot, lostBookings, type Loss } from './slot-changes'

/** A plan of a service's slots that have not begun, up to and including a day, by some rules. */
export interface SlotPlan {
  rules: OpeningRules
  changes: SlotChanges
  stored: readonly StoredSlot[]
  bookingsBySlot: BookingsBySlot
  /** Slots that have begun and not ended: no new slot may overlap them. */
  underWay: readonly StoredSlot[]
  until: Day
}

/**
 * Plans the slots of a service by rules, as far as slots exist or are needed; `lock` locks what the plan is based on until the transaction
 * ends.
 */
export async function slotPlanOf(
  { tx, districtId, clock }: CoreContext,
  service: ServiceFact,
  rules: OpeningRules,
  { lock, from, until: last, calendar = chinaCalendar }: { lock: boolean; from?: Day; until?: Day; calendar?: Calendar },
): Promise<SlotPlan> {
  const now = clock.now()
  const today = dayOf(now)
  const first = from !== undefined && from > today ? from : today
  const reached = last === undefined ? (await slotsUntilOf(tx, districtId, [service.code])).get(service.code) : undefined
  const until = last ?? [slotsNeededUntil({ rules }, today), reached ?? today].reduce((a, b) => (a > b ? a : b))
  const closures = await closuresOfService(tx, districtId, service, first)
  const wanted = slotsOfDays({ rules, way: service.way }, first, until, closures, calendar).filter(({ startsAt }) => startsAt > now)
  const stored = await slotsAhead(tx, districtId, [service.code], { now, from: first, until, lock })
  const bookingsBySlot = await bookingsInSlots(
    tx,
    districtId,
    stored.map(({ id }) => id),
  )
  const underWay = await slotsUnderWay(tx, districtId, [service.code], today, now)
  return { rules, changes: slotChanges(stored, wanted, bookingsBySlot, { rules, now }), stored, bookingsBySlot, underWay, until }
}

/** Changes the slots as planned; `decided` is the decision about bookings that lose their seats. */
export async function applySlotPlan(context: RuleContext, code: string, plan: SlotPlan, decided: ImpactDecision): Promise<void> {
  const { tx, districtId } = context
  const { rules, changes, stored, bookingsBySlot, underWay } = plan
  const keptBefore = stored.filter(({ state, id }) => state === 'closed' && bookingsBySlot.has(id))
  const keptNow = decided.hits === 'keep' ? changes.removed.filter(({ lost }) => lost.some(({ state }) => state !== 'held')) : []
  const { add, reshape, removed, overbooked } = withoutKept(changes, [...underWay, ...keptBefore, ...keptNow.map(({ slot }) => slot)])

  const overbookedIds = overbooked.map(({ slot }) => slot.id)
  await closeSlots(tx, districtId, overbookedIds, decided.reason)
  await closeRemoved(context, removed, decided)
  await insertSlots(tx, districtId, code, add)
  await reshapeSlots(tx, districtId, reshape)
  // The new slots exist by now, so that people whose booking is called off are offered times that are available.
  await settleRemoved(context, removed, decided)
  await settleOverbooked(context, overbooked, decided)
  const freed = freedShapes([...removed, ...overbooked], decided)
  await reshapeSlots(tx, districtId, freed)
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

/** The decision about bookings that lose their seats, who made it, and the reason people are told. */
export interface ImpactDecision {
  hits: 'keep' | 'callOff'
  reason: string
  staff: string
}

/**
 * Closes the removed slots at once and deletes those that never had a booking; `settleRemoved` decides about the bookings of the others.
 */
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

/**
 * Keeps or calls off the bookings of removed slots and tells people on the waiting list. By now every slot of the change is closed or
 * inserted.
 */
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

/** Does the same for slots with fewer seats than are taken: calls off the newest bookings, or takes no new ones. */
async function settleOverbooked(context: RuleContext, overbooked: readonly Loss[], { hits, reason, staff }: ImpactDecision): Promise<void> {
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

/** Returns the new form of slots whose bookings were called off or which only had holds. */
const freedShapes = (losses: readonly Loss[], { hits }: ImpactDecision): { slot: StoredSlot; to: WantedSlot }[] =>
  losses.flatMap((loss) => (loss.to !== null && (hits === 'callOff' || !affectsBookings(loss)) ? [{ slot: loss.slot, to: loss.to }] : []))

/** Offers additional seats of some slots to their waiting lists. */
async function offerAdded(context: RuleContext, slotIds: readonly string[]): Promise<void> {
  const waited = await waitedFor(context.tx, context.districtId, slotIds)
  if (waited.size === 0) return
  const slots = await lockSlots(context.tx, context.districtId, [...waited])
  for (const slot of slots.values()) await offerFree(context, slot)
}
