import type { CoreContext } from '../../platform/context/call'
import { closuresDuring, type ServiceFact } from '../../services/api'
import type { StoredBooking } from './bookings-store'
import { arriveUntil } from './moments'

/**
 * Returns why the place of a booking was closed (停办) at any time from its beginning until nobody could check in any more; null when it was
 * open. Whoever does not come to a closed place is no no-show, however late the closure was entered.
 */
export async function closedWhenDue(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  row: StoredBooking,
  { rules }: Pick<ServiceFact, 'rules'>,
): Promise<string | null> {
  const of = { venueCode: row.venue_code, serviceCode: row.service_code }
  const [closure] = await closuresDuring(tx, districtId, of, { day: row.day, from: row.starts_at, to: arriveUntil(row, rules) })
  return closure?.reason ?? null
}
