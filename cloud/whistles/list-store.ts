import { expressionBuilder, sql, type SqlBool } from 'kysely'
import { gridRange } from '../grids/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { DB } from '../platform/database/schema'
import { asWhistle, callsOf, whistlesIn, type StoredWhistle } from './whistles-store'

export interface Position {
  at: Date
  id: string
}
interface Page {
  after: Position | null
  limit: number
}

const inAreas = (areas: readonly string[]) => {
  const row = expressionBuilder<DB, 'whistle'>()
  return row.or(areas.map((area) => row.between('whistle.grid_code', gridRange(area).first, gridRange(area).last)))
}

/** Returns the whistles that call one of these units and wait for it, latest first, each with when and by which row it was called. */
export async function whistlesToUnits(
  tx: Tx,
  districtId: number,
  units: readonly { code: string; area: string }[],
  { after, limit }: Page,
): Promise<{ whistle: StoredWhistle; position: Position }[]> {
  const rows = await tx
    .selectFrom('whistle_call as mine')
    .innerJoin('whistle', (on) => on.onRef('whistle.id', '=', 'mine.whistle_id').on('whistle.district_id', '=', districtId))
    .where('mine.district_id', '=', districtId)
    .where('mine.ended_at', 'is', null)
    .where('mine.unit_code', '=', sql<string>`any(${units.map(({ code }) => code)}::text[])`)
    .where((row) => row.or(units.map(({ code, area }) => row.and([row('mine.unit_code', '=', code), inAreas([area])]))))
    .$if(after !== null, (found) =>
      found.where((row) => row(row.refTuple('mine.called_at', 'mine.id'), '<', row.tuple(after?.at ?? new Date(0), after?.id ?? ''))),
    )
    .select(columns.whistle.map((column) => `whistle.${column}` as const))
    .select((row) => callsOf(districtId, row.ref('whistle.id')).as('calls'))
    .select(['mine.called_at as position_at', 'mine.id as position_id'])
    .orderBy('mine.called_at', 'desc')
    .orderBy('mine.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ position_at: at, position_id: id, ...row }) => ({ whistle: asWhistle(row), position: { at, id } }))
}

interface Reader {
  areas: readonly string[]
  staffCode: string
  units: readonly { code: string; area: string }[]
}

/** Returns the whistles of some areas, and those that a staff member suggested, latest first: those under way, or those that are over. */
export async function whistlesOf(
  tx: Tx,
  districtId: number,
  { areas, staffCode, units }: Reader,
  { over, after, limit }: Page & { over: boolean },
): Promise<{ whistle: StoredWhistle; position: Position }[]> {
  const rows = await whistlesIn(tx, districtId)
    .where('whistle.closed_at', over ? 'is not' : 'is', null)
    .where((row) => {
      const called = row.exists(
        row
          .selectFrom('whistle_call as mine')
          .where('mine.district_id', '=', districtId)
          .whereRef('mine.whistle_id', '=', 'whistle.id')
          .where((mine) => mine.or(units.map(({ code, area }) => mine.and([mine('mine.unit_code', '=', code), inAreas([area])]))))
          .select(sql<SqlBool>`true`.as('is')),
      )
      return row.or([inAreas(areas), row('whistle.suggested_by', '=', staffCode), ...(over && units.length > 0 ? [called] : [])])
    })
    .$if(after !== null, (found) =>
      found.where((row) =>
        row(row.refTuple('whistle.created_at', 'whistle.id'), '<', row.tuple(after?.at ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('whistle.created_at', 'desc')
    .orderBy('whistle.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ whistle: asWhistle(row), position: { at: row.created_at, id: row.id } }))
}
