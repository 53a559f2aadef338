import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { Db, Tx } from '../platform/database/database'
import { repositoryRoot } from '../platform/process/repository-root'

/**
 * Distributes the tables that are not distributed yet. Returns false without doing anything on a PostgreSQL without the Citus extension.
 */
export async function distribute(db: Db): Promise<boolean> {
  const { rows } = await sql`select from pg_extension where extname = 'citus'`.execute(db)
  if (rows.length === 0) return false
  await db.transaction().execute(runScript)
  return true
}

/** Runs distribute.sql. Existing rows are moved, without a time limit. */
export async function runScript(tx: Tx): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(tx)
  await sql.raw(await readFile(join(repositoryRoot(), 'cloud', 'citus', 'distribute.sql'), 'utf8')).execute(tx)
}
