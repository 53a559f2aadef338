import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
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

/** Returns whether a booking was given a new address at `since` or later. */
export async function wasPlaced(tx: Tx, districtId: number, bookingId: string, since: Date): Promise<boolean> {
  const placed = await tx
    .selectFrom('booking_event')
    .where('district_id', '=', districtId)
    .where('booking_id', '=', bookingId)
    .where('did', '=', sql.lit('place'))
    .where('at', '>=', since)
    .select('seq')
    .executeTakeFirst()
  return placed !== undefined
}
