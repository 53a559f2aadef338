import { sql, type AliasableExpression, type ExpressionBuilder, type Insertable, type Selectable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { readerOf, unreadItems } from '../notifications/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import { keptStatement } from '../platform/database/kept-statement'
import type { Account, DB, Home } from '../platform/database/schema'
import type { Actor } from '../platform/process/actor'

export type StoredHome = Selectable<Home>

// —— accounts ——

/** Inserts an account for a WeChat identity unless it exists. */
export const addAccount = (tx: Tx, account: Insertable<Account>) =>
  tx
    .insertInto('account')
    .values(account)
    .onConflict((on) => on.columns(['district_id', 'openid']).doNothing())
    .execute()

export const accountIdByOpenid = (tx: Tx, districtId: number, openid: string) =>
  tx.selectFrom('account').select('id').where('district_id', '=', districtId).where('openid', '=', openid).executeTakeFirstOrThrow()

const accounts = (tx: Tx, districtId: number) =>
  tx.selectFrom('account').select(['id', 'name', 'phone_sealed', 'elder']).where('district_id', '=', districtId)

const accountById = keptStatement((tx, { districtId, id }: { districtId: number; id: string }) =>
  accounts(tx, districtId).where('id', '=', id),
)

export async function accountsById(tx: Tx, districtId: number, ids: readonly string[]) {
  const [only] = ids
  if (ids.length === 1 && only !== undefined) return (await accountById(tx, { districtId, id: only })).rows
  return accounts(tx, districtId).where('id', 'in', ids).execute()
}

/** Locks the account's row until the transaction ends, so that its homes are changed by one transaction at a time. */
export const lockAccount = (tx: Tx, districtId: number, id: string) =>
  tx
    .selectFrom('account')
    .select('id')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirstOrThrow()

export const changeAccount = (
  tx: Tx,
  districtId: number,
  id: string,
  to: Partial<Pick<Selectable<Account>, 'name' | 'phone_sealed' | 'phone_index' | 'elder'>>,
) => tx.updateTable('account').set(to).where('district_id', '=', districtId).where('id', '=', id).execute()

/** Selects the openid of a session's account, so that a command knows it without a statement of its own. */
export const openidOf = (session: ExpressionBuilder<DB, 'session'>, districtId: number) =>
  session
    .selectFrom('account')
    .where('account.district_id', '=', districtId)
    .whereRef('account.id', '=', 'session.account_id')
    .select('account.openid')
    .$asScalar()

// —— homes ——

const homes = (tx: Tx, districtId: number) => tx.selectFrom('home').where('district_id', '=', districtId).where('ended_at', 'is', null)

/** Returns an account's homes: the current one first, then in the order they were added. */
export const homesOf = (tx: Tx, districtId: number, accountId: string): Promise<StoredHome[]> =>
  homes(tx, districtId)
    .where('account_id', '=', accountId)
    .orderBy('current', 'desc')
    .orderBy('created_at')
    .orderBy('id')
    .select(columns.home)
    .execute()

/** Returns homes of several accounts in some grids, current ones first. */
export const homesInGrid = (tx: Tx, districtId: number, accountIds: readonly string[], gridCodes: readonly string[]) =>
  tx
    .selectFrom('home as h')
    .innerJoin('building as b', (on) => on.onRef('b.district_id', '=', 'h.district_id').onRef('b.code', '=', 'h.building_code'))
    .where('h.district_id', '=', districtId)
    .where('h.account_id', 'in', accountIds)
    .where('b.grid_code', 'in', gridCodes)
    .where('h.ended_at', 'is', null)
    .select(['h.account_id', 'h.unit_sealed', 'h.current', 'b.grid_code', 'b.name as building_name'])
    .orderBy('h.current', 'desc')
    .orderBy('h.created_at')
    .execute()

export const insertHome = (tx: Tx, home: Insertable<Home>) => tx.insertInto('home').values(home).execute()

export const changeHome = (tx: Tx, districtId: number, id: string, to: Partial<Omit<StoredHome, 'district_id' | 'id' | 'account_id'>>) =>
  tx.updateTable('home').set(to).where('district_id', '=', districtId).where('id', '=', id).execute()

/** Unmarks the account's current home. */
export const clearCurrent = (tx: Tx, districtId: number, accountId: string) =>
  tx
    .updateTable('home')
    .set({ current: false })
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('current', '=', sql.lit(true))
    .execute()

/** Returns accounts with a home in a building, each once. */
export async function livingIn(tx: Tx, districtId: number, buildingCode: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('home')
    .where('district_id', '=', districtId)
    .where('building_code', '=', buildingCode)
    .where('ended_at', 'is', null)
    .select('account_id')
    .distinct()
    .execute()
  return rows.map((row) => row.account_id)
}

// —— what `me` shows ——

/** What counts as unread in the tables of rooms above this one. */
export interface Unread {
  /** Selects how many messages to a resident they have not read, over all their conversations. */
  unreadMessages: (districtId: number, accountId: string) => AliasableExpression<number>
}

/** Returns an account with its homes and what it has not read, in one statement; undefined for an unknown one. */
export const accountWithHomes = (tx: Tx, districtId: number, actor: Actor, { unreadMessages }: Unread) =>
  tx
    .selectFrom('account')
    .where('account.district_id', '=', districtId)
    .where('account.id', '=', actor.accountId)
    .select(['account.name', 'account.phone_sealed', 'account.elder'])
    .select((account) => [
      jsonArrayFrom(
        account
          .selectFrom('home')
          .innerJoin('building', (on) =>
            on.onRef('building.district_id', '=', 'home.district_id').onRef('building.code', '=', 'home.building_code'),
          )
          .where('home.district_id', '=', districtId)
          .whereRef('home.account_id', '=', 'account.id')
          .where('home.ended_at', 'is', null)
          .orderBy('home.current', 'desc')
          .orderBy('home.created_at')
          .orderBy('home.id')
          .select(['home.id', 'home.unit_sealed', 'home.room_sealed', 'home.label', 'home.current'])
          .select(['building.code', 'building.name', 'building.address', 'building.grid_code', 'building.units']),
      ).as('homes'),
      unreadItems(districtId, readerOf(actor)).as('inbox'),
      unreadMessages(districtId, actor.accountId).as('messages'),
    ])
    .executeTakeFirst()
