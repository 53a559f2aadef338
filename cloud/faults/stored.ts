import { isDeepStrictEqual } from 'node:util'
import type { Db } from '../platform/database/database'
import { variantKey } from '../files/api'
import { systemClock } from '../platform/process/clock'
import { verifyAll } from '../requests/proof/verify'
import type { Bucket } from '../testing/app/bucket'
import { districtId } from './scene'
import type { Acknowledged } from './writers'

/**
 * Compares the database with what the API acknowledged, each once and nothing more, and reads every request's chain. Returns one sentence
 * for each difference; none when all is there.
 */
export async function differences(db: Db, acknowledged: Acknowledged): Promise<string[]> {
  const found = [
    ...differing('request', acknowledged.steps, await storedSteps(db)),
    ...differing('conversation', acknowledged.messages, await storedMessages(db)),
    ...(await gapsInConversations(db)),
  ]
  for await (const { number, breaks } of verifyAll(db, null))
    if (breaks.length > 0) found.push(`request ${number} does not verify: ${breaks.map(({ seq, why }) => `${seq} ${why}`).join()}`)
  return found
}

function differing(kind: string, said: Map<string, string[]>, stored: Map<string, string[]>): string[] {
  return [...new Set([...said.keys(), ...stored.keys()])].flatMap((id) => {
    const [one, other] = [[...(said.get(id) ?? [])].sort(), [...(stored.get(id) ?? [])].sort()]
    return isDeepStrictEqual(one, other) ? [] : [`${kind} ${id}: acknowledged ${one.join()}, stored ${other.join()}`]
  })
}

const grouped = (rows: readonly { of: string; what: string | null }[]) => {
  const map = new Map<string, string[]>()
  for (const { of, what } of rows) map.set(of, [...(map.get(of) ?? []), what ?? ''])
  return map
}

const storedSteps = async (db: Db) =>
  grouped(await db.selectFrom('request_event').select(['request_id as of', 'did as what']).where('district_id', '=', districtId).execute())

const storedMessages = async (db: Db) =>
  grouped(
    await db
      .selectFrom('message')
      .select(['conversation_id as of', 'client_id as what'])
      .where('district_id', '=', districtId)
      .where('side', '!=', 'system')
      .execute(),
  )

/** Names photos that were acknowledged and are not in the database, or not in the store in both sizes. */
export async function missingFiles(db: Db, bucket: Pick<Bucket, 'has'>, { files }: Acknowledged): Promise<string[]> {
  const rows = await db.selectFrom('file').select('id').where('district_id', '=', districtId).execute()
  const known = new Set(rows.map(({ id }) => id))
  const whole = (id: string) =>
    known.has(id) && (['full', 'thumb'] as const).every((variant) => bucket.has(variantKey({ district_id: districtId, id }, variant)))
  return files.filter((id) => !whole(id)).map((id) => `photo ${id} was acknowledged and is not there`)
}

/** Counts jobs that are due and not done. */
export async function jobsDue(db: Db): Promise<number> {
  const { count } = await db
    .selectFrom('outbox')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('district_id', '=', districtId)
    .where('done_at', 'is', null)
    .where('failed_at', 'is', null)
    .where('due_at', '<=', systemClock.now())
    .executeTakeFirstOrThrow()
  return count
}

/** Names conversations whose messages are not numbered 1, 2, 3 … up to the last number of the conversation. */
async function gapsInConversations(db: Db): Promise<string[]> {
  const rows = await db
    .selectFrom('conversation')
    .leftJoin('message', (on) =>
      on.onRef('message.district_id', '=', 'conversation.district_id').onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .where('conversation.district_id', '=', districtId)
    .groupBy(['conversation.id', 'conversation.last_seq'])
    .select(({ fn }) => ['conversation.id', 'conversation.last_seq', fn.count<number>('seq').as('count'), fn.max('seq').as('last')])
    .execute()
  return rows
    .filter((row) => row.count !== row.last_seq || (row.last ?? 0) !== row.last_seq)
    .map(({ id, last_seq, count }) => `conversation ${id}: ${count} messages numbered up to ${last_seq}`)
}
