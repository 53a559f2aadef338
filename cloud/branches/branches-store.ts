import { sql } from 'kysely'
import type { Tx } from '../platform/database/database'

const columns = ['code', 'name', 'kind', 'secretary', 'phone', 'place', 'hours', 'about', 'area_code'] as const

/** Returns the district's branches in use in code order; with a grid, those that serve it. */
export function liveBranches(tx: Tx, districtId: number, gridCode: string | null) {
  let rows = tx.selectFrom('branch').where('district_id', '=', districtId).where('retired_at', 'is', null).select(columns).orderBy('code')
  if (gridCode !== null) {
    rows = rows.where('code', 'in', (eb) =>
      eb.selectFrom('branch_grid').where('district_id', '=', districtId).where('grid_code', '=', gridCode).select('branch_code'),
    )
  }
  return rows.execute()
}

/** Returns branches by code, retired ones included. */
export async function branchesByCode(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  return tx
    .selectFrom('branch')
    .where('district_id', '=', districtId)
    .where('code', 'in', codes)
    .select([...columns, 'retired_at'])
    .execute()
}

/** Returns codes of the branches whose area is within one of `areas`, retired ones included. */
export async function codesIn(tx: Tx, districtId: number, areas: readonly string[]): Promise<string[]> {
  if (areas.length === 0) return []
  const rows = await tx
    .selectFrom('branch')
    .where('district_id', '=', districtId)
    .where((branch) => branch.or(areas.map((area) => branch(sql<string>`left(area_code, ${area.length}::int)`, '=', area))))
    .select('code')
    .execute()
  return rows.map(({ code }) => code)
}

/** Returns the grids in use that branches serve, each branch's in code order. */
export function gridsOfBranches(tx: Tx, districtId: number, codes: readonly string[]) {
  return tx
    .selectFrom('branch_grid as bg')
    .innerJoin('area as a', (join) => join.onRef('a.district_id', '=', 'bg.district_id').onRef('a.code', '=', 'bg.grid_code'))
    .where('bg.district_id', '=', districtId)
    .where('bg.branch_code', '=', sql<string>`any(${[...codes]}::text[])`)
    .where('a.retired_at', 'is', null)
    .select(['bg.branch_code as branch', 'a.code', 'a.name'])
    .orderBy('bg.branch_code')
    .orderBy('a.code')
    .execute()
}

/** Returns secretaries of the branches in use that serve a grid, in code order. */
export function secretariesOn(tx: Tx, districtId: number, gridCode: string): Promise<{ code: string; name: string }[]> {
  return tx
    .selectFrom('branch_grid as bg')
    .innerJoin('branch as b', (on) => on.onRef('b.district_id', '=', 'bg.district_id').onRef('b.code', '=', 'bg.branch_code'))
    .innerJoin('staff_role as r', (on) => on.onRef('r.district_id', '=', 'b.district_id').onRef('r.branch_code', '=', 'b.code'))
    .innerJoin('staff as s', (on) => on.onRef('s.district_id', '=', 'r.district_id').onRef('s.code', '=', 'r.staff_code'))
    .where('bg.district_id', '=', districtId)
    .where('bg.grid_code', '=', gridCode)
    .where('b.retired_at', 'is', null)
    .where('r.role', '=', 'branchSecretary')
    .where('r.retired_at', 'is', null)
    .where('s.retired_at', 'is', null)
    .select(['s.code', 's.name'])
    .distinct()
    .orderBy('s.code')
    .execute()
}
