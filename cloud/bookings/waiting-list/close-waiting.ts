import type { RuleContext } from '../../platform/context/call'
import { serviceFacts } from '../../services/api'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import type { StoredWaiting } from '../core/bookings-store'
import { notifyNoSeat } from '../core/notify'
import { closeEntries } from './waiting-store'

/** Ends the wait of those in a locked slot's line and tells each of them why. */
export async function closeWaitingList(
  context: RuleContext,
  slot: StoredSlot,
  waiting: readonly StoredWaiting[],
  because: string,
): Promise<void> {
  if (waiting.length === 0) return
  const { tx, districtId, clock } = context
  const ids = waiting.map(({ id }) => id)
  await closeEntries(tx, districtId, ids, clock.now())
  const service = (await serviceFacts(tx, districtId, [slot.service_code])).get(slot.service_code)
  await notifyNoSeat(context, waiting, { slot, serviceName: service?.name ?? '', because })
}
