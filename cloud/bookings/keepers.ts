import { staffRoles, venueRoles } from '@doorstep/contract/roles'
import * as v from 'valibot'
import { gridRange, withAncestors } from '../grids/area-codes'
import type { Grant } from '../platform/actor'
import type { Tx } from '../platform/database'
import type { ServiceFact, VenueFact } from '../services/facts'
import { keepsService } from '../services/keeps'

type Place = Pick<VenueFact, 'areaCode' | 'branchCode'>
type Given = Pick<ServiceFact, 'staffCode'>

interface Keeper {
  code: string
  name: string
}

/**
 * Those who keep a service (`keepsService`) and stand nearest to its place, in code order: staff of its branch and of its very area,
 * grid teams inside it, and the professional who gives the service; where nobody is near, all who keep it. They are told what waits
 * there, and can be sent to somebody's home.
 */
export async function nearKeepers(tx: Tx, districtId: number, venue: Place, service: Given): Promise<Keeper[]> {
  const keepers = (await mayKeep(tx, districtId, venue, service)).filter(
    ({ code, name, grants }) => grants.length > 0 && keepsService({ staff: { code, name }, grants }, venue, service),
  )
  const near = keepers.filter(
    ({ code, grants }) =>
      code === service.staffCode ||
      grants.some(({ area, branch }) => area.startsWith(venue.areaCode) || (branch !== null && branch === venue.branchCode)),
  )
  return (near.length > 0 ? near : keepers).map(({ code, name }) => ({ code, name }))
}

/** The same by code, for telling them. */
export const keepersOf = async (tx: Tx, districtId: number, venue: Place, service: Given): Promise<string[]> =>
  (await nearKeepers(tx, districtId, venue, service)).map(({ code }) => code)

const Role = v.picklist(staffRoles)

/** Staff who may keep a place by where a role of theirs is held, with all those roles; and the professional, with whatever opens the door. */
async function mayKeep(
  tx: Tx,
  districtId: number,
  { areaCode, branchCode }: Place,
  { staffCode }: Given,
): Promise<(Keeper & { grants: Grant[] })[]> {
  const { first, last } = gridRange(areaCode)
  const rows = await tx
    .selectFrom('staff as s')
    .innerJoin('staff_role as r', (on) => on.onRef('r.district_id', '=', 's.district_id').onRef('r.staff_code', '=', 's.code'))
    .where('s.district_id', '=', districtId)
    .where('s.retired_at', 'is', null)
    .where('r.retired_at', 'is', null)
    .where('r.role', 'in', venueRoles)
    .where((role) =>
      role.or([
        role('s.code', '=', staffCode ?? ''),
        role('r.area_code', 'in', withAncestors(areaCode)),
        role('r.branch_code', '=', branchCode ?? ''),
        role.and([role('r.area_code', '>=', first), role('r.area_code', '<=', last)]),
      ]),
    )
    .select(['s.code', 's.name', 'r.role', 'r.area_code', 'r.branch_code'])
    .orderBy('s.code')
    .execute()
  const byCode = new Map<string, Keeper & { grants: Grant[] }>()
  for (const { code, name, role, area_code: area, branch_code: branch } of rows) {
    const keeper = byCode.get(code) ?? { code, name, grants: [] }
    keeper.grants.push({ role: v.parse(Role, role), area, unit: null, branch })
    byCode.set(code, keeper)
  }
  return [...byCode.values()]
}
