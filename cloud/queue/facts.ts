import type { StoredSlot } from '../bookings/store'
import type { Tx } from '../platform/database'
import { ticketOfBooking } from './store'
import { walkInsTaken } from './walk-in-store'

/** What other rooms may know of the queue. */

/** How many of the places a slot keeps for people who just come are left; rely on it only with the slot locked. */
export const walkInsLeft = async (tx: Tx, districtId: number, slot: Pick<StoredSlot, 'id' | 'walk_in'>): Promise<number> =>
  slot.walk_in - (await walkInsTaken(tx, districtId, slot.id))

/** The number that came with a booking and still counts; null when there is none. */
export const ticketOf = async (tx: Tx, districtId: number, bookingId: string): Promise<string | null> =>
  (await ticketOfBooking(tx, districtId, bookingId))?.id ?? null
