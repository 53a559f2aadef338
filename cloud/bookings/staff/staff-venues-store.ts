import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { plannedAnew } from '../../platform/database/named-statements'

export interface TodayCounts {
  booked: number
  arrived: number
  done: number
  missed: number
}
export interface TodoCounts {
  pending: number
  appeals: number
  unassigned: number
  calls: number
  ratings: number
}

/** Venues, those of them that count as a whole, and the services that count at the others. */
export interface CountedOf {
  venues: readonly string[]
  whole: readonly string[]
  services: readonly string[]
  /** Who counts: a bad rating of what they gave is others' to answer. */
  reader: string | null
}

const isOf = ({ venues, whole, services }: CountedOf) =>
  sql<boolean>`venue_code = any(${venues}) and (venue_code = any(${whole}) or service_code = any(${services}))`

/** Counts a day's bookings by state and venue. */
export async function dayCounts(tx: Tx, districtId: number, of: CountedOf, day: string): Promise<Map<string, TodayCounts>> {
  const counted = (state: keyof TodayCounts) => sql<number>`count(*) filter (where state = ${state})`.as(state)
  const rows = await tx
    .selectFrom('booking')
    .modifyFront(plannedAnew)
    .where('district_id', '=', districtId)
    .where(isOf(of))
    .where('day', '=', day)
    .groupBy('venue_code')
    .select(['venue_code', counted('booked'), counted('arrived'), counted('done'), counted('missed')])
    .execute()
  return new Map(rows.map(({ venue_code: code, ...counts }) => [code, counts]))
}

/** Counts what waits for staff, by venue, each kind from its own partial index. */
export async function todoCounts(tx: Tx, districtId: number, of: CountedOf, now: Date): Promise<Map<string, TodoCounts>> {
  const { rows } = await sql<TodoCounts & { venue_code: string }>`
    select ${plannedAnew} venue_code,
      count(*) filter (where kind = 'pending') as pending,
      count(*) filter (where kind = 'appeals') as appeals,
      count(*) filter (where kind = 'unassigned') as unassigned,
      count(*) filter (where kind = 'calls') as calls,
      count(*) filter (where kind = 'ratings') as ratings
    from (
      select venue_code, 'pending' as kind from booking
        where district_id = ${districtId} and ${isOf(of)} and state = 'pending'
      union all
      select venue_code, 'appeals' from booking
        where district_id = ${districtId} and ${isOf(of)}
          and state = 'missed' and appeal_text is not null and appeal_answer is null
      union all
      select venue_code, 'unassigned' from booking
        where district_id = ${districtId} and ${isOf(of)}
          and way = 'home' and state = 'booked' and helper_code is null and ends_at > ${now}
      union all
      select venue_code, 'calls' from booking
        where district_id = ${districtId} and ${isOf(of)} and to_call is not null
      union all
      select venue_code, 'ratings' from booking_rating
        where district_id = ${districtId} and ${isOf(of)} and answer_by is not null and answered_at is null
          and served_by is distinct from ${of.reader}
    ) as todo
    group by venue_code`.execute(tx)
  return new Map(rows.map(({ venue_code: code, ...counts }) => [code, counts]))
}
