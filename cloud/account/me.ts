import { maskedPhone } from '../platform/process/masked'
import type { Home, Me } from '@doorstep/contract/account'
import type { StaffRole } from '@doorstep/contract/roles'
import * as v from 'valibot'
import { areaFacts, asBuildingRows, buildingRows, gridsOfStaff, unitsOf } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { doorOf, personIn } from './people'
import * as store from './account-store'
import type { StoredHome, Unread } from './account-store'

/** Homes with their buildings, as JSON has them. */
const ShownHomes = v.array(
  v.object({
    id: v.string(),
    unit_sealed: v.nullable(v.string()),
    room_sealed: v.nullable(v.string()),
    label: v.string(),
    current: v.boolean(),
    code: v.string(),
    name: v.string(),
    address: v.string(),
    grid_code: v.string(),
    units: v.array(v.string()),
  }),
)

/** Returns the caller's account, roles and homes, which every signed-in screen needs. */
export async function me(call: Acting, unread: Unread): Promise<Me> {
  const { tx, districtId, actor } = call
  const row = await store.accountWithHomes(tx, districtId, actor, unread)
  const person = row && personIn(call, row)
  const phone = person?.phone ?? null
  const homes = v.parse(ShownHomes, row?.homes ?? [])
  const buildings = await asBuildingRows(tx, districtId, homes)
  return {
    account: {
      id: actor.accountId,
      name: person?.name ?? null,
      phone: phone === null ? null : maskedPhone(phone),
      elder: person?.elder ?? false,
    },
    homes: homes.flatMap(({ id, label, current, ...home }, at) => {
      const building = buildings[at]
      return building === undefined ? [] : [{ id, building, ...doorOf(call, home), label, current }]
    }),
    staff: await staffOf(call),
    unread: { inbox: row?.inbox ?? 0, messages: row?.messages ?? 0 },
  }
}

/** Returns homes as their owner sees them, in the given order. */
export async function shownHomes(call: Pick<Acting, 'tx' | 'districtId' | 'deps'>, homes: readonly StoredHome[]): Promise<Home[]> {
  const buildings = await buildingRows(
    call.tx,
    call.districtId,
    homes.map((home) => home.building_code),
  )
  return homes.flatMap((home) => {
    const building = buildings.get(home.building_code)
    return building === undefined ? [] : [{ id: home.id, building, ...doorOf(call, home), label: home.label, current: home.current }]
  })
}

/** As which role a mini-program up to 0.3.0 reads each. They know no heads of units, who may do all that a handler may. */
const toFormer = {
  gridMember: 'gridMember',
  gridTeam: 'gridTeam',
  branchSecretary: 'branchSecretary',
  mediator: 'mediator',
  handler: 'handler',
  unitHead: 'handler',
  streetAdmin: 'streetAdmin',
  dispatcher: 'dispatcher',
  supervisor: 'supervisor',
  platformAdmin: 'platformAdmin',
} as const satisfies Record<StaffRole, StaffRole>

async function staffOf({ tx, districtId, actor }: Acting): Promise<Me['staff']> {
  if (actor.staff === null) return null
  const grids = await gridsOfStaff(tx, districtId, actor.staff.code)
  const headed = actor.grants.find(({ role }) => role === 'unitHead')?.unit ?? undefined
  const names = await areaFacts(tx, districtId, [...grids, ...actor.grants.map(({ area }) => area)])
  return {
    code: actor.staff.code,
    name: actor.staff.name,
    roles: actor.grants.map(({ role, area }) => ({
      role: toFormer[role],
      area,
      areaName: names.get(area)?.name ?? '',
    })),
    headOf: headed === undefined ? null : ((await unitsOf(tx, districtId)).get(headed)?.name ?? null),
    grids: grids.map((code) => ({ code, name: names.get(code)?.name ?? '' })),
  }
}
