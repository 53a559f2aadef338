import { venueRoles, type StaffRole } from '@doorstep/contract/roles'
import { gridRange } from '../grids/area-codes'
import { staffWith } from '../grids/facts'
import type { Tx } from '../platform/database'
import type { ServiceFact, VenueFact } from '../services/facts'

const inTeam: readonly StaffRole[] = ['gridMember', 'gridTeam']

type Place = Pick<VenueFact, 'areaCode' | 'branchCode'>

interface Keeper {
  code: string
  name: string
}

/**
 * Those who stand nearest to a place, in code order: staff of its branch and of its very area, grid teams inside it, and the
 * professional who gives the service. They are told what waits there, and can be sent to somebody's home.
 */
export function nearKeepers(
  tx: Tx,
  districtId: number,
  { areaCode, branchCode }: Place,
  service: Pick<ServiceFact, 'staffCode'>,
): Promise<Keeper[]> {
  const { first, last } = gridRange(areaCode)
  return tx
    .selectFrom('staff as s')
    .where('s.district_id', '=', districtId)
    .where('s.retired_at', 'is', null)
    .where((staff) =>
      staff.or([
        staff('s.code', '=', service.staffCode ?? ''),
        staff.exists(
          staff
            .selectFrom('staff_role as r')
            .where('r.district_id', '=', districtId)
            .whereRef('r.staff_code', '=', 's.code')
            .where('r.retired_at', 'is', null)
            .where('r.role', 'in', venueRoles)
            .where((role) =>
              role.or([
                role('r.area_code', '=', areaCode),
                role('r.branch_code', '=', branchCode ?? ''),
                role.and([role('r.role', 'in', inTeam), role('r.area_code', '>=', first), role('r.area_code', '<=', last)]),
              ]),
            )
            .select('r.staff_code'),
        ),
      ]),
    )
    .select(['s.code', 's.name'])
    .orderBy('s.code')
    .execute()
}

/** Whom to tell what waits at a place: those nearest to it, and where nobody is near, all who keep it. */
export async function keepersOf(tx: Tx, districtId: number, venue: Place, service: Pick<ServiceFact, 'staffCode'>): Promise<string[]> {
  const near = await nearKeepers(tx, districtId, venue, service)
  return near.length > 0 ? near.map(({ code }) => code) : staffWith(tx, districtId, venueRoles, venue.areaCode)
}
