import { sql } from 'kysely'
import type { Tx } from '../database/database'
import { uuidv7 } from '../process/ids'

export interface Planned {
  districtId: number
  /** The job that will run: a key of a room's `Jobs`. */
  kind: string
  /** What it is about; the same kind and key is planned once, however often this is called. */
  key: string
  payload: Record<string, unknown>
  /** Not before this instant; `clock.now()` for at once. */
  dueAt: Date
}

/** Plans a job in the caller's transaction: it runs at least once after commit, and not at all when the transaction is lost. */
export const enqueue = (tx: Tx, planned: Planned): Promise<void> => enqueueAll(tx, [planned])

/** PostgreSQL takes at most 65,535 parameters a statement; a row has seven. */
const rowsAtOnce = 1000

/** Plans many jobs at once, as `enqueue` does one. */
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
