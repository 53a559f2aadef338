import { sql } from 'kysely'
import type { Tx } from './database'
import { uuidv7 } from './ids'

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
export async function enqueue(tx: Tx, { districtId, kind, key, payload, dueAt }: Planned): Promise<void> {
  await tx
    .insertInto('outbox')
    .values({
      district_id: districtId,
      id: uuidv7(),
      kind,
      key,
      payload: JSON.stringify(payload),
      created_at: sql<Date>`now()`,
      due_at: dueAt,
    })
    .onConflict((on) => on.columns(['district_id', 'kind', 'key']).doNothing())
    .execute()
}
