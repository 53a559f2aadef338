import type { Context } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import * as store from './notifications-store'
import type { Notification } from './notify'

type Delivery = Pick<Context, 'tx' | 'districtId' | 'notifySockets'>

/** Puts items into inboxes and hints to whoever has a new one. The inbox's unique key makes a second run change nothing. */
export async function deliver({ tx, districtId, notifySockets }: Delivery, items: readonly Omit<store.NewItem, 'id'>[]): Promise<void> {
  const accounts = await store.putItems(
    tx,
    districtId,
    items.map((item) => ({ ...item, id: uuidv7() })),
  )
  if (accounts.length > 0) notifySockets([...new Set(accounts.map((account) => `a:${account}`))], { what: 'inbox' })
}

/**
 * Delivers a notification to many people at once, in the caller's transaction. For jobs that tell very many page by page: `notify` would
 * put one job each before those of everybody who is told something meanwhile.
 */
export const notifyPage = (
  context: Delivery,
  { to, ...said }: Omit<Notification, 'districtId' | 'to'> & { to: readonly string[] },
): Promise<void> =>
  deliver(
    context,
    to.map((accountId) => ({ ...said, accountId, staffCode: null })),
  )
