import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Migrator, sql, type Migration } from 'kysely'
import type { Db } from './database'
import { codeOf } from '../process/fault-code'
import { repositoryRoot } from '../process/repository-root'

const folder = () => join(repositoryRoot(), 'cloud', 'migrations')

/** Reads the migration files in order: name → SQL text. */
export async function readMigrations(): Promise<Record<string, string>> {
  const names = (await readdir(folder())).filter((name) => name.endsWith('.sql')).sort()
  const texts = await Promise.all(names.map((name) => readFile(join(folder(), name), 'utf8')))
  return Object.fromEntries(names.map((name, at) => [name.replace(/\.sql$/, ''), texts[at] ?? '']))
}

/** A migration may work for long on a large table, but waits for a lock only so long: everybody else waits behind it. */
const limits = `set local statement_timeout = 0; set local lock_timeout = '10s'`

/**
 * Migrates the database to the newest version; returns the names of the migrations it ran, each in a transaction of its own, so that no
 * table stays locked while a later one runs. Several processes may start at once: one of them does the work. One that fails throws and is
 * rolled back; those before it stay. A test that needs an older database passes that version's migrations.
 */
export async function migrate(db: Db, texts?: Record<string, string>): Promise<string[]> {
  const migrations: Record<string, Migration> = Object.fromEntries(
    Object.entries(texts ?? (await readMigrations())).map(([name, text]) => [
      name,
      {
        up: async (on) => {
          await sql.raw(limits).execute(on)
          await sql.raw(text).execute(on)
        },
      },
    ]),
  )
  return alone(db, async (on) => {
    const migrator = new Migrator({ db: on, provider: { getMigrations: () => Promise.resolve(migrations) } })
    const ran: string[] = []
    for (;;) {
      const { error, results = [] } = await migrator.migrateUp()
      if (error !== undefined) throw error instanceof Error ? error : new Error('A migration failed', { cause: error })
      if (results.length === 0) return ran
      ran.push(...results.map(({ migrationName }) => migrationName))
    }
  })
}

/** How often a process that waits for another's migrations looks whether they are done. */
const betweenLooksMs = 100

/** Key of the lock of a database that is being migrated: the first four bytes of the SHA-256 of “migrate”. */
const migrating = 0x3b_c8_01_a3

/**
 * Runs `work` on one connection while no other process of this version migrates: between two migrations the Migrator reads the catalogue,
 * which fails when a column goes at that moment. The lock is asked for again and again, since a wait could be cut off as a long statement.
 */
const alone = <T>(db: Db, work: (on: Db) => Promise<T>): Promise<T> =>
  db.connection().execute(async (on) => {
    const isFree = async () => (await sql<{ free: boolean }>`select pg_try_advisory_lock(${migrating}) as free`.execute(on)).rows[0]?.free
    while ((await isFree()) !== true) await wait(betweenLooksMs)
    try {
      return await work(on)
    } finally {
      await sql`select pg_advisory_unlock(${migrating})`.execute(on)
    }
  })

/** Tries of a migration that meets a lock which somebody holds for longer than it may wait. */
const tries = 6
const betweenTriesMs = 5000

/**
 * Migrates like `migrate`; one that waited in vain for a lock (a backup, somebody's open transaction) is rolled back and tried again, several
 * times, and each time `says` hears of it. In between, whoever waited behind it goes on.
 */
export async function migrateWhenFree(
  db: Db,
  says: (sentence: string) => void,
  { pauseMs = betweenTriesMs, texts }: { pauseMs?: number; texts?: Record<string, string> } = {},
): Promise<string[]> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await migrate(db, texts)
    } catch (fault) {
      // 55P03: lock_not_available.
      if (codeOf(fault) !== '55P03' || attempt === tries) throw fault
      says(`A migration waited too long for a lock that another connection holds; try ${attempt + 1} of ${tries} follows.`)
      await wait(pauseMs)
    }
  }
}

/**
 * Compares a database with this version's migrations: `new` has no table at all, `behind` misses some, `ahead` has some that this version
 * does not know, `current` has exactly these.
 */
export async function schemaState(db: Db): Promise<'new' | 'behind' | 'ahead' | 'current'> {
  const { rows: tables } = await sql`select 1 from pg_tables where schemaname = current_schema() limit 1`.execute(db)
  if (tables.length === 0) return 'new'
  const { rows: known } = await sql`select 1 where to_regclass('kysely_migration') is not null`.execute(db)
  const ran = known.length === 0 ? [] : (await sql<{ name: string }>`select name from kysely_migration`.execute(db)).rows
  const [applied, wanted] = [new Set(ran.map(({ name }) => name)), new Set(Object.keys(await readMigrations()))]
  if ([...wanted].some((name) => !applied.has(name))) return 'behind'
  return [...applied].some((name) => !wanted.has(name)) ? 'ahead' : 'current'
}

let ownNames: Promise<readonly string[]> | null = null

/**
 * True when every migration of this version has been applied to the database. The names are read from the disk once: what this version
 * needs does not change while the process runs.
 */
export async function isMigrated(db: Db): Promise<boolean> {
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  const applied = new Set(rows.map(({ name }) => name))
  ownNames ??= readMigrations().then(Object.keys)
  return (await ownNames).every((name) => applied.has(name))
}
