import { homesPerAccount } from '@doorstep/contract/rules'
import type { accountEndpoints, Home } from '@doorstep/contract/account'
import type { Parsed } from '@doorstep/contract/endpoints'
import { buildingRow } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { seals } from './people'
import { shownHomes } from './me'
import * as store from './account-store'
import type { StoredHome } from './account-store'

type HomeForm = Parsed<(typeof accountEndpoints.table)['POST /v1/homes']>['body']

/** Adds a home; the first becomes the current one. Throws notFound (no such building) or tooManyHomes. */
export async function addHome(call: Acting, form: HomeForm): Promise<Home> {
  const { tx, districtId, actor, clock } = call
  await buildingRow(tx, districtId, form.buildingCode)
  const others = await heldHomes(call)
  if (others.length >= homesPerAccount) throw problem('tooManyHomes')
  const home: StoredHome = {
    district_id: districtId,
    id: uuidv7(),
    account_id: actor.accountId,
    ...filled(call, form),
    current: !others.some(({ current }) => current),
    created_at: clock.now(),
    ended_at: null,
  }
  await store.insertHome(tx, home)
  return shown(call, home)
}

/** Changes a home, a move included. Throws notFound. */
export async function changeHome(call: Acting, id: string, form: HomeForm): Promise<Home> {
  const { tx, districtId } = call
  const home = ownHome(await heldHomes(call), id)
  await buildingRow(tx, districtId, form.buildingCode)
  const changes = filled(call, form)
  await store.changeHome(tx, districtId, id, changes)
  return shown(call, { ...home, ...changes })
}

/** Makes a home the current one. Throws notFound. */
export async function makeCurrent(call: Acting, id: string): Promise<Home> {
  const { tx, districtId, actor } = call
  const home = ownHome(await heldHomes(call), id)
  await store.clearCurrent(tx, districtId, actor.accountId)
  await store.changeHome(tx, districtId, id, { current: true })
  return shown(call, { ...home, current: true })
}

/** Removes a home; when it was the current one, the one added last becomes current. Throws notFound. */
export async function removeHome(call: Acting, id: string): Promise<void> {
  const { tx, districtId, clock } = call
  const homes = await heldHomes(call)
  const home = ownHome(homes, id)
  await store.changeHome(tx, districtId, id, { ended_at: clock.now(), current: false })
  const next = homes.filter((other) => other.id !== id).at(-1)
  if (home.current && next !== undefined) await store.changeHome(tx, districtId, next.id, { current: true })
}

/** Returns the caller's homes, with the account locked: two devices change them one after the other. */
async function heldHomes({ tx, districtId, actor }: Acting): Promise<StoredHome[]> {
  await store.lockAccount(tx, districtId, actor.accountId)
  return store.homesOf(tx, districtId, actor.accountId)
}

function ownHome(homes: readonly StoredHome[], id: string): StoredHome {
  const home = homes.find((own) => own.id === id)
  if (home === undefined) throw problem('notFound')
  return home
}

const filled = ({ deps }: Acting, { buildingCode, unit = null, room = null, label }: HomeForm) => ({
  building_code: buildingCode,
  unit_sealed: unit === null ? null : deps.keys.seal(unit, seals.unit),
  room_sealed: room === null ? null : deps.keys.seal(room, seals.room),
  label,
})

async function shown(call: Acting, home: StoredHome): Promise<Home> {
  const [row] = await shownHomes(call, [home])
  if (row === undefined) throw problem('notFound')
  return row
}
