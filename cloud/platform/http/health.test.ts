import fastify from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../database/database'
import { testDatabase } from '../../testing/database/database'
import { diskLimits } from '../process/disk'
import { serveHealth } from './health'
import { handleProblems } from './problems-http'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** Asks a fresh server whether it is ready, with so many bytes free on its disk. */
async function readyWith(free: number) {
  const server = fastify()
  handleProblems(server)
  serveHealth(server, database.db, '/', () => Promise.resolve(free))
  const answer = await server.inject('/readyz')
  return { status: answer.statusCode, body: answer.json<{ warning?: string; code?: string }>() }
}

test('is ready while the disk has room, warns long before it has none, and is not ready when writing is at its end', async () => {
  expect(await readyWith(diskLimits.warning)).toEqual({ status: 200, body: { ok: true } })
  expect(await readyWith(diskLimits.warning - 1)).toMatchObject({ status: 200, body: { ok: true, warning: 'disk' } })
  expect(await readyWith(diskLimits.unready - 1)).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})

test('is not ready while the database answers and takes no writes', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(database.db)
  const { pool } = database
  const held = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of held) client.release(true)
  expect(await readyWith(diskLimits.warning)).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})
