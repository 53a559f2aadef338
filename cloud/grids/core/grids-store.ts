import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { renewReference } from '../../platform/snapshot/snapshot'
import { gridRange } from './area-codes'

/** Units are stored as JSON and validated here, on reading. */
const Units = v.array(v.string())

/**
 * Locks the grid's row until the transaction ends: its team and absences are changed by one transaction at a time, while messages and
 * requests that refer to it go on. What others changed in the meantime is seen from then on. False when it is retired or unknown.
 */
export const lockGrid = (tx: Tx, districtId: number, code: string): Promise<boolean> =>
  locked(tx, districtId, liveGrid(tx, districtId, code).forNoKeyUpdate('grid'))

/**
 * Does the same and keeps new requests out as well: whatever is filed in the grid (`filingPlace`) comes before all of this transaction or
 * after it. A first reply that meets it may be a deadlock, which `inTransaction` repeats.
 */
export const lockGridFromFiling = (tx: Tx, districtId: number, code: string): Promise<boolean> =>
  locked(tx, districtId, liveGrid(tx, districtId, code).forUpdate('grid'))

const liveGrid = (tx: Tx, districtId: number, code: string) =>
  tx
    .selectFrom('grid')
    .innerJoin('area', (join) => join.onRef('area.district_id', '=', 'grid.district_id').onRef('area.code', '=', 'grid.code'))
    .where('grid.district_id', '=', districtId)
    .where('grid.code', '=', code)
    .where('area.retired_at', 'is', null)
    .select('grid.code')

async function locked(tx: Tx, districtId: number, grid: ReturnType<typeof liveGrid>): Promise<boolean> {
  const row = await grid.executeTakeFirst()
  await renewReference(tx, districtId)
  return row !== undefined
}

const buildingColumns = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('building')
    .where('building.district_id', '=', districtId)
    .select(['building.code', 'building.name', 'building.address', 'building.grid_code', 'building.units', 'building.retired_at'])

export type StoredBuilding = Awaited<ReturnType<typeof buildingsByCode>>[number]
const parsed = <R extends { units: unknown }>(row: R) => ({ ...row, units: v.parse(Units, row.units) })

/** Returns buildings by code, retired ones included. */
export async function buildingsByCode(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  return (await buildingColumns(tx, districtId).where('building.code', 'in', codes).execute()).map(parsed)
}

/** Returns the building in use that a door QR code belongs to. */
export async function buildingByDoor(tx: Tx, districtId: number, token: string) {
  const row = await buildingColumns(tx, districtId)
    .where('building.door_token', '=', token)
    .where('building.retired_at', 'is', null)
    .executeTakeFirst()
  return row && parsed(row)
}

/** Returns buildings in use of an area ordered by grid and code, after the given one. */
export async function buildingsIn(tx: Tx, districtId: number, area: string, after: { grid: string; code: string } | null, limit: number) {
  const { first, last } = gridRange(area)
  let query = buildingColumns(tx, districtId)
    .where('building.grid_code', '>=', first)
    .where('building.grid_code', '<=', last)
    .where('building.retired_at', 'is', null)
  if (after !== null) {
    query = query.where((eb) => eb(eb.refTuple('building.grid_code', 'building.code'), '>', eb.tuple(after.grid, after.code)))
  }
  return (await query.orderBy('building.grid_code').orderBy('building.code').limit(limit).execute()).map(parsed)
}
