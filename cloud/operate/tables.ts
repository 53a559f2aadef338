import { sql } from 'kysely'
import type { Tx } from '../platform/database/database'

export interface Table {
  name: string
  columns: { name: string; type: string }[]
  /** Tables its foreign keys refer to; includes its own name when a row may refer to another row of it. */
  refersTo: string[]
}

/** Returns every table of this database, referenced tables before those that refer to them. Throws when foreign keys form a cycle. */
export async function tablesInOrder(tx: Tx): Promise<Table[]> {
  const left = new Map((await tablesByName(tx)).map((table) => [table.name, table]))
  const placed: Table[] = []
  while (left.size > 0) {
    const next = [...left.values()].filter(({ name, refersTo }) => refersTo.every((other) => other === name || !left.has(other)))
    if (next.length === 0) throw new Error(`Foreign keys run in a circle among ${[...left.keys()].join(', ')}`)
    placed.push(...next)
    for (const { name } of next) left.delete(name)
  }
  return placed
}

/** Returns the tables of the current schema, without the migrator's own and those of extensions. */
async function tablesByName(tx: Tx): Promise<Table[]> {
  const { rows } = await sql<Table>`
    select c.relname as name,
      (select json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod)) order by a.attnum)
         from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select coalesce(json_agg(distinct f.relname), '[]')
         from pg_constraint k join pg_class f on f.oid = k.confrelid where k.conrelid = c.oid and k.contype = 'f') as "refersTo"
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname not like 'kysely\\_%'
      and not exists (select from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname`.execute(tx)
  return rows
}

/** Returns the first table that has a row, or null when all are empty. */
export async function firstWithRows(tx: Tx, tables: readonly Table[]): Promise<string | null> {
  for (const { name } of tables) {
    const { rows } = await sql`select from ${sql.table(name)} limit 1`.execute(tx)
    if (rows.length > 0) return name
  }
  return null
}

/** Returns the migrations applied to the database, in order; empty when it is new. */
export async function appliedMigrations(tx: Tx): Promise<string[]> {
  const { rows: known } = await sql<{ there: boolean }>`select to_regclass('kysely_migration') is not null as there`.execute(tx)
  if (known[0]?.there !== true) return []
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(tx)
  return rows.map(({ name }) => name)
}

/** Removes this transaction's time limits, and makes it read and write every value in one format whatever the server's settings. */
export async function unhurried(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(tx)
  await sql`set local timezone = 'UTC'`.execute(tx)
  await sql`set local datestyle = 'ISO'`.execute(tx)
  await sql`set local extra_float_digits = 3`.execute(tx)
}
