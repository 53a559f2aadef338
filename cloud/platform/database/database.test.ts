import { sql } from 'kysely'
import { testDatabase } from '../../testing/database/database'
import { inTransaction, type Database } from './database'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('a statement that takes too long says that the server is busy, not that we failed', async () => {
  const slow = inTransaction(database.db, async (tx) => {
    await sql`set local statement_timeout = 20`.execute(tx)
    await sql`select pg_sleep(10)`.execute(tx)
  })
  await expect(slow).rejects.toMatchObject({ code: 'unavailable' })
})
