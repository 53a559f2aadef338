import { testDatabase } from '../testing/database/database'
import { databaseOn } from '../platform/database/database'
import { noticesFor } from './reader-store'

test('the list of a reader who is signed out joins nothing by an account: Citus refuses a join whose condition is null', async () => {
  const database = await testDatabase()
  const statements: string[] = []
  const db = databaseOn(database.pool, { log: ({ query }) => void statements.push(query.sql) })
  const list = (accountId: string | null, kept: boolean) => noticesFor(db, 990101, { areas: null, accountId, kept, after: null, limit: 20 })

  expect(await list(null, false)).toEqual([])
  expect(await list(null, true)).toEqual([])
  expect(statements).toHaveLength(1)
  expect(statements[0]).not.toContain('notice_reader')
  await list('00000000-0000-7000-8000-000000000000', true)
  expect(statements[1]).toContain('notice_reader')
  await database.close()
})
