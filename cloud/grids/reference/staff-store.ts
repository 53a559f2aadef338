import type { Tx } from '../../platform/database/database'

/** Returns all staff of the district, former staff included, in the order of their codes. */
export const staffRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .select(['code', 'name', 'phone', 'department_code', 'photo_id', 'retired_at'])
    .orderBy('code')
    .execute()

/** Returns the units of the district, retired ones included, in the order of their codes. */
export const unitRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('department')
    .where('district_id', '=', districtId)
    .select(['code', 'name', 'phone', 'kind', 'duties', 'retired_at'])
    .orderBy('code')
    .execute()

/** Returns the roles of all staff, the narrowest areas first. */
export const roleRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('staff_role')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['staff_code', 'role', 'area_code', 'branch_code'])
    .orderBy('area_code', 'desc')
    .execute()

/** Returns the members of all grids' teams, each grid's ordered by rank. */
export const teamRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('team_member')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['grid_code', 'staff_code', 'place', 'title'])
    .orderBy('grid_code')
    .orderBy('place')
    .orderBy('staff_code')
    .execute()
