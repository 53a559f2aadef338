import { BookingState } from '@doorstep/contract/bookings/machine'
import type { BookingRow } from '@doorstep/contract/bookings/views'
import { openBookingStates } from '@doorstep/contract/bookings/words'
import { ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { literals } from '../../platform/database/literals'
import { withServiceAndVenue } from '../../services/api'
import { ownedBy, type ListedBooking, type Owner } from '../core/bookings-store'
import { bookingRows } from './view'

/** Selects as JSON an account's open bookings and running holds, the next first. */
export const bookingsAheadOf = (tx: Tx, districtId: number, owner: Owner, { now, limit }: { now: Date; limit: number }) =>
  jsonArrayFrom(
    tx
      .selectFrom('booking')
      .where('booking.district_id', '=', districtId)
      .where((row) => ownedBy(row, owner))
      .where((row) =>
        row.or([
          row('booking.state', 'in', literals(openBookingStates)),
          row.and([row('booking.state', '=', sql.lit('held')), row('booking.held_until', '>', now)]),
        ]),
      )
      .orderBy('booking.starts_at')
      .orderBy('booking.id')
      .limit(limit)
      .select(['booking.id', 'booking.state', 'booking.service_code', 'booking.service_name', 'booking.group_code'])
      .select(['booking.venue_code', 'booking.way', 'booking.starts_at', 'booking.ends_at', 'booking.seats', 'booking.for_sealed'])
      .select(['booking.held_until', 'booking.approve_by', 'booking.rate_by', 'booking.helper_code', 'booking.waiting_id'])
      .select(['booking.reason', 'booking.appeal_text', 'booking.appeal_answer', 'booking.organisation_id']),
  )

const ListedBookings = v.array(
  v.object({
    id: v.string(),
    state: BookingState,
    service_code: v.string(),
    service_name: v.string(),
    group_code: ServiceGroup,
    venue_code: v.string(),
    way: ServiceWay,
    starts_at: jsonInstant,
    ends_at: jsonInstant,
    seats: v.number(),
    for_sealed: v.nullable(v.string()),
    organisation_id: v.nullable(v.string()),
    held_until: v.nullable(jsonInstant),
    approve_by: v.nullable(jsonInstant),
    rate_by: v.nullable(jsonInstant),
    helper_code: v.nullable(v.string()),
    waiting_id: v.nullable(v.string()),
    reason: v.nullable(v.string()),
    appeal_text: v.nullable(v.string()),
    appeal_answer: v.nullable(v.string()),
  }),
)

/** Returns what `bookingsAheadOf` selected as its booker sees it, in the same order. */
export async function bookingsAhead(acting: Acting, selected: unknown): Promise<BookingRow[]> {
  const rows: ListedBooking[] = v.parse(ListedBookings, selected)
  // Nothing that is still ahead was rated.
  return bookingRows(acting, await withServiceAndVenue(acting.tx, acting.districtId, rows), { rated: new Set() })
}
