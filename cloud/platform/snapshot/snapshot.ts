import type { Db, Tx } from '../database/database'
import type { DB } from '../database/schema'
import type { Part, PartName, Weighed } from './part'
import { touchesIn, versionsOf, type Versions } from './versions'

/** A part as it was built of rows of one version. */
export interface Built {
  version: number
  built: Promise<Weighed>
}

/** A district's reference data as a call found it when it began. */
export interface Snapshot {
  districtId: number
  parts: ReadonlyMap<PartName, Built>
}

/** What each transaction holds: of its call, and what it read itself, after how many changes of its own. */
const held = new WeakMap<Tx, { districtId: number; parts: Map<PartName, Built & { touches: number }> }>()

/** Gives a transaction the snapshot of the call it is for. */
export function carry<T extends Tx>(tx: T, { districtId, parts }: Snapshot): T {
  held.set(tx, { districtId, parts: new Map([...parts].map(([name, part]) => [name, { ...part, touches: 0 }])) })
  return tx
}

/** Returns a handle of the pool that carries a snapshot: a read has no transaction of its own. */
export const readerOf = (db: Db, snapshot: Snapshot): Db => carry(db.withTables<Pick<DB, 'district'>>(), snapshot)

/**
 * Returns a part of a district's reference data: as it was when the call began, without a statement. What the transaction changed itself,
 * and everything in a transaction that carries none (an import), is read through the transaction.
 */
export async function reference<T extends Weighed>(tx: Tx, districtId: number, part: Part<T>): Promise<T> {
  const touches = touchesIn(tx, districtId, part.name)
  const mine = partsIn(tx, districtId)
  const known = mine?.get(part.name)
  // What stands under a part's name was built by its own `load`.
  if (known?.touches === touches) return known.built as Promise<T>
  const version = (await versionsOf(tx, districtId))[part.name] ?? 0
  const built = part.load(tx, districtId)
  mine?.set(part.name, { version, built, touches })
  return built
}

/** Returns where a transaction keeps what it knows of a district; undefined for the pool, which nobody's call has. */
function partsIn(tx: Tx, districtId: number) {
  const mine = held.get(tx)
  if (mine !== undefined) return mine.districtId === districtId ? mine.parts : undefined
  if (!tx.isTransaction) return undefined
  const parts = new Map<PartName, Built & { touches: number }>()
  held.set(tx, { districtId, parts })
  return parts
}

/**
 * Lets go of the parts that moved since the transaction learned them. Call it after a lock under which others change reference data: what
 * they committed while this one waited is seen from then on. `seen` are the versions that another statement after the lock brought along.
 */
export async function renewReference(tx: Tx, districtId: number, seen?: Versions): Promise<void> {
  const mine = partsIn(tx, districtId)
  if (mine === undefined || mine.size === 0) return
  const versions = seen ?? (await versionsOf(tx, districtId))
  for (const [name, { version }] of mine) if (version !== (versions[name] ?? 0)) mine.delete(name)
}
