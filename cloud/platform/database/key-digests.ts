import type { Keys } from '../process/crypto'
import type { Db } from './database'
import { districtIds } from './districts'
import { keyRequestDigests } from '../http/idempotency'

/** Replaces the bare digests of one table in one district by keyed ones; `rooms.ts` lists those of the rooms. */
export type DigestUpgrade = (db: Db, keys: Keys, districtId: number) => Promise<void>

/**
 * Keys the digests that versions before 0.4.0 stored bare, at every start: the key is not in the database, so a migration cannot. A keyed
 * digest is made of the bare one, so nothing has to be known but the row. Until then, and while an older process still writes, both are
 * accepted.
 */
export async function keyStoredDigests(db: Db, keys: Keys, rooms: readonly DigestUpgrade[]): Promise<void> {
  for (const id of await districtIds(db)) {
    for (const upgrade of [keyRequestDigests, ...rooms]) await upgrade(db, keys, id)
  }
}
