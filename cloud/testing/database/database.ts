import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { databaseOn, openDatabase, type Database, type Db } from '../../platform/database/database'
import { codeOf } from '../../platform/process/fault-code'
import type { DB } from '../../platform/database/schema'
import { administer, ask, on, serverVariable, template } from './cluster'
import { eventually } from '../eventually'

/** Returns a new migrated database, or a copy of another one to which nobody is connected; closing it drops it. */
export async function testDatabase(of = template): Promise<Database> {
  const server = process.env[serverVariable]
  if (server === undefined) throw new Error('Run through Jest: its global set-up starts the database server')
  const name = newName('test')
  // Copying files takes half the time of writing the copy to the log, or less, because nothing of it must survive a power failure.
  await administer(server, `create database ${name} template ${of} strategy file_copy`)
  return droppedAtTheEnd(server, name)
}

const newName = (kind: 'test' | 'spare') => `${kind}_${randomUUID().replaceAll('-', '')}`

function droppedAtTheEnd(server: string, name: string): Database {
  const database = openDatabase(on(server, name), { max: 8 })
  return {
    ...database,
    async close() {
      await database.close()
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}

/** Databases that tests of this file returned: empty, their connections open. */
const spare: Database[] = []
let fileEnded = false
// A bench runs outside Jest, on a database of its own.
if (typeof afterAll === 'function') {
  afterAll(async () => {
    fileEnded = true
    await Promise.all(spare.splice(0).map(leaveToOtherFiles))
  })
}

/** Leaves an empty database to the other files of the run: creating one copies files and writes a checkpoint, which delays every test. */
async function leaveToOtherFiles({ pool, url }: Database): Promise<void> {
  await pool.end()
  await administer(on(url, 'postgres'), `alter database ${new URL(url).pathname.slice(1)} rename to ${newName('spare')}`)
}

/** Takes a database that another file of the run left, if there is one; the rename decides who gets it. */
async function leftByAnotherFile(server: string): Promise<Database | null> {
  const [left] = await ask<{ datname: string }>(
    server,
    `select datname from pg_database where datname like 'spare\\_%' order by random() limit 1`,
  )
  if (left === undefined) return null
  const name = newName('test')
  try {
    await administer(server, `alter database ${left.datname} rename to ${name}`)
  } catch (fault) {
    // 3D000: somebody else was quicker.
    if (codeOf(fault) === '3D000') return leftByAnotherFile(server)
    throw fault
  }
  return droppedAtTheEnd(server, name)
}

/**
 * Returns a migrated, empty database; closing it lends it to the next test of the run, which saves half a second of creating one. Not for
 * a test that changes the schema or the server's settings: use `testDatabase` there.
 */
export async function lentDatabase(): Promise<Database> {
  const server = process.env[serverVariable]
  const database = spare.pop() ?? (server === undefined ? null : await leftByAnotherFile(server)) ?? (await testDatabase())
  const { pool, url } = database
  return {
    // A new handle, because the product caches by handle, and the cache must not be the last test's.
    db: databaseOn(pool),
    pool,
    url,
    async close() {
      if (fileEnded) return database.close()
      await eventually('nobody uses the database', 20, () => isLeftAlone(database))
      await emptyTables(database.db)
      spare.push(database)
    },
  }
}

/** True when no statement is running, and nobody else is connected. */
async function isLeftAlone({ db, pool }: Database): Promise<boolean> {
  if (pool.idleCount < pool.totalCount || pool.waitingCount > 0) return false
  const { rows } = await sql<{ count: number }>`
    select count(*) from pg_stat_activity where datname = current_database() and backend_type = 'client backend'
  `.execute(db)
  return rows[0]?.count === pool.totalCount
}

/**
 * Empties the named tables and all that refer to them, or every table. It deletes: `truncate` creates files anew, which takes twenty times
 * as long for the few rows of a test.
 */
export async function emptyTables(db: Db, ...tables: (keyof DB)[]): Promise<void> {
  const named = tables.length === 0 ? sql`select oid from ours` : sql`select unnest(${sql.lit(`{${tables.join(',')}}`)}::regclass[]) as oid`
  const { rows } = await sql<{ name: string }>`
    with recursive
      ours as (select oid from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' and relname not like 'kysely_%'),
      emptied as (${named} union select conrelid from pg_constraint join emptied on confrelid = emptied.oid where contype = 'f')
    select oid::regclass::text as name from emptied
  `.execute(db)
  await db.transaction().execute(async (tx) => {
    // In any order: foreign keys are not checked under this role.
    await sql`set local session_replication_role = replica`.execute(tx)
    await sql.raw(rows.map(({ name }) => `delete from ${name}`).join(';')).execute(tx)
  })
}
