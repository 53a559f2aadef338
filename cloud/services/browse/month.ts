import { sql } from 'kysely'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { serviceEndpoints } from '@doorstep/contract/services/endpoints'
import { addDays, dayOf, instantOf, type Day } from '../../platform/time/calendar'
import type { Tx } from '../../platform/database/database'
import type { Looking } from './catalogue'
import { venueFact } from '../places/venues-and-services'

type Endpoint = (typeof serviceEndpoints.table)['GET /v1/venues/{code}/month']
type Month = Reply<Endpoint>['rows']

/** A service's slots in order of time, as parallel lists, each as PostgreSQL writes an array; null without slots. */
interface Line {
  code: string
  ids: string | null
  seconds: string
  free: string
  capacity: string
}

/**
 * Returns every service of a venue with its slots from one day until another, in one statement. A service's slots are transferred as four
 * lists: a JSON object for each of the ten thousand slots of a month would cost several times as much as reading them.
 */
export async function monthOf(tx: Tx, districtId: number, venueCode: string, from: Day, until: Day): Promise<Month> {
  const { rows } = await sql<Line>`
    select service.code, held.ids, held.seconds, held.free, held.capacity from service
    left join lateral (
      select
        array_agg(ahead.id)::text as ids,
        array_agg(date_part('epoch', ahead.starts_at)::bigint)::text as seconds,
        array_agg(greatest(ahead.capacity - ahead.taken, 0))::text as free,
        array_agg(ahead.capacity)::text as capacity
      from (
        select slot.id, slot.starts_at, slot.capacity, slot.taken from slot
        where slot.district_id = ${districtId} and slot.service_code = service.code
          and slot.day >= ${from}::date and slot.day <= ${until}::date and slot.state = 'open'
        order by slot.day, slot.starts_at
      ) as ahead
    ) as held on true
    where service.district_id = ${districtId} and service.venue_code = ${venueCode} and service.retired_at is null
    order by service.sort, service.code`.execute(tx)
  return rows.map((line) => ({ serviceCode: line.code, days: daysOf(line) }))
}

/** Splits `{1,2,3}`. */
const listed = (array: string) => array.slice(1, -1).split(',')

function daysOf({ ids, seconds, free, capacity }: Line): Month[number]['days'] {
  if (ids === null) return []
  const [starts, left, places] = [listed(seconds), listed(free), listed(capacity)]
  const days: Month[number]['days'] = []
  let day: Month[number]['days'][number] | undefined
  let dayEnds = 0
  listed(ids).forEach((id, i) => {
    const at = new Date(Number(starts[i]) * 1000)
    if (day === undefined || at.getTime() >= dayEnds) {
      day = { day: dayOf(at), slots: [] }
      dayEnds = instantOf(addDays(day.day, 1)).getTime()
      days.push(day)
    }
    day.slots.push({ id, startsAt: at.toISOString(), free: Number(left[i]), capacity: Number(places[i]) })
  })
  return days
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
