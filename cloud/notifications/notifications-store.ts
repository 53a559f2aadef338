import type { Target } from '@doorstep/contract/notifications'
import { sql } from 'kysely'
import type { Tx } from '../platform/database/database'

export interface NewItem {
  districtId: number
  accountId: string
  id: string
  key: string
  kind: string
  title: string
  text: string
  target: Target | null
  at: Date
}

/** Puts an item into an inbox; false when that person was told this already. */
export async function putItem(tx: Tx, item: NewItem): Promise<boolean> {
  const put = await tx
    .insertInto('inbox_item')
    .values({
      district_id: item.districtId,
      account_id: item.accountId,
      id: item.id,
      key: item.key,
      kind: item.kind,
      title: item.title,
      text: item.text,
      target: item.target === null ? null : JSON.stringify(item.target),
      at: item.at,
    })
    .onConflict((held) => held.columns(['district_id', 'account_id', 'key']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return put !== undefined
}

/** The account bound to a staff identity still in service; null when none is. */
export async function accountOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string | null> {
  const staff = await tx
    .selectFrom('staff')
    .where('district_id', '=', districtId)
    .where('code', '=', staffCode)
    .where('retired_at', 'is', null)
    .select('account_id')
    .executeTakeFirst()
  return staff?.account_id ?? null
}

export interface PageOfItems {
  unreadOnly: boolean
  /** Items older than this id. */
  before: string | null
  limit: number
}

/** Items of one inbox in the order they arrived, newest first. */
export function itemsOf(tx: Tx, districtId: number, accountId: string, { unreadOnly, before, limit }: PageOfItems) {
  return tx
    .selectFrom('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .$if(unreadOnly, (items) => items.where('read_at', 'is', null))
    .$if(before !== null, (items) => items.where('id', '<', before ?? ''))
    .orderBy('id', 'desc')
    .limit(limit)
    .select(['id', 'kind', 'title', 'text', 'target', 'at', 'read_at'])
    .execute()
}

export async function unreadCount(tx: Tx, districtId: number, accountId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('inbox_item')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('read_at', 'is', null)
    .select((item) => item.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Marks items of one inbox read; ids of other people's items find nothing. Returns how many were unread. */
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

/** Marks what leads to `target` read, because the person has seen the thing itself. */
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
