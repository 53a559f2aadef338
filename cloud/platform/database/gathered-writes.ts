import type { Tx } from './database'

/** Most rows of an insert, and most a transaction keeps for later: PostgreSQL allows 65,535 parameters in a statement. */
const rowsAtOnce = 1000

interface GatheredTable {
  write: (tx: Tx) => Promise<void>
  /** Returns what puts the rows back as they are now. */
  mark: (tx: Tx) => () => void
}

/** Every table whose rows are gathered, and those that are written after all others. */
const tables: GatheredTable[] = []
const lastTables: GatheredTable[] = []
const gathering = new WeakSet<Tx>()

/** Lets a transaction gather rows; whoever opened it calls `writeGathered` before the commit. */
export const beginGathering = (tx: Tx): void => void gathering.add(tx)

/** Writes what a transaction has gathered: one statement a table. */
export async function writeGathered(tx: Tx): Promise<void> {
  for (const table of [...tables, ...lastTables]) await table.write(tx)
}

/**
 * Marks a savepoint. Returns what makes the gathered rows those of this moment again, to be called after a rollback to it: rows gathered
 * since are dropped, and rows written since, which are rolled back with everything else, come back.
 */
export function markGathered(tx: Tx): () => void {
  const marks = [...tables, ...lastTables].map((table) => table.mark(tx))
  return () => {
    for (const putBack of marks) putBack()
  }
}

/**
 * Returns what writes rows of a table, so that a transaction writes them in one statement before its commit: for rows that the transaction
 * itself does not read. On a connection that no `inTransaction` opened they are written at once. `last` is for a row that many transactions
 * write: each locks it when it holds everything else, so that none waits for another that waits for it.
 */
export function gatheredWrite<Row>(put: (tx: Tx, rows: readonly Row[]) => Promise<unknown>, { last = false }: { last?: boolean } = {}) {
  const rowsOf = new WeakMap<Tx, Row[]>()
  const write = async (tx: Tx) => {
    const rows = rowsOf.get(tx) ?? []
    while (rows.length > 0) await put(tx, rows.splice(0, rowsAtOnce))
  }
  const mark = (tx: Tx) => {
    const before = [...(rowsOf.get(tx) ?? [])]
    return () => void rowsOf.set(tx, before)
  }
  ;(last ? lastTables : tables).push({ write, mark })

  return async (tx: Tx, added: readonly Row[]): Promise<void> => {
    const rows = (rowsOf.get(tx) ?? []).concat(added)
    rowsOf.set(tx, rows)
    if (!gathering.has(tx) || rows.length >= rowsAtOnce) await write(tx)
  }
}
