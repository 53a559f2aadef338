import { administer, serverVariable } from './cluster'
import { testDatabase } from './database'
import type { Database } from '../../platform/database/database'

/**
 * Returns a function that makes databases filled alike, for a test file that changes what takes long to write: `fill` runs once, before the
 * tests, and each database is a copy of what it left.
 */
export function filledDatabases(fill: (database: Database) => Promise<void>): () => Promise<Database> {
  let first = ''
  beforeAll(async () => {
    const database = await testDatabase()
    first = new URL(database.url).pathname.slice(1)
    // Nobody may be connected to a database while it is copied.
    await fill(database).finally(() => database.pool.end())
  }, 120_000)
  afterAll(() => administer(process.env[serverVariable] ?? '', `drop database ${first} with (force)`))
  return () => testDatabase(first)
}
