import { createHash } from 'node:crypto'
import type { Actor } from '../process/actor'
import type { Clock } from '../process/clock'
import type { Keys } from '../process/crypto'
import type { Tx } from '../database/database'
import { badField, problem } from '../process/problem'

/** Hours for which a retry with the same key gets the first answer. */
export const rememberedHours = 48

/** One submit of one account: the key the client generated and the request it was for. */
export interface Submit {
  key: string
  endpoint: string
  bodyHash: string
}

export interface FirstAnswer {
  status: number
  reply: unknown
}

/** Reads the `Idempotency-Key` header: 8–64 of A–Z a–z 0–9 _ -, or undefined without one. */
export function readKey(header: unknown): string | undefined {
  if (header === undefined) return undefined
  if (typeof header !== 'string' || !/^[A-Za-z0-9_-]{8,64}$/.test(header)) throw badField('Idempotency-Key', '防重复提交的标记不对')
  return header
}

export const hashOf = (...parts: unknown[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(Buffer.isBuffer(part) ? part : JSON.stringify(part ?? null)).update('\0')
  return hash.digest('hex')
}

/**
 * Claims an idempotency key in the request's transaction. Returns null when the caller must do the work, otherwise the first answer, to be
 * sent again. While another request with this key is in progress the insert waits for it, so two taps never do the work twice.
 */
export async function claim(tx: Tx, clock: Clock, keys: Keys, actor: Actor, submit: Submit): Promise<FirstAnswer | null> {
  const inserted = await tx
    .insertInto('idempotency')
    .values({
      district_id: actor.districtId,
      account_id: actor.accountId,
      key: submit.key,
      endpoint: submit.endpoint,
      body_hash: submit.bodyHash,
      created_at: clock.now(),
    })
    .onConflict((on) => on.columns(['district_id', 'account_id', 'key']).doNothing())
    .executeTakeFirst()
  return inserted.numInsertedOrUpdatedRows === 1n ? null : firstAnswer(tx, keys, actor, submit)
}

/** Returns the stored first answer; null when there is none yet. Throws `keyReused` when the key was used for a different request. */
export async function firstAnswer(tx: Tx, keys: Keys, actor: Actor, submit: Submit): Promise<FirstAnswer | null> {
  const row = await tx
    .selectFrom('idempotency')
    .select(['endpoint', 'body_hash', 'status', 'reply'])
    .where('district_id', '=', actor.districtId)
    .where('account_id', '=', actor.accountId)
    .where('key', '=', submit.key)
    .executeTakeFirst()
  if (row === undefined || row.status === null) return null
  if (row.endpoint !== submit.endpoint || row.body_hash !== submit.bodyHash) throw problem('keyReused')
  // Answers are stored encrypted: they may contain what people wrote, or a code that is shown once.
  return { status: row.status, reply: typeof row.reply === 'string' ? JSON.parse(keys.unseal(row.reply, place)) : undefined }
}

/** Stores the answer in the transaction that did the work. */
export async function saveAnswer(tx: Tx, keys: Keys, actor: Actor, key: string, { status, reply }: FirstAnswer): Promise<void> {
  await tx
    .updateTable('idempotency')
    .set({ status, reply: reply === undefined ? null : JSON.stringify(keys.seal(JSON.stringify(reply), place)) })
    .where('district_id', '=', actor.districtId)
    .where('account_id', '=', actor.accountId)
    .where('key', '=', key)
    .execute()
}

const place = 'idempotency.reply'
