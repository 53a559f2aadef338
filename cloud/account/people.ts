import type { Context } from '../platform/context/call'
import * as store from './account-store'
import type { StoredHome } from './account-store'

/** What other rooms may know of people. Whether the caller may know it is decided there. */

export type Sealing = Pick<Context, 'tx' | 'districtId' | 'deps'>

/** Where each sealed value of this room stands; a value moved to another column does not open. */
export const seals = { phone: 'account.phone', unit: 'home.unit', room: 'home.room' } as const

export interface Person {
  /** What she asked to be called; null until she says. */
  name: string | null
  phone: string | null
  /** She says she is 60 or older. */
  elder: boolean
}

/** People by account id, phones unsealed. */
export async function peopleOf({ tx, districtId, deps }: Sealing, accountIds: readonly string[]): Promise<Map<string, Person>> {
  const ids = [...new Set(accountIds)]
  const rows = ids.length === 0 ? [] : await store.accountsById(tx, districtId, ids)
  return new Map(rows.map((row) => [row.id, { name: row.name, phone: opened(deps, row.phone_sealed, seals.phone), elder: row.elder }]))
}

/** The blind index of a phone number: what `account.phone_index` holds of it. Digits only, so that one number has one index. */
export const phoneIndexOf = ({ deps }: Pick<Context, 'deps'>, digits: string): string => deps.keys.blind(digits, seals.phone)

/** One person, phone unsealed; null for an unknown account. */
export const personOf = async (context: Sealing, accountId: string): Promise<Person | null> =>
  (await peopleOf(context, [accountId])).get(accountId) ?? null

export interface HomeFact {
  buildingCode: string
  unit: string | null
  room: string | null
}

/** The home an account looks out of now; null before one was chosen. */
export async function currentHomeOf(context: Sealing, accountId: string): Promise<HomeFact | null> {
  const home = await store.currentHome(context.tx, context.districtId, accountId)
  return home === undefined ? null : { buildingCode: home.building_code, ...doorOf(context, home) }
}

/** Unit and room of a stored home. */
export const doorOf = ({ deps }: Pick<Context, 'deps'>, home: StoredHome) => ({
  unit: opened(deps, home.unit_sealed, seals.unit),
  room: opened(deps, home.room_sealed, seals.room),
})

/** Where residents live as their grid team sees it, by `<account id> <grid code>`: building and unit, never the room. */
export async function placesInGrids(
  { tx, districtId, deps }: Sealing,
  accountIds: readonly string[],
  gridCodes: readonly string[],
): Promise<Map<string, string>> {
  const places = new Map<string, string>()
  if (accountIds.length === 0 || gridCodes.length === 0) return places
  for (const row of await store.homesInGrid(tx, districtId, [...new Set(accountIds)], [...new Set(gridCodes)])) {
    const key = `${row.account_id} ${row.grid_code}`
    const unit = opened(deps, row.unit_sealed, seals.unit)
    if (!places.has(key)) places.set(key, unit === null ? row.building_name : `${row.building_name} ${unit}`)
  }
  return places
}

const opened = (deps: Context['deps'], sealed: string | null, place: string) => (sealed === null ? null : deps.keys.unseal(sealed, place))
