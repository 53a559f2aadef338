import type { Tx } from '../../platform/database/database'
import { ticketOfBooking } from './queue-store'

/** Returns the id of the valid number of a booking; null when there is none. */
export const ticketOf = async (tx: Tx, districtId: number, bookingId: string): Promise<string | null> =>
  (await ticketOfBooking(tx, districtId, bookingId))?.id ?? null
