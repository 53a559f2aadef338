import type { bookingEndpoints } from '@doorstep/contract/bookings'
import type { Reply } from '@doorstep/contract/endpoints'
import type { Acting } from '../platform/call'
import { dayOf } from '../platform/calendar'
import { keptVenues, venueRow } from '../services/facts'
import { dayCounts, todoCounts } from './staff-venues-store'

type Kept = Reply<(typeof bookingEndpoints.table)['GET /v1/staff/venues']>

/** The places the caller keeps, each with its day so far and what waits there. */
export async function staffVenues(acting: Acting): Promise<Kept> {
  const { tx, districtId, clock } = acting
  const venues = await keptVenues(acting)
  if (venues.length === 0) return { rows: [] }
  const codes = venues.map(({ code }) => code)
  const today = await dayCounts(tx, districtId, codes, dayOf(clock.now()))
  const todo = await todoCounts(tx, districtId, codes, clock.now())
  return {
    rows: venues.map((venue) => ({
      venue: venueRow(venue),
      today: today.get(venue.code) ?? { booked: 0, arrived: 0, done: 0, missed: 0 },
      todo: todo.get(venue.code) ?? { pending: 0, appeals: 0, unassigned: 0, ratings: 0 },
    })),
  }
}
