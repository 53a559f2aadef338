import { sql } from 'kysely'
import * as v from 'valibot'
import type { Tx } from '../database/database'
import type { Part, Weighed } from './part'

/** Digests of the rows a part is read from, by part: any change of a row gives another one, whoever made it. */
export type Marks = Readonly<Record<string, string>>

const Row = v.record(v.string(), v.string())

/**
 * Returns marks of parts, in one statement. They are made of the transactions that wrote the rows, so that no row is read whole: a process of
 * an earlier version, or a hand, changes rows without moving a version.
 */
export async function marksOf(tx: Tx, districtId: number, parts: readonly Part<Weighed>[]): Promise<Marks> {
  const ofTable = (table: string) => sql`(
    select count(*) || ':' || coalesce(sum(xmin::text::bigint), 0) from ${sql.table(table)} where district_id = ${districtId})`
  const columns = parts.map(({ name, tables }) => sql`concat_ws(' ', ${sql.join(tables.map(ofTable))}) as ${sql.id(name)}`)
  const { rows } = await sql`select ${sql.join(columns)} from district where district_id = ${districtId}`.execute(tx)
  return rows[0] === undefined ? {} : v.parse(Row, rows[0])
}
