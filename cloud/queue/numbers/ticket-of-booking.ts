import type { Tx } from '../../platform/database/database'
import { ticketOfBooking } from './queue-store'

/** The id of the number that came with a booking and still counts; null when there is none. */
export const ticketOf = async (tx: Tx, districtId: number, bookingId: string): Promise<string | null> =>
  (await ticketOfBooking(tx, districtId, bookingId))?.id ?? null
