import { sql } from 'kysely'
import { bookingStatesWhere, openBookingStates } from '@doorstep/contract/bookings/words'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { VenueDay } from '../../queue/numbers/queue-store'
import { asBooking, ownedBy, type Owner, type StoredBooking } from './bookings-store'

/** Returns an account's bookings at a venue for a day, cancelled ones excluded, by time. */
export async function bookingsToday(tx: Tx, districtId: number, { venueCode, day }: VenueDay, owner: Owner): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where((booking) => ownedBy(booking, owner))
    .where('way', '<>', sql.lit('home'))
    .where('state', 'in', literals(bookingStatesWhere(({ counted }) => counted)))
    .select(columns.booking)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(asBooking)
}

/** Returns the booking of a venue's day with this code: the open one, else the last that had it. */
export async function codedBooking(tx: Tx, districtId: number, { venueCode, day }: VenueDay, code: string): Promise<string | null> {
  const row = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('code', '=', code)
    .where('state', '<>', sql.lit('held'))
    .select('id')
    .orderBy((booking) => booking('state', 'in', literals(openBookingStates)), 'desc')
    .orderBy('updated_at', 'desc')
    .executeTakeFirst()
  return row?.id ?? null
}
