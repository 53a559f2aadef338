import { openBookingStates } from '@doorstep/contract/bookings/words'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'

/** Returns the open bookings of a venue that begin after `now` and whose people come there. */
export async function comingTo(tx: Tx, districtId: number, venueCode: string, now: Date): Promise<string[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('starts_at', '>', now)
    .where('way', '<>', 'home')
    .where('state', 'in', literals(openBookingStates))
    .select('id')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
