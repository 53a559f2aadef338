import type { NotificationKind, Target } from '@doorstep/contract/notifications'
import type { InferOutput } from 'valibot'
import type { Tx } from '../platform/database/database'
import { enqueueAll } from '../platform/jobs/outbox'

/** Somebody to be told: accounts, or staff by code, whose bound account is looked up when the notification is delivered. */
export type Recipients = { accountIds: readonly string[] } | { staffCodes: readonly string[] }

export interface Notification {
  districtId: number
  to: Recipients
  kind: InferOutput<typeof NotificationKind>
  /** One line, at most about 20 characters. */
  title: string
  text: string
  target: Target | null
  /** What happened (`request:<id>:3`): the same thing is told to the same person once, however often this is called. */
  key: string
  /** When it happened. */
  at: Date
}

/**
 * Tells people something through their inbox, exactly once each: one outbox row per recipient in the caller's transaction, so
 * nothing is told that did not happen and nothing that happened stays untold. Staff without a bound account are passed over.
 */
export async function notify(tx: Tx, { districtId, to, key, at, ...said }: Notification): Promise<void> {
  const telling = (recipient: { accountId: string } | { staffCode: string }, address: string) => ({
    districtId,
    kind: 'notify',
    key: `${key}|${address}`,
    payload: { ...recipient, ...said, key, at: at.toISOString() },
    dueAt: at,
  })
  await enqueueAll(
    tx,
    'accountIds' in to
      ? [...new Set(to.accountIds)].map((accountId) => telling({ accountId }, `a:${accountId}`))
      : [...new Set(to.staffCodes)].map((staffCode) => telling({ staffCode }, `s:${staffCode}`)),
  )
}
