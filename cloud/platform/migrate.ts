import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Migrator, sql, type Migration } from 'kysely'
import type { Db } from './database'
import { house } from './house'

const folder = () => join(house(), 'cloud', 'migrations')

/** The migrations as files in order: name → SQL text. */
export async function readMigrations(): Promise<Record<string, string>> {
  const names = (await readdir(folder())).filter((name) => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder(), name), 'utf8')))
  return Object.fromEntries(names.map((name, at) => [name.replace(/\.sql$/, ''), texts[at] ?? '']))
}

/**
 * Brings the database up to the newest migration; returns the names of those it ran. Kysely's Migrator holds a lock, so several
 * processes may start at once and one of them does the work. Throws when a migration fails; nothing of it stays.
 */
export async function migrate(db: Db): Promise<string[]> {
  const texts = await readMigrations()
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(texts).map(([name, text]) => [
      name,
      {
        up: (on) =>
          sql
            .raw(text)
            .execute(on)
            .then(() => undefined),
      },
    ]),
  )
  const { error, results } = await new Migrator({ db, provider: { getMigrations: () => Promise.resolve(migrations) } }).migrateToLatest()
  if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed', { cause: error })
  return (results ?? []).map(({ migrationName }) => migrationName)
}

/** True when every migration of this version is in the database. */
export async function isMigrated(db: Db): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map(({ name }) => name))
  return Object.keys(await readMigrations()).every((name) => applied.has(name))
}
