import type { Transaction } from 'kysely'
import { inTransaction, type Db } from '../database/database'
import type { DB } from '../database/schema'
import { carry } from './snapshot'
import type { Snapshots } from './snapshots'

/**
 * Runs `work` in one transaction that carries a district's reference data as they are when it begins: for what runs beside the API, one
 * transaction after another. Without `snapshots` each transaction reads what it asks for.
 */
export async function inInformed<T>(
  { db, snapshots }: { db: Db; snapshots?: Snapshots | undefined },
  districtId: number,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  const snapshot = await snapshots?.current(districtId)
  return inTransaction(db, (tx) => work(snapshot === undefined ? tx : carry(tx, snapshot)))
}
