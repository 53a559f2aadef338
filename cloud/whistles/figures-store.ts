import { sql } from 'kysely'
import { gridRange } from '../grids/api'
import type { Tx } from '../platform/database/database'

interface Of {
  areas: readonly string[]
  since: Date
  now: Date
}

const inAreas = (areas: readonly string[]) =>
  sql.join(
    areas.map((area) => sql`whistle.grid_code between ${gridRange(area).first} and ${gridRange(area).last}`),
    sql` or `,
  )

/** Selects whether both sides may read what was said of a call. */
const revealed = (now: Date) =>
  sql`((call.unit_rated is not null and call.call_rated is not null) or coalesce(whistle.assess_by < ${now}, false))`
const notCome = sql`(call.arrived_at is null and (call.state = 'cannot' or whistle.closed_at is not null))`

interface UnitRow {
  unit_code: string
  called: number
  inTime: number
  late: number
  notCome: number
  done: number
  rated: number
  ratedInTime: number
  ratedAchieved: number
}

/** Returns what became of the calls of each unit, those that were excused left out. */
export async function figuresByUnit(tx: Tx, districtId: number, { areas, since, now }: Of): Promise<UnitRow[]> {
  const { rows } = await sql<UnitRow>`
    select call.unit_code, count(*)::int as called,
      (count(*) filter (where not ${notCome} and call.responded_at <= call.respond_by))::int as "inTime",
      (count(*) filter (where not ${notCome} and coalesce(call.responded_at, ${now}) > call.respond_by))::int as late,
      (count(*) filter (where ${notCome}))::int as "notCome",
      (count(*) filter (where call.state = 'confirmed'))::int as done,
      (count(call.unit_rated) filter (where ${revealed(now)}))::int as rated,
      (count(*) filter (where ${revealed(now)} and (call.unit_rated ->> 'inTime')::boolean))::int as "ratedInTime",
      (count(*) filter (where ${revealed(now)} and (call.unit_rated ->> 'achieved')::boolean))::int as "ratedAchieved"
    from whistle_call call
    join whistle on whistle.district_id = call.district_id and whistle.id = call.whistle_id
    where call.district_id = ${districtId} and call.called_at >= ${since} and call.state <> 'excused' and (${inAreas(areas)})
    group by call.unit_code
    order by called desc, call.unit_code`.execute(tx)
  return rows
}

interface CallerRow {
  by_staff: string
  whistles: number
  rated: number
  needed: number
  prepared: number
}

/** Returns how the units assessed the whistles of each caller. */
export async function figuresByCaller(tx: Tx, districtId: number, { areas, since, now }: Of): Promise<CallerRow[]> {
  const { rows } = await sql<CallerRow>`
    select whistle.by_staff, count(distinct whistle.id)::int as whistles,
      (count(call.call_rated) filter (where ${revealed(now)}))::int as rated,
      (count(*) filter (where ${revealed(now)} and (call.call_rated ->> 'needed')::boolean))::int as needed,
      (count(*) filter (where ${revealed(now)} and (call.call_rated ->> 'prepared')::boolean))::int as prepared
    from whistle_call call
    join whistle on whistle.district_id = call.district_id and whistle.id = call.whistle_id
    where call.district_id = ${districtId} and call.called_at >= ${since} and whistle.by_staff is not null and (${inAreas(areas)})
    group by whistle.by_staff
    order by whistles desc, whistle.by_staff`.execute(tx)
  return rows
}
