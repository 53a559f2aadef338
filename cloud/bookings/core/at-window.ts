import type { CoreContext } from '../../platform/context/call'
import { bookingsInHand } from '../../queue/api'
import type { StoredBooking } from './bookings-store'

/** Returns bookings without those whose number a window has in hand: whoever is being served is served to the end, whatever closes. */
export async function notAtWindow(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  rows: readonly StoredBooking[],
): Promise<StoredBooking[]> {
  const arrived = rows.filter(({ state }) => state === 'arrived').map(({ id }) => id)
  const inHand = arrived.length === 0 ? new Set<string>() : await bookingsInHand(tx, districtId, arrived)
  return rows.filter(({ id }) => !inHand.has(id))
}
