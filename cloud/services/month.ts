import { sql } from 'kysely'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { serviceEndpoints } from '@doorstep/contract/services'
import { addDays, dayOf, type Day } from '../platform/calendar'
import type { Tx } from '../platform/database'
import type { Looking } from './catalogue'
import { venueFact } from './facts'

type Endpoint = (typeof serviceEndpoints.table)['GET /v1/venues/{code}/month']
type Month = Reply<Endpoint>['rows']

/** One day's slots side by side: ids, seconds since 1970, free places, places; each list as PostgreSQL writes an array. */
type Line = [day: Day, ids: string, starts: string, free: string, capacity: string]

/**
 * Every service of a place from a day until another, slot by slot, in one statement. A day's slots travel as four lists: a JSON
 * object for each of a month's ten thousand slots would cost more than reading them.
 */
export async function monthOf(tx: Tx, districtId: number, venueCode: string, from: Day, until: Day): Promise<Month> {
  const { rows } = await sql<{ code: string; days: Line[] }>`
    select service.code, coalesce(json_agg(json_build_array(held.day, held.ids, held.starts, held.free, held.capacity) order by held.day)
      filter (where held.day is not null), '[]') as days
    from service
    left join lateral (
      select slot.day,
        string_agg(slot.id::text, ',' order by slot.starts_at) as ids,
        string_agg(extract(epoch from slot.starts_at)::bigint::text, ',' order by slot.starts_at) as starts,
        string_agg(greatest(slot.capacity - slot.taken, 0)::text, ',' order by slot.starts_at) as free,
        string_agg(slot.capacity::text, ',' order by slot.starts_at) as capacity
      from slot
      where slot.district_id = ${districtId} and slot.service_code = service.code
        and slot.day >= ${from}::date and slot.day <= ${until}::date and slot.state = 'open'
      group by slot.day
    ) as held on true
    where service.district_id = ${districtId} and service.venue_code = ${venueCode} and service.retired_at is null
    group by service.code, service.sort
    order by service.sort, service.code`.execute(tx)
  return rows.map(({ code, days }) => ({ serviceCode: code, days: days.map(dayOfLine) }))
}

function dayOfLine([day, ids, starts, free, capacity]: Line): Month[number]['days'][number] {
  const [seconds, left, places] = [starts.split(','), free.split(','), capacity.split(',')]
  const slots = ids.split(',').map((id, i) => ({
    id,
    startsAt: new Date(Number(seconds[i]) * 1000).toISOString(),
    free: Number(left[i]),
    capacity: Number(places[i]),
  }))
  return { day, slots }
}

export async function month(
  { tx, districtId, clock }: Looking,
  code: string,
  { from, days }: Parsed<Endpoint>['query'],
): Promise<Reply<Endpoint>> {
  await venueFact(tx, districtId, code)
  const first = from ?? dayOf(clock.now())
  return { rows: await monthOf(tx, districtId, code, first, addDays(first, days - 1)) }
}
