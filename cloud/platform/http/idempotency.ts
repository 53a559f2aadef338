import { createHash } from 'node:crypto'
import * as v from 'valibot'
import type { Actor } from '../process/actor'
import type { Clock } from '../process/clock'
import { bareDigest, type Keys } from '../process/crypto'
import { sql, type Insertable } from 'kysely'
import type { Db, Tx } from '../database/database'
import { keptStatement } from '../database/kept-statement'
import type { Idempotency } from '../database/schema'
import type { RememberedRow } from '../database/session'
import { badField, problem } from '../process/problem'

/** Hours for which a retry with the same key gets the first answer. */
export const rememberedHours = 48

/** One submit of one account: the key the client generated and the request it was for. */
export interface Submit {
  key: string
  endpoint: string
  /** `hashOf` the request; stored only as a keyed digest. */
  bodyHash: string
}

export interface FirstAnswer {
  status: number
  reply: unknown
}

const Standing = v.object({
  staff: v.nullable(v.string()),
  grants: v.array(
    v.object({
      role: v.string(),
      area: v.string(),
      // Absent from what a version stored that did not ask for them.
      unit: v.optional(v.nullable(v.string())),
      branch: v.optional(v.nullable(v.string())),
    }),
  ),
})
/** The roles with which something was done. */
export type Standing = v.InferOutput<typeof Standing>

/** A first answer as it is stored. */
export interface Remembered extends FirstAnswer {
  /** Digest of the answer's form; null for an answer of a version that did not say. */
  shape: string | null
  standing: Standing | null
}

const Kept = v.object({ shape: v.string(), standing: Standing, reply: v.unknown() })

/** Returns whether an `Idempotency-Key` header is one: 8–64 of A–Z a–z 0–9 _ -. */
export const isKey = (header: unknown): header is string => typeof header === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(header)

/** Reads the `Idempotency-Key` header; undefined without one. */
export function readKey(header: unknown): string | undefined {
  if (header === undefined) return undefined
  if (!isKey(header)) throw badField('Idempotency-Key', '防重复提交的标记不对')
  return header
}

/** Returns SHA-256 of values: as a fingerprint in memory and of public answers; what is stored of it is keyed (`digestOf`). */
export const hashOf = (...parts: unknown[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(Buffer.isBuffer(part) ? part : JSON.stringify(part ?? null)).update('\0')
  return hash.digest('hex')
}

/**
 * Returns the digest of a request under a key of its own. A bare SHA-256 would not do: the body of a form is a room or a phone, and all of
 * them are tried in minutes.
 */
const digestOf = (keys: Keys, bodyHash: string) => keys.blind(bodyHash, 'idempotency.body')

/**
 * Claims an idempotency key in the request's transaction. Returns null when the caller must do the work, otherwise the first answer, to be
 * sent again. While another request with this key is in progress the insert waits for it, so two taps never do the work twice.
 */
export async function claim(tx: Tx, clock: Clock, keys: Keys, actor: Actor, submit: Submit): Promise<Remembered | null> {
  const { numAffectedRows } = await insertKey(tx, {
    district_id: actor.districtId,
    account_id: actor.accountId,
    key: submit.key,
    endpoint: submit.endpoint,
    body_hash: digestOf(keys, submit.bodyHash),
    created_at: clock.now(),
  })
  return numAffectedRows === 1n ? null : firstAnswer(tx, keys, actor, submit)
}

const insertKey = keptStatement((tx, row: Insertable<Idempotency>) =>
  tx
    .insertInto('idempotency')
    .values(row)
    .onConflict((on) => on.columns(['district_id', 'account_id', 'key']).doNothing()),
)

/** Returns the stored first answer; null when there is none yet. Throws `keyReused` when the key was used for a different request. */
export async function firstAnswer(tx: Tx, keys: Keys, actor: Actor, submit: Submit): Promise<Remembered | null> {
  const {
    rows: [row],
  } = await stored(tx, { districtId: actor.districtId, accountId: actor.accountId, key: submit.key })
  return row === undefined ? null : answerIn(row, keys, submit)
}

interface OfKey {
  districtId: number
  accountId: string
  key: string
}

const stored = keptStatement((tx, { districtId, accountId, key }: OfKey) =>
  tx
    .selectFrom('idempotency')
    .select(['endpoint', 'body_hash', 'status', 'reply'])
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('key', '=', key),
)

/** Opens a stored answer; null when there is none yet. Throws `keyReused` when the key was used for a different request. */
export function answerIn(row: RememberedRow, keys: Keys, submit: Submit): Remembered | null {
  if (row.status === null) return null
  const expected = bareDigest.test(row.body_hash) ? submit.bodyHash : digestOf(keys, submit.bodyHash)
  if (row.endpoint !== submit.endpoint || row.body_hash !== expected) throw problem('keyReused')
  return { status: row.status, ...kept(keys, row.reply) }
}

/** Unseals a stored answer; one of an earlier version is the reply alone, under another place. */
function kept(keys: Keys, stored: unknown): Omit<Remembered, 'status'> {
  if (typeof stored !== 'string') return { reply: undefined, shape: null, standing: null }
  const now = opened(keys, stored, place)
  if (now === undefined) return { reply: opened(keys, stored, formerPlace), shape: null, standing: null }
  return v.parse(Kept, now)
}

function opened(keys: Keys, sealed: string, of: string): unknown {
  try {
    return JSON.parse(keys.unseal(sealed, of))
  } catch {
    return undefined
  }
}

/** Characters of an answer that is remembered whole. */
const wholeCharacters = 8 * 1024
/** The form of what is remembered instead of a larger one: no form that is answered, so that the thing is read anew. */
const anewShape = 'anew'

interface Saving extends FirstAnswer {
  shape: string
  standing: Standing
  /** By what the thing can be read anew; undefined when it cannot. */
  anew: unknown
}

/**
 * Stores the answer in the transaction that did the work, encrypted, since it may contain what people wrote or a code that is shown once,
 * with its form and the roles it was given to. Of a large one only what it is read anew by: each comment on a case is answered with all of
 * it, so that a long case would be stored as often as it has comments.
 */
export async function saveAnswer(tx: Tx, keys: Keys, actor: Actor, key: string, saving: Saving): Promise<void> {
  const { status, reply, shape, standing, anew } = saving
  let whole = JSON.stringify({ shape, standing, reply })
  if (whole.length > wholeCharacters && anew !== undefined) whole = JSON.stringify({ shape: anewShape, standing, reply: anew })
  await store(tx, {
    districtId: actor.districtId,
    accountId: actor.accountId,
    key,
    status,
    reply: reply === undefined ? null : JSON.stringify(keys.seal(whole, place)),
  })
}

const store = keptStatement((tx, { districtId, accountId, key, ...answer }: OfKey & { status: number; reply: string | null }) =>
  tx
    .updateTable('idempotency')
    .set(answer)
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('key', '=', key),
)

const place = 'idempotency.answer'
const formerPlace = 'idempotency.reply'

/** What one account's remembered answers may take: more than anybody sends in two days who means it. */
const mostRemembered = { rows: 20_000, bytes: 16 * 1024 * 1024 } as const

/**
 * Keeps what is remembered of each account of a district within bounds: beyond so many rows the oldest are forgotten; beyond so many bytes
 * the oldest lose their body, so that a retry still does nothing twice and is answered with its status.
 */
export async function boundRemembered(db: Db, districtId: number, most: { rows: number; bytes: number } = mostRemembered): Promise<void> {
  const { rows } = await sql<{ account: string }>`
    select account_id as account from idempotency where district_id = ${districtId} group by account_id
    having count(*) > ${most.rows} or sum(pg_column_size(reply)) > ${most.bytes}`.execute(db)
  for (const { account } of rows) {
    await sql`
      delete from idempotency where district_id = ${districtId} and account_id = ${account} and key in (
        select key from idempotency where district_id = ${districtId} and account_id = ${account}
        order by created_at desc, key offset ${most.rows})`.execute(db)
    await sql`
      update idempotency set reply = null where district_id = ${districtId} and account_id = ${account} and key in (
        select key from (
          select key, sum(pg_column_size(reply)) over (order by created_at desc, key) as bytes
          from idempotency where district_id = ${districtId} and account_id = ${account} and reply is not null
        ) as newest where bytes > ${most.bytes})`.execute(db)
  }
}

const atOnce = 1000

/** Replaces the bare digests that an earlier version stored in a district by keyed ones, a thousand in a statement. */
export async function keyRequestDigests(db: Db, keys: Keys, districtId: number): Promise<void> {
  let after = { account: '00000000-0000-0000-0000-000000000000', key: '' }
  for (;;) {
    const rows = await db
      .selectFrom('idempotency')
      .where('district_id', '=', districtId)
      .where(sql<boolean>`(account_id, key) > (${after.account}::uuid, ${after.key})`)
      .where(sql<boolean>`body_hash ~ ${bareDigest.source}`)
      .select(['account_id as account', 'key', 'body_hash as digest'])
      .orderBy('account_id')
      .orderBy('key')
      .limit(atOnce)
      .execute()
    const last = rows.at(-1)
    if (last === undefined) return
    const keyed = rows.map(({ digest }) => digestOf(keys, digest))
    await sql`
      update idempotency set body_hash = stored.keyed
      from unnest(${rows.map(({ account }) => account)}::uuid[], ${rows.map(({ key }) => key)}::text[], ${keyed}::text[])
        as stored (account_id, key, keyed)
      where idempotency.district_id = ${districtId} and idempotency.account_id = stored.account_id and idempotency.key = stored.key
        and idempotency.body_hash ~ ${bareDigest.source}`.execute(db)
    after = last
  }
}
