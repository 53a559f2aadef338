import type { notificationEndpoints, Target } from '@doorstep/contract/notifications'
import { InboxRow } from '@doorstep/contract/notifications'
import type { Parsed } from '@doorstep/contract/endpoints'
import { withMarks } from '@doorstep/contract/time-words'
import * as v from 'valibot'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import * as store from './notifications-store'

type Table = typeof notificationEndpoints.table

const stored = v.pick(InboxRow, ['kind', 'target'])

/** Returns one page of the caller's inbox, newest first, with the number of all unread items. */
export async function inbox({ tx, districtId, actor }: Acting, { unread, after, limit }: Parsed<Table['GET /v1/inbox']>['query']) {
  const before = after === undefined ? null : decodeCursor(after, v.tuple([v.pipe(v.string(), v.uuid())]))[0]
  const found = await store.itemsOf(tx, districtId, store.readerOf(actor), { unreadOnly: unread === '1', before, limit: limit + 1 })
  const rows = found.slice(0, limit).map((item) => ({
    ...v.parse(stored, item),
    id: item.id,
    title: withMarks(item.title, item.at),
    text: withMarks(item.text, item.at),
    at: item.at.toISOString(),
    read: item.read_at !== null,
  }))
  const last = rows.at(-1)
  return {
    rows,
    next: found.length > limit && last !== undefined ? encodeCursor([last.id]) : null,
    unread: found[0]?.unread ?? (before === null ? 0 : await store.unreadCount(tx, districtId, actor)),
  }
}

/** Marks the caller's items read, on all of their devices. */
export async function readInbox(call: Acting, { ids = [], upTo = null }: { ids?: string[]; upTo?: string | null }) {
  const { tx, districtId, actor, clock } = call
  const changed = await store.markRead(tx, districtId, actor.accountId, { ids, upTo }, clock.now())
  if (changed > 0) call.notifySockets([`a:${actor.accountId}`], { what: 'inbox' })
  return { unread: await store.unreadCount(tx, districtId, actor) }
}

/** Marks notifications that link to `target` read. Called by a room whose page shows the target. */
export async function markTargetRead(call: Acting, target: Target): Promise<void> {
  const { tx, districtId, actor, clock } = call
  const changed = await store.markTargetRead(tx, districtId, actor.accountId, target, clock.now())
  if (changed > 0) call.notifySockets([`a:${actor.accountId}`], { what: 'inbox' })
}
