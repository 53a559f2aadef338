import { callOffBooking, callOffSlot, stopSlot } from '../bookings/call-off'
import type { RuleContext } from '../platform/call'
import { endAndRelease, offerFree } from '../bookings/places'
import { lockSlots, type StoredSlot } from '../bookings/store'
import { lostBookings, type Loss } from './slot-changes'
import { closeSlots, deleteUnused, waitedFor } from './slot-store'
import type { WantedSlot } from './slots-of-day'

/** What was decided about bookings that lose their place, by whom, and what they are told. */
export interface Decided {
  hits: 'keep' | 'callOff'
  reason: string
  staff: string
}

/** Takes slots out of booking at once, and away where nothing ever was in them; what stands in the rest is settled by `settleGone`. */
export async function closeGone({ tx, districtId }: RuleContext, gone: readonly Loss[], { reason }: Decided): Promise<void> {
  const ids = gone.map(({ slot }) => slot.id)
  await closeSlots(tx, districtId, ids, reason)
  await deleteUnused(tx, districtId, ids)
}

/** Keeps or calls off what stands in slots that go; who waits for them is told. Every slot of the change is closed or made by now. */
export async function settleGone(context: RuleContext, gone: readonly Loss[], { hits, reason, staff }: Decided): Promise<void> {
  const ids = gone.map(({ slot }) => slot.id)
  const waited = await waitedFor(context.tx, context.districtId, ids)
  for (const { slot, lost } of gone) {
    if (lost.length === 0 && !waited.has(slot.id)) continue
    if (hits === 'keep') await stopSlot(context, slot, reason)
    else await callOffSlot(context, slot, { party: 'counter', staff, reason })
  }
}

/** The same for slots with fewer places than are taken: the latest bookings are called off, or nobody new is taken. */
export async function settleTight(context: RuleContext, tight: readonly Loss[], { hits, reason, staff }: Decided): Promise<void> {
  for (const loss of tight) {
    if (hits === 'keep' && hitsAny(loss)) {
      await stopSlot(context, loss.slot, reason)
      continue
    }
    for (const row of loss.lost) {
      if (row.state === 'held') await endAndRelease(context, row, { action: 'release', party: 'system' })
      else await callOffBooking(context, row, { party: 'counter', staff, reason })
    }
  }
}

const hitsAny = (loss: Loss) => lostBookings([loss]).length > 0

/** What slots become once their bookings were called off, or only holds stood in the way. */
export const freedShapes = (losses: readonly Loss[], { hits }: Decided): { slot: StoredSlot; to: WantedSlot }[] =>
  losses.flatMap((loss) => (loss.to !== null && (hits === 'callOff' || !hitsAny(loss)) ? [{ slot: loss.slot, to: loss.to }] : []))

/** Offers what more places were made of some slots to whoever waits for them. */
export async function offerMore(context: RuleContext, slotIds: readonly string[]): Promise<void> {
  const waited = await waitedFor(context.tx, context.districtId, slotIds)
  if (waited.size === 0) return
  const slots = await lockSlots(context.tx, context.districtId, [...waited])
  for (const slot of slots.values()) await offerFree(context, slot)
}
