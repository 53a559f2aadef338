import { expressionBuilder, sql, type Expression, type Insertable } from 'kysely'
import type { Tx } from '../database/database'
import { gatheredWrite } from '../database/gathered-writes'
import { keptStatement } from '../database/kept-statement'
import type { DB, Outbox } from '../database/schema'
import { uuidv7 } from '../process/ids'

export interface Planned {
  districtId: number
  /** The job that will run: a key of a room's `Jobs`. */
  kind: string
  /** What the job is about; the same kind and key is inserted once, however often this is called. */
  key: string
  payload: Record<string, unknown>
  /** Earliest time to run; `clock.now()` for at once. */
  dueAt: Date
}

/**
 * Adds an outbox job in the caller's transaction: it runs at least once after commit, and not at all when the transaction is rolled back. A
 * job is never taken back: when it runs, it looks whether it is still wanted.
 */
export const enqueue = (tx: Tx, planned: Planned): Promise<void> => enqueueAll(tx, [planned])

/** Adds many outbox jobs at once, with the guarantees of `enqueue`. */
export const enqueueAll = (tx: Tx, planned: readonly Planned[]): Promise<void> =>
  addJobs(
    tx,
    planned.map(({ districtId, kind, key, payload, dueAt }) => ({
      district_id: districtId,
      id: uuidv7(),
      kind,
      key,
      payload: JSON.stringify(payload),
      due_at: dueAt,
    })),
  )

/** Selects whether a job is enqueued already, done or not, for a statement that selects something else as well. */
export const isEnqueued = (districtId: number, kind: string, key: Expression<string>) =>
  expressionBuilder<DB>().exists((jobs) =>
    jobs
      .selectFrom('outbox')
      .where('outbox.district_id', '=', districtId)
      .where('outbox.kind', '=', kind)
      .where('outbox.key', '=', key)
      .select('outbox.id'),
  )

type Job = Omit<Insertable<Outbox>, 'created_at'>

const insertion = (tx: Tx, rows: readonly Job[]) =>
  tx
    .insertInto('outbox')
    .values(rows.map((row) => ({ ...row, created_at: sql<Date>`now()` })))
    .onConflict((on) => on.columns(['district_id', 'kind', 'key']).doNothing())

const insertOne = keptStatement((tx, row: Job) => insertion(tx, [row]))

const addJobs = gatheredWrite<Job>((tx, rows) => {
  const [only] = rows
  return rows.length === 1 && only !== undefined ? insertOne(tx, only) : insertion(tx, rows).execute()
})
