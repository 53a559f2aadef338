import { maskedPhone } from '../platform/process/masked'
import type { Home, Me } from '@doorstep/contract/account'
import { areaFacts, buildingRows, gridsOfStaff } from '../grids/api'
import { unreadCount } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { doorOf, personOf } from './people'
import * as store from './account-store'
import type { StoredHome } from './account-store'

/** Returns the caller's account, roles and homes, which every signed-in screen needs. */
export async function me(call: Acting): Promise<Me> {
  const { tx, districtId, actor } = call
  const person = await personOf(call, actor.accountId)
  const phone = person?.phone ?? null
  return {
    account: {
      id: actor.accountId,
      name: person?.name ?? null,
      phone: phone === null ? null : maskedPhone(phone),
      elder: person?.elder ?? false,
    },
    homes: await shownHomes(call, await store.homesOf(tx, districtId, actor.accountId)),
    staff: await staffOf(call),
    unread: {
      inbox: await unreadCount(tx, districtId, actor),
      messages: await store.unreadMessages(tx, districtId, actor.accountId),
    },
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

async function staffOf({ tx, districtId, actor }: Acting): Promise<Me['staff']> {
  if (actor.staff === null) return null
  const grids = await gridsOfStaff(tx, districtId, actor.staff.code)
  const names = await areaFacts(tx, districtId, [...grids, ...actor.grants.map(({ area }) => area)])
  return {
    code: actor.staff.code,
    name: actor.staff.name,
    roles: actor.grants.map(({ role, area }) => ({ role, area, areaName: names.get(area)?.name ?? '' })),
    grids: grids.map((code) => ({ code, name: names.get(code)?.name ?? '' })),
  }
}
