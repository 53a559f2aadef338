import type { Target } from '@doorstep/contract/notifications'
import { expressionBuilder, sql } from 'kysely'
import type { Tx } from '../platform/database/database'
import type { DB } from '../platform/database/schema'
import type { Actor } from '../platform/process/actor'

export interface NewItem {
  accountId: string
  /** The staff member it is sent to; null when it is the account itself. */
  staffCode: string | null
  id: string
  key: string
  kind: string
  title: string
  text: string
  target: Target | null
  at: Date
}

/** Inserts inbox items in order; returns the accounts of those that are new: an account has one item per key. */
export async function putItems(tx: Tx, districtId: number, items: readonly NewItem[]): Promise<string[]> {
  if (items.length === 0) return []
  const rows = await tx
    .insertInto('inbox_item')
    .values(
      items.map(({ accountId, staffCode, target, ...said }) => ({
        ...said,
        district_id: districtId,
        account_id: accountId,
        staff_code: staffCode,
        target: target === null ? null : JSON.stringify(target),
      })),
    )
    .onConflict((held) => held.columns(['district_id', 'account_id', 'key']).doNothing())
    .returning('account_id')
    .execute()
  return rows.map(({ account_id }) => account_id)
}

/** Returns the accounts bound to staff members, by code; those who were retired or have no account are left out. */
export async function accountsOfStaff(tx: Tx, districtId: number, staffCodes: readonly string[]): Promise<Map<string, string>> {
  if (staffCodes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', '=', sql<string>`any(${staffCodes}::text[])`)
    .where('retired_at', 'is', null)
    .where('account_id', 'is not', null)
    .select(['code', 'account_id'])
    .$narrowType<{ account_id: string }>()
    .execute()
  return new Map(rows.map(({ code, account_id }) => [code, account_id]))
}

export interface PageOfItems {
  unreadOnly: boolean
  /** Only items older than this id. */
  before: string | null
  limit: number
}

/** Whose inbox is read, and as which staff member; null for somebody without a role. */
export interface Reader {
  accountId: string
  staffCode: string | null
}

export const readerOf = ({ accountId, staff, grants }: Actor): Reader => ({
  accountId,
  staffCode: staff !== null && grants.length > 0 ? staff.code : null,
})

/** Selects items whose link leads staff to their work. */
const toStaff = sql<boolean>`target ->> 'kind' like 'staff%'`

/**
 * Selects what the reader is shown: their own, and what they were told as the staff member they are now. Of what an earlier version stored
 * without the staff member, only the link says that it was for staff.
 */
const shownTo = ({ staffCode }: Reader) =>
  sql<boolean>`ended_at is null and ${
    staffCode === null
      ? sql`staff_code is null and (target is null or not ${toStaff})`
      : sql`(staff_code is null or staff_code = ${staffCode})`
  }`

/** Returns items of one inbox, newest first; beside each stands how many of all items are unread. */
export function itemsOf(tx: Tx, districtId: number, reader: Reader, { unreadOnly, before, limit }: PageOfItems) {
  return tx
    .selectFrom('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', '=', reader.accountId)
    .where(shownTo(reader))
    .$if(unreadOnly, (items) => items.where('read_at', 'is', null))
    .$if(before !== null, (items) => items.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .select(['id', 'kind', 'title', 'text', 'target', 'at', 'read_at'])
    .select(unreadItems(districtId, reader).as('unread'))
    .execute()
}

/** Selects how many items of an inbox are unread, for a statement that selects something else as well. */
export const unreadItems = (districtId: number, reader: Reader) =>
  countUnread(expressionBuilder<DB>(), districtId, reader).$asScalar().$notNull()

export async function unreadCount(tx: Tx, districtId: number, actor: Actor): Promise<number> {
  const { unread } = await countUnread(tx, districtId, readerOf(actor)).executeTakeFirstOrThrow()
  return unread
}

const countUnread = (from: Pick<Tx, 'selectFrom'>, districtId: number, reader: Reader) =>
  from
    .selectFrom('inbox_item')
    .where('inbox_item.district_id', '=', districtId)
    .where('inbox_item.account_id', '=', reader.accountId)
    .where('inbox_item.read_at', 'is', null)
    .where(shownTo(reader))
    .select((item) => item.fn.countAll<number>().as('unread'))

/**
 * Ends what these staff members, still bound to their accounts, were told so far; it is kept, but no inbox shows it. Of what an earlier
 * version stored without the staff member, only the link says that it was for staff.
 */
export const endToldAsStaff = (tx: Tx, districtId: number, staffCodes: readonly string[], now: Date) =>
  tx
    .updateTable('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', 'in', (items) =>
      items
        .selectFrom('staff')
        .where('staff.district_id', '=', districtId)
        .where('staff.code', 'in', staffCodes)
        .where('staff.account_id', 'is not', null)
        .$castTo<{ account_id: string }>()
        .select('staff.account_id'),
    )
    .where((item) => item.or([item('staff_code', 'in', staffCodes), item.and([item('staff_code', 'is', null), toStaff])]))
    .where('ended_at', 'is', null)
    .set({ ended_at: now })
    .execute()

/** Returns when the account of a staff member has read what it was told as `key`; null until then, and when it was not told. */
export async function readByStaff(tx: Tx, districtId: number, staffCode: string, key: string): Promise<Date | null> {
  const item = await tx
    .selectFrom('inbox_item')
    .where('district_id', '=', districtId)
    .where('key', '=', key)
    .where('account_id', 'in', (items) =>
      items
        .selectFrom('staff')
        .where('staff.district_id', '=', districtId)
        .where('staff.code', '=', staffCode)
        .where('staff.account_id', 'is not', null)
        .$castTo<{ account_id: string }>()
        .select('staff.account_id'),
    )
    .select('read_at')
    .executeTakeFirst()
  return item?.read_at ?? null
}

/** Marks items of one inbox read; ids of other people's items match nothing. Returns how many were unread. */
export async function markRead(
  tx: Tx,
  districtId: number,
  accountId: string,
  { ids, upTo }: { ids: readonly string[]; upTo: string | null },
  now: Date,
): Promise<number> {
  const done = await tx
    .updateTable('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .where((item) => item.or([...(ids.length === 0 ? [] : [item('id', 'in', ids)]), ...(upTo === null ? [] : [item('id', '<=', upTo)])]))
    .set({ read_at: now })
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}

/** Marks the items that link to `target` read, because the person has seen the target itself. */
export async function markTargetRead(tx: Tx, districtId: number, accountId: string, target: Target, now: Date): Promise<number> {
  const done = await tx
    .updateTable('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .where(sql<boolean>`target @> ${JSON.stringify({ kind: target.kind, id: target.id })}::jsonb`)
    .set({ read_at: now })
    .executeTakeFirst()
  return Number(done.numUpdatedRows)
}
