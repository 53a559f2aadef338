import { bookingStatesWhere, openWaitingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { asBooking, type StoredBooking } from '../core/bookings-store'

/** Returns the slots of services on a day in order of time, with how many wait for each. */
export const sheetSlots = (tx: Tx, districtId: number, serviceCodes: readonly string[], day: string) =>
  tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .select(['id', 'service_code', 'starts_at', 'ends_at', 'capacity', 'walk_in', 'taken', 'state', 'closed_reason'])
    .select(
      sql<number>`(select count(*) from waiting
        where district_id = ${districtId} and slot_id = slot.id and waiting.state in ${literals(openWaitingStates)})`.as('waiting'),
    )
    .orderBy('starts_at')
    .execute()

/**
 * Returns the bookings of a venue's day, by time: upcoming, attended, no-shows, and those the venue cancelled (only these have a reason).
 */
export async function sheetBookings(tx: Tx, districtId: number, venueCode: string, day: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where((booking) =>
      booking.or([
        booking('state', 'in', literals(bookingStatesWhere(({ made, seated }) => made && seated))),
        booking.and([booking('state', '=', sql.lit('cancelled')), booking('reason', 'is not', null)]),
      ]),
    )
    .select(columns.booking)
    .orderBy('starts_at')
    .orderBy('id')
    .execute()
  return rows.map(asBooking)
}

/** Returns the services a venue ever gave, and these others, in the district's order; `retired_at` when they are retired. */
export const servicesEver = (tx: Tx, districtId: number, venueCode: string, others: readonly string[]) =>
  tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where((service) => service.or([service('venue_code', '=', venueCode), service('code', '=', sql<string>`any(${[...others]}::text[])`)]))
    .select(['code', 'name', 'way', 'venue_code', 'retired_at'])
    .orderBy('sort')
    .orderBy('code')
    .execute()
