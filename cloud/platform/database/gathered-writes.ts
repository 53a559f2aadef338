import type { Tx } from './database'

/** Most rows of an insert, and most a transaction keeps for later: PostgreSQL allows 65,535 parameters in a statement. */
const rowsAtOnce = 1000

interface GatheredTable {
  write: (tx: Tx) => Promise<void>
  /** Returns what puts the rows back as they are now. */
  mark: (tx: Tx) => () => void
}

/** Every table whose rows are gathered. */
const tables: GatheredTable[] = []
const gathering = new WeakSet<Tx>()

/** Lets a transaction gather rows; whoever opened it calls `writeGathered` before the commit. */
export const beginGathering = (tx: Tx): void => void gathering.add(tx)

/** Writes what a transaction has gathered: one statement a table. */
export async function writeGathered(tx: Tx): Promise<void> {
  for (const table of tables) await table.write(tx)
}

/**
 * Marks a savepoint. Returns what makes the gathered rows those of this moment again, to be called after a rollback to it: rows gathered
 * since are dropped, and rows written since, which are rolled back with everything else, come back.
 */
export function markGathered(tx: Tx): () => void {
  const marks = tables.map((table) => table.mark(tx))
  return () => {
    for (const putBack of marks) putBack()
  }
}

/**
 * Returns what adds rows to a table, so that a transaction inserts them in one statement before its commit: for rows that the transaction
 * itself does not read. On a connection that no `inTransaction` opened they are inserted at once.
 */
export function gatheredInsert<Row>(insert: (tx: Tx, rows: readonly Row[]) => Promise<unknown>) {
  const rowsOf = new WeakMap<Tx, Row[]>()
  const write = async (tx: Tx) => {
    const rows = rowsOf.get(tx) ?? []
    while (rows.length > 0) await insert(tx, rows.splice(0, rowsAtOnce))
  }
  const mark = (tx: Tx) => {
    const before = [...(rowsOf.get(tx) ?? [])]
    return () => void rowsOf.set(tx, before)
  }
  tables.push({ write, mark })

  return async (tx: Tx, added: readonly Row[]): Promise<void> => {
    const rows = (rowsOf.get(tx) ?? []).concat(added)
    rowsOf.set(tx, rows)
    if (!gathering.has(tx) || rows.length >= rowsAtOnce) await write(tx)
  }
}
