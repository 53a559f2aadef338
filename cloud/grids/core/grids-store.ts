import { areaKinds } from '@doorstep/contract/grids'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { gridRange } from './area-codes'

/** Coordinates and hours are stored as JSON and validated here, on reading. */
const Rings = v.array(v.array(v.strictTuple([v.number(), v.number()])))
const Duty = v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() }))
const Units = v.array(v.string())
const Kind = v.picklist(areaKinds)
const GridKind = v.picklist(['basic', 'dedicated'])

const areaColumns = (tx: Tx, districtId: number) =>
  tx.selectFrom('area').where('district_id', '=', districtId).select(['code', 'kind', 'name'])

const asArea = (row: { code: string; kind: string; name: string }) => ({ ...row, kind: v.parse(Kind, row.kind) })

/** Returns the areas in use directly under `parent`, in code order. */
export async function areasUnder(tx: Tx, districtId: number, parent: string) {
  const rows = await areaColumns(tx, districtId).where('parent', '=', parent).where('retired_at', 'is', null).orderBy('code').execute()
  return rows.map(asArea)
}

/** Returns areas by code, retired ones included, in code order. */
export async function areasByCode(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  const rows = await areaColumns(tx, districtId).where('code', 'in', codes).orderBy('code').execute()
  return rows.map(asArea)
}

/** Returns those of `codes` that are areas in use. */
export async function liveAreas(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  const rows = await areaColumns(tx, districtId).where('code', 'in', codes).where('retired_at', 'is', null).execute()
  return rows.map(asArea)
}

/** Returns the published facts of a grid that is not retired. */
export async function liveGrid(tx: Tx, districtId: number, code: string) {
  const row = await tx
    .selectFrom('grid')
    .innerJoin('area', (join) => join.onRef('area.district_id', '=', 'grid.district_id').onRef('area.code', '=', 'grid.code'))
    .where('grid.district_id', '=', districtId)
    .where('grid.code', '=', code)
    .where('area.retired_at', 'is', null)
    .select(['grid.code', 'grid.kind', 'grid.covers', 'grid.supervision_phone', 'grid.rings', 'grid.duty', 'grid.updated_at'])
    .executeTakeFirst()
  return row && { ...row, kind: v.parse(GridKind, row.kind), rings: v.parse(Rings, row.rings), duty: v.parse(Duty, row.duty) }
}

/**
 * Locks the grid's row until the transaction ends: its team and absences are changed by one transaction at a time, while messages and
 * requests that refer to it go on. False when it is retired or unknown.
 */
export async function lockGrid(tx: Tx, districtId: number, code: string): Promise<boolean> {
  const row = await tx
    .selectFrom('grid')
    .innerJoin('area', (join) => join.onRef('area.district_id', '=', 'grid.district_id').onRef('area.code', '=', 'grid.code'))
    .where('grid.district_id', '=', districtId)
    .where('grid.code', '=', code)
    .where('area.retired_at', 'is', null)
    .select('grid.code')
    .forNoKeyUpdate('grid')
    .executeTakeFirst()
  return row !== undefined
}

/** Returns duty hours by grid code. */
export async function dutyHours(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return new Map<string, v.InferOutput<typeof Duty>>()
  const rows = await tx
    .selectFrom('grid')
    .where('district_id', '=', districtId)
    .where('code', 'in', codes)
    .select(['code', 'duty'])
    .execute()
  return new Map(rows.map((row) => [row.code, v.parse(Duty, row.duty)]))
}

/** Returns the version of the imported area tree; 0 for an unknown district. */
export async function districtVersion(tx: Tx, districtId: number): Promise<number> {
  const row = await tx.selectFrom('district').where('district_id', '=', districtId).select('version').executeTakeFirst()
  return row?.version ?? 0
}

/** Returns every grid in use of the district with its rings in GCJ-02, in code order. */
export async function liveRings(tx: Tx, districtId: number) {
  const rows = await tx
    .selectFrom('grid')
    .innerJoin('area', (join) => join.onRef('area.district_id', '=', 'grid.district_id').onRef('area.code', '=', 'grid.code'))
    .where('grid.district_id', '=', districtId)
    .where('area.retired_at', 'is', null)
    .select(['grid.code', 'grid.rings'])
    .orderBy('grid.code')
    .execute()
  return rows.map((row) => ({ code: row.code, rings: v.parse(Rings, row.rings) }))
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

/** Returns the members of grids' teams who are not retired, each grid's ordered by rank. */
export function teamRows(tx: Tx, districtId: number, gridCodes: readonly string[]) {
  return tx
    .selectFrom('team_member as t')
    .innerJoin('staff as s', (join) => join.onRef('s.district_id', '=', 't.district_id').onRef('s.code', '=', 't.staff_code'))
    .where('t.district_id', '=', districtId)
    .where('t.grid_code', 'in', gridCodes.length === 0 ? [''] : gridCodes)
    .where('t.retired_at', 'is', null)
    .where('s.retired_at', 'is', null)
    .select(['t.grid_code', 't.staff_code', 't.place', 't.title', 's.name', 's.phone', 's.account_id'])
    .orderBy('t.grid_code')
    .orderBy('t.place')
    .orderBy('t.staff_code')
    .execute()
}

/** Returns the grids whose team a staff member is in, in code order. */
export async function gridsOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('team_member as t')
    .innerJoin('area as a', (join) => join.onRef('a.district_id', '=', 't.district_id').onRef('a.code', '=', 't.grid_code'))
    .where('t.district_id', '=', districtId)
    .where('t.staff_code', '=', staffCode)
    .where('t.retired_at', 'is', null)
    .where('a.retired_at', 'is', null)
    .select('t.grid_code')
    .orderBy('t.grid_code')
    .execute()
  return rows.map((row) => row.grid_code)
}

/** Returns names by staff code, former staff included. */
export async function staffNames(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, string>> {
  if (codes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', 'in', codes)
    .select(['code', 'name'])
    .execute()
  return new Map(rows.map((row) => [row.code, row.name]))
}

/** Returns staff codes that hold one of `roles` over the area `code` (in it or in an area that contains it), each once. */
export async function staffOver(tx: Tx, districtId: number, roles: readonly string[], holders: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('staff_role as r')
    .innerJoin('staff as s', (join) => join.onRef('s.district_id', '=', 'r.district_id').onRef('s.code', '=', 'r.staff_code'))
    .where('r.district_id', '=', districtId)
    .where('r.area_code', 'in', holders)
    .where('r.role', 'in', roles)
    .where('r.retired_at', 'is', null)
    .where('s.retired_at', 'is', null)
    .select('r.staff_code')
    .distinct()
    .orderBy('r.staff_code')
    .execute()
  return rows.map((row) => row.staff_code)
}
