import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { plannedAnew } from '../../platform/database/named-statements'
import { fates, madeStates, minutesWaited } from './figures-store'

export interface VenueCounts {
  /** The venue; null for all of them together. */
  venue_code: string | null
  made: number
  cancelled: number
  called_off: number
  over: number
  missed: number
  /** Numbers served, and their median minutes of waiting. */
  served: number
  minutes: number | null
}

interface Compared {
  districtId: number
  venues: readonly string[]
  from: string
  until: string
  now: Date
}

/** Returns outcomes of bookings and waiting times, by venue and in all, in one statement, so that the rows are of one snapshot. */
export async function venueCounts(tx: Tx, { districtId, venues, from, until, now }: Compared): Promise<VenueCounts[]> {
  const places = [...venues]
  const { rows } = await sql<VenueCounts>`
    ${plannedAnew}with booked as (
      select coalesce(venue_code, '') as place, ${fates(districtId, now)}
      from booking
      where district_id = ${districtId} and venue_code = any(${places}) and day between ${from} and ${until} and state in ${madeStates}
      group by grouping sets ((venue_code), ())
    ), waited as (
      select coalesce(venue_code, '') as place, count(minutes) as served,
        percentile_cont(0.5) within group (order by minutes) as minutes
      from (
        select ticket.venue_code, ${minutesWaited} as minutes
        from ticket left join booking on booking.district_id = ${districtId} and booking.id = ticket.booking_id
        where ticket.district_id = ${districtId} and ticket.venue_code = any(${places}) and ticket.day between ${from} and ${until}
      ) as numbers
      group by grouping sets ((venue_code), ())
    )
    select nullif(place, '') as venue_code, coalesce(made, 0) as made, coalesce(cancelled, 0) as cancelled,
      coalesce(called_off, 0) as called_off, coalesce(over, 0) as over, coalesce(missed, 0) as missed,
      coalesce(served, 0) as served, minutes
    from booked full join waited using (place)`.execute(tx)
  return rows
}
