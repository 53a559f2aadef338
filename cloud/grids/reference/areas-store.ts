import type { Tx } from '../../platform/database/database'

/** Returns every area of the district, retired ones included, in the order of their codes. */
export const areaRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('area')
    .where('district_id', '=', districtId)
    .select(['code', 'kind', 'name', 'parent', 'night_phone', 'retired_at'])
    .orderBy('code')
    .execute()

/** Returns the next grids after a code, retired ones included, in the order of their codes. */
export const gridRowsAfter = (tx: Tx, districtId: number, after: string, limit: number) =>
  tx
    .selectFrom('grid')
    .where('district_id', '=', districtId)
    .where('code', '>', after)
    .select(['code', 'kind', 'covers', 'supervision_phone', 'rings', 'duty', 'updated_at'])
    .orderBy('code')
    .limit(limit)
    .execute()
