import { sql } from 'kysely'
import type { Tx } from '../database/database'
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
 * Adds an outbox job in the caller's transaction: it runs at least once after commit, and not at all when the transaction is rolled back.
 */
export const enqueue = (tx: Tx, planned: Planned): Promise<void> => enqueueAll(tx, [planned])

/** Rows per insert: PostgreSQL allows at most 65,535 parameters per statement, and a row has seven. */
const rowsAtOnce = 1000

/** Adds many outbox jobs at once, with the guarantees of `enqueue`. */
export async function enqueueAll(tx: Tx, planned: readonly Planned[]): Promise<void> {
  for (let from = 0; from < planned.length; from += rowsAtOnce) {
    const rows = planned.slice(from, from + rowsAtOnce).map(({ districtId, kind, key, payload, dueAt }) => ({
      district_id: districtId,
      id: uuidv7(),
      kind,
      key,
      payload: JSON.stringify(payload),
      created_at: sql<Date>`now()`,
      due_at: dueAt,
    }))
    await tx
      .insertInto('outbox')
      .values(rows)
      .onConflict((on) => on.columns(['district_id', 'kind', 'key']).doNothing())
      .execute()
  }
}
