import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openDatabase } from '../../platform/database/database'
import { startEmbeddedPostgres } from '../../platform/database/embedded-postgres'
import { migrate } from '../../platform/database/migrate'

/** Environment variable that tells the test workers the URL of the run's server. */
export const serverVariable = 'DOORSTEP_TEST_SERVER'
export const template = 'doorstep_template'

/** Returns the URL of another database of the same server. */
export function on(url: string, database: string): string {
  const address = new URL(url)
  address.pathname = `/${database}`
  return address.href
}

export interface Cluster {
  url: string
  stop: () => Promise<void>
}

/**
 * Starts one temporary server for a test run, without fsync; or uses the one `DOORSTEP_TEST_DATABASE_URL` names, so that the same tests run
 * on PostgreSQL 15. Creates a migrated template database that each test file copies.
 */
export async function startCluster(): Promise<Cluster> {
  const given = process.env.DOORSTEP_TEST_DATABASE_URL
  const server = given === undefined ? await throwAwayServer() : { url: given, stop: () => Promise.resolve() }
  try {
    await administer(server.url, `drop database if exists ${template} with (force)`, `create database ${template}`)
    const { db, close } = openDatabase(on(server.url, template))
    await migrate(db).finally(close)
    await dropLeft(server.url)
    return server
  } catch (fault) {
    await server.stop()
    throw fault
  }
}

async function throwAwayServer(): Promise<Cluster> {
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-test-'))
  // The server may run as another user (it refuses root), who must be able to enter the folder.
  await chmod(folder, 0o755)
  const server = await startEmbeddedPostgres(folder, { fsync: false, maxConnections: 300 })
  return {
    url: server.url,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Runs administrative statements on the server, such as creating a database. */
export async function administer(url: string, ...statements: string[]): Promise<void> {
  for (const statement of statements) await ask(url, statement)
}

/** Asks the server one question, on a connection of its own. */
export async function ask<Row extends pg.QueryResultRow>(url: string, question: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(question)).rows
  } finally {
    await client.end()
  }
}

/** Drops what earlier runs on a given server left. */
async function dropLeft(url: string): Promise<void> {
  const left = await ask<{ datname: string }>(url, `select datname from pg_database where datname like 'spare\\_%'`)
  await administer(url, ...left.map(({ datname }) => `drop database if exists ${datname} with (force)`))
}
