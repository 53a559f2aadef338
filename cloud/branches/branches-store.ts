import type { Tx } from '../platform/database/database'

/** Returns the district's branches in code order, retired ones included. */
export const branchRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('branch')
    .where('district_id', '=', districtId)
    .select(['code', 'name', 'kind', 'secretary', 'phone', 'place', 'hours', 'about', 'area_code', 'retired_at'])
    .orderBy('code')
    .execute()

/** Returns which branch serves which grid, in the order of their codes. */
export const linkRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('branch_grid')
    .where('district_id', '=', districtId)
    .select(['branch_code', 'grid_code'])
    .orderBy('branch_code')
    .orderBy('grid_code')
    .execute()
