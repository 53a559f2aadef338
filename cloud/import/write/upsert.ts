import { type Insertable, sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'
import { portions } from './portions'

/** Inserts rows, or overwrites those with the same key; columns in `kept` are only written when a row is new. */
export async function upsert<T extends keyof DB>(
  tx: Tx,
  table: T,
  key: readonly (keyof DB[T] & string)[],
  rows: readonly Insertable<DB[T]>[],
  kept: readonly (keyof DB[T] & string)[] = [],
): Promise<void> {
  const columns = Object.keys(rows[0] ?? {}) as (keyof Insertable<DB[T]> & string)[]
  const overwritten = columns.filter((column) => ![...key, ...kept].some((fixed) => fixed === column))
  for (const some of portions(rows)) {
    const values = some.map((row) => sql`(${sql.join(columns.map((column) => sql`${row[column]}`))})`)
    const sets = overwritten.map((column) => sql`${sql.ref(column)} = excluded.${sql.ref(column)}`)
    await sql`insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}
      on conflict (${sql.join(key.map((column) => sql.ref(column)))}) do update set ${sql.join(sets)}`.execute(tx)
  }
}
