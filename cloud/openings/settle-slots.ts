import { loadedBookings, endAndRelease, offerFree, deleteUnused, waitedFor, callOffBooking, callOffSlot, stopSlot } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { lockSlots, type StoredSlot, closeSlots } from '../services/api'
import type { WantedSlot } from '../services/slots/slots-of-day'
import { lostBookings, type Loss } from './slot-plan'

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
  await deleteUnused(tx, districtId, ids)
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
