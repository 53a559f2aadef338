import { sql } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../database/database'
import { gatheredWrite } from '../database/gathered-writes'
import type { PartName } from './part'

/** The version of each part of a district's reference data; a part that never changed has none. */
export type Versions = Readonly<Partial<Record<PartName, number>>>

const Stored = v.record(v.string(), v.number())

/** Reads `district.versions`. */
export const readVersions = (stored: unknown): Versions => v.parse(Stored, stored)

/** Returns the versions of a district's reference data as the transaction sees them; none for an unknown district. */
export async function versionsOf(tx: Tx, districtId: number): Promise<Versions> {
  const row = await tx.selectFrom('district').where('district_id', '=', districtId).select('versions').executeTakeFirst()
  return readVersions(row?.versions ?? {})
}

/** How often a transaction has changed each part of a district itself. */
const touches = new WeakMap<Tx, Map<string, number>>()
const keyOf = (districtId: number, name: PartName) => `${districtId} ${name}`

/** Returns how often this transaction has changed a part: what it changed is in no memory but its own. */
export const touchesIn = (tx: Tx, districtId: number, name: PartName): number => touches.get(tx)?.get(keyOf(districtId, name)) ?? 0

/**
 * Moves the versions of parts whose rows this transaction wrote: once it is committed, every process reads them again. The district's row,
 * which all who change its reference data write, is locked by one statement just before the commit: whoever holds it waits for no other row.
 */
export async function touchReference(tx: Tx, districtId: number, ...names: readonly PartName[]): Promise<void> {
  if (names.length === 0) return
  await moveVersions(
    tx,
    names.map((name) => ({ districtId, name })),
  )
  if (!tx.isTransaction) return
  const mine = touches.get(tx) ?? new Map<string, number>()
  touches.set(tx, mine)
  for (const name of names) mine.set(keyOf(districtId, name), touchesIn(tx, districtId, name) + 1)
}

/** Moves versions, each once however often it was touched, one statement a district. */
const moveVersions = gatheredWrite<{ districtId: number; name: PartName }>(
  async (tx, moved) => {
    const districts = [...new Set(moved.map(({ districtId }) => districtId))].sort((a, b) => a - b)
    for (const district of districts) {
      const names = new Set(moved.flatMap(({ districtId, name }) => (districtId === district ? [name] : [])))
      const next = sql.join(Array.from(names, (name) => sql`${sql.lit(name)}, coalesce((versions ->> ${sql.lit(name)})::int, 0) + 1`))
      await sql`update district set versions = versions || jsonb_build_object(${next}) where district_id = ${district}`.execute(tx)
    }
  },
  { last: true },
)
