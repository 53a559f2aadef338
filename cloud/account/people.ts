import type { Selectable } from 'kysely'
import type { Context } from '../platform/context/call'
import type { Account } from '../platform/database/schema'
import { phoneKey } from '@doorstep/contract/people/names-and-phones'
import * as store from './account-store'
import type { StoredHome } from './account-store'

/** The context in which other rooms look up people. They must check what the caller may see. */

export type Sealing = Pick<Context, 'tx' | 'districtId' | 'deps'>

/** Column name of each encrypted value of this room, which is authenticated: a value moved to another column cannot be decrypted. */
export const seals = { phone: 'account.phone', unit: 'home.unit', room: 'home.room' } as const

/** Stands for a person whose sealed name does not open (damaged, or sealed with another key); somebody else all the same. */
export const unreadablePerson = { name: '姓名读不出', phone: null, relation: '不详' } as const

export interface Person {
  /** The name the person chose; null until they choose one. */
  name: string | null
  phone: string | null
  /** True when the person says they are 60 or older. */
  elder: boolean
}

/** Returns people by account id, phones decrypted. */
export async function peopleOf({ tx, districtId, deps }: Sealing, accountIds: readonly string[]): Promise<Map<string, Person>> {
  const ids = [...new Set(accountIds)]
  const rows = ids.length === 0 ? [] : await store.accountsById(tx, districtId, ids)
  return new Map(rows.map((row) => [row.id, personIn({ deps }, row)]))
}

/** Returns whom a row of `account` is about, phone decrypted. */
export const personIn = (
  { deps }: Pick<Context, 'deps'>,
  { name, phone_sealed: phone, elder }: Pick<Selectable<Account>, 'name' | 'phone_sealed' | 'elder'>,
): Person => ({ name, phone: opened(deps, phone, seals.phone), elder })

/** Returns the blind index of a phone number, as stored in `account.phone_index`: of what numbers are compared by, so that each has one. */
export const phoneIndexOf = ({ deps }: Pick<Context, 'deps'>, phone: string): string => deps.keys.blind(phoneKey(phone), seals.phone)

/** Returns one person, phone decrypted; null for an unknown account. */
export const personOf = async (context: Sealing, accountId: string): Promise<Person | null> =>
  (await peopleOf(context, [accountId])).get(accountId) ?? null

/** Returns unit and room of a stored home, decrypted. */
export const doorOf = ({ deps }: Pick<Context, 'deps'>, home: Pick<StoredHome, 'unit_sealed' | 'room_sealed'>) => ({
  unit: opened(deps, home.unit_sealed, seals.unit),
  room: opened(deps, home.room_sealed, seals.room),
})

/** Returns homes of residents as their grid team may see them, by `<account id> <grid code>`: building and unit, never the room. */
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

const opened = (deps: Context['deps'], sealed: string | null, place: string) => (sealed === null ? null : deps.keys.open(sealed, place))
