import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import type { Reply } from '@doorstep/contract/endpoints'
import type { Acting } from '../../platform/context/call'
import { dayOf } from '../../platform/time/calendar'
import { venueRow } from '../../services/api'
import { servedVenues } from '../core/served-venues'
import { dayCounts, todoCounts } from './staff-venues-store'

type StaffVenues = Reply<(typeof bookingEndpoints.table)['GET /v1/staff/venues']>

/** Returns the venues where the caller manages something, each with its day so far and the tasks that wait there. */
export async function staffVenues(acting: Acting): Promise<StaffVenues> {
  const { tx, districtId, clock, actor } = acting
  const served = await servedVenues(acting)
  if (served.length === 0) return { rows: [] }
  const of = {
    venues: served.map(({ venue }) => venue.code),
    whole: served.filter(({ only }) => only === null).map(({ venue }) => venue.code),
    services: served.flatMap(({ only }) => only ?? []),
    reader: actor.staff?.code ?? null,
  }
  const today = await dayCounts(tx, districtId, of, dayOf(clock.now()))
  const todo = await todoCounts(tx, districtId, of, clock.now())
  return {
    rows: served.map(({ venue, only }) => ({
      venue: venueRow(venue),
      only: only === null ? null : [...only],
      today: today.get(venue.code) ?? { booked: 0, arrived: 0, done: 0, missed: 0 },
      todo: todo.get(venue.code) ?? { pending: 0, appeals: 0, unassigned: 0, calls: 0, ratings: 0 },
    })),
  }
}
