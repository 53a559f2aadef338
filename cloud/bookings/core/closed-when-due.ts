import type { CoreContext } from '../../platform/context/call'
import { dayOf } from '../../platform/time/calendar'
import { closuresDuring, type ServiceFact } from '../../services/api'
import type { ClosureThen } from '../../services/places/closure-store'
import { lastAtWork } from './at-work-store'
import type { StoredBooking } from './bookings-store'
import { arriveUntil } from './moments'

/**
 * Returns why the place of a booking was closed (停办) at any time from its beginning until nobody could check in any more; null when it was
 * open. Whoever does not come to a closed place is no no-show, however late the closure was entered. A closure of a whole day that was
 * entered in that day takes nothing back from the hours in which the place was seen at work.
 */
export async function closedWhenDue(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  row: StoredBooking,
  { rules }: Pick<ServiceFact, 'rules'>,
): Promise<string | null> {
  const of = { venueCode: row.venue_code, serviceCode: row.service_code }
  const until = arriveUntil(row, rules)
  const openUntil = async ({ wholeDay, enteredAt, serviceCode }: ClosureThen) => {
    if (!wholeDay || dayOf(enteredAt) !== row.day || enteredAt <= row.starts_at) return null
    return lastAtWork(tx, districtId, { venueCode: row.venue_code, day: row.day }, { serviceCode, before: enteredAt })
  }
  for (const closure of await closuresDuring(tx, districtId, of, { day: row.day, from: row.starts_at, to: until })) {
    const open = await openUntil(closure)
    if (open === null || open < until) return closure.reason
  }
  return null
}
