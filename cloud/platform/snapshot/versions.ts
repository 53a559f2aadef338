import { sql } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../database/database'
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
 * Moves the versions of parts whose rows this transaction wrote: once it is committed, every process reads them again. Call it after the
 * writes, as late as may be: it locks the district's row against others who change reference data of the district.
 */
export async function touchReference(tx: Tx, districtId: number, ...names: readonly PartName[]): Promise<void> {
  if (names.length === 0) return
  const moved = sql.join(names.map((name) => sql`${sql.lit(name)}, coalesce((versions ->> ${sql.lit(name)})::int, 0) + 1`))
  await sql`update district set versions = versions || jsonb_build_object(${moved}) where district_id = ${districtId}`.execute(tx)
  if (!tx.isTransaction) return
  const mine = touches.get(tx) ?? new Map<string, number>()
  touches.set(tx, mine)
  for (const name of names) mine.set(keyOf(districtId, name), touchesIn(tx, districtId, name) + 1)
}
