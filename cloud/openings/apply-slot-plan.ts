import { bookingsInSlots, scheduleDecisions } from '../bookings/api'
import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { CoreContext, RuleContext } from '../platform/context/call'
import { chinaCalendar, dayOf, type Calendar, type Day } from '../platform/time/calendar'
import { closuresOfService, slotsNeededUntil, slotsOfDays } from '../services/api'
import type { ServiceFact } from '../services/places/venues-and-services'
import type { StoredSlot } from '../services/slots/slot-row-store'
import * as store from '../services/api'
import { closeRemoved, freedShapes, offerAdded, settleRemoved, settleOverbooked, type ImpactDecision } from './settle-slots'
import { slotChanges, withoutKept, type SlotChanges, type BookingsBySlot } from './slot-plan'

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
