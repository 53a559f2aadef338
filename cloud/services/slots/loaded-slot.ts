import type { CoreContext } from '../../platform/context/call'
import { serviceAndVenue, type ServiceAndVenue } from '../places/venues-and-services'
import { lockSlots, slotById, type StoredSlot } from './slot-row-store'

/** A slot loaded whole: its row, its service and the venue where the service is given now. */
export interface LoadedSlot extends ServiceAndVenue {
  slot: StoredSlot
}

/** A slot loaded whole, and locked on demand; null when there is none. */
export async function loadedSlot(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  slotId: string,
  { lock = false }: { lock?: boolean } = {},
): Promise<LoadedSlot | null> {
  const slot = lock ? (await lockSlots(tx, districtId, [slotId])).get(slotId) : await slotById(tx, districtId, slotId)
  return slot === undefined ? null : { slot, ...(await serviceAndVenue(tx, districtId, slot.service_code)) }
}
