import type { Tx } from '../../platform/database/database'
import type { VenueDay } from '../../queue/numbers/queue-store'
import { asBooking, type StoredBooking } from './bookings-store'

/** What somebody booked at a place for a day and that was not called off, by time. */
export async function bookingsToday(tx: Tx, districtId: number, { venueCode, day }: VenueDay, accountId: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('account_id', '=', accountId)
    .where('way', '<>', 'home')
    .where('state', 'in', ['pending', 'booked', 'arrived', 'missed', 'done'])
    .selectAll()
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(asBooking)
}

/** The booking of a place's day with these digits: the live one, or whatever became of the last that had them. */
export async function codedBooking(tx: Tx, districtId: number, { venueCode, day }: VenueDay, code: string): Promise<string | null> {
  const row = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('code', '=', code)
    .where('state', '<>', 'held')
    .select('id')
    .orderBy((booking) => booking('state', 'in', ['pending', 'booked', 'arrived']), 'desc')
    .orderBy('updated_at', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}
