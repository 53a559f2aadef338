import { bookingStatesWhere } from '@doorstep/contract/bookings/words'
import { openTicketStates } from '@doorstep/contract/queue/words'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { Day } from '../../platform/time/calendar'

/** A venue and a service that somebody still has to be served with there. */
export interface Awaited {
  venueCode: string
  serviceCode: string
}

/**
 * Returns the venues and services, in use or retired, that still have work for booked or queued people: somebody comes from `today` on,
 * came today, or waits for the decision on an appeal.
 */
export async function awaitedOf(
  tx: Tx,
  districtId: number,
  of: { venues: readonly string[] } | { services: readonly string[] },
  today: Day,
): Promise<Awaited[]> {
  const codes = 'venues' in of ? of.venues : of.services
  if (codes.length === 0) return []
  const isOf = 'venues' in of ? sql<boolean>`venue_code = any(${codes})` : sql<boolean>`service_code = any(${codes})`
  const { rows } = await sql<{ venue_code: string; service_code: string }>`
    select venue_code, service_code from booking
      where district_id = ${districtId} and ${isOf} and day >= ${today}::date
        and state in ${literals(bookingStatesWhere(({ made, seated }) => made && seated))}
    union
    select venue_code, service_code from booking
      where district_id = ${districtId} and ${isOf} and state = 'missed' and appeal_text is not null and appeal_answer is null
    union
    select venue_code, service_code from ticket
      where district_id = ${districtId} and ${isOf} and day >= ${today}::date and state in ${literals(openTicketStates)}
    order by 1, 2`.execute(tx)
  return rows.map(({ venue_code: venueCode, service_code: serviceCode }) => ({ venueCode, serviceCode }))
}
