import type { NotificationKind, Target } from '@doorstep/contract/notifications'
import type { InferOutput } from 'valibot'
import type { Tx } from '../platform/database/database'
import { enqueueAll } from '../platform/jobs/outbox'

/** Recipients of a notification: accounts, or staff by code, whose bound account is looked up at delivery. */
export type Recipients = { accountIds: readonly string[] } | { staffCodes: readonly string[] }

export interface Notification {
  districtId: number
  to: Recipients
  kind: InferOutput<typeof NotificationKind>
  /** One line, at most about 20 characters. */
  title: string
  text: string
  target: Target | null
  /** Idempotency key of the event (`request:<id>:3`): one recipient gets one notification per key, however often this is called. */
  key: string
  /** When the event happened. */
  at: Date
  /** Whoever stands in, at delivery, for staff who are away from their work in this grid is told too, except some. */
  standIn?: { gridCode: string; not: readonly string[] }
}

/**
 * Sends a notification to people's inboxes, exactly once each: inserts one outbox job per recipient in the caller's transaction, so the
 * notification is sent if and only if the transaction commits. Staff without a bound account are skipped.
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
