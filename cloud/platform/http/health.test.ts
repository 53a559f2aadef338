import fastify from 'fastify'
import { sql } from 'kysely'
import type { Database } from '../database/database'
import { eventually } from '../../testing/eventually'
import { testDatabase } from '../../testing/database/database'
import { diskLimits } from '../process/disk'
import { serveHealth } from './health'
import { handleProblems } from './problems-http'

let database: Database
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

/** Returns what asks a fresh server whether it is ready. */
function asking(free: () => Promise<number>) {
  const server = fastify()
  handleProblems(server)
  serveHealth(server, database.db, '/', free)
  return async () => {
    const answer = await server.inject('/readyz')
    return { status: answer.statusCode, body: answer.json<{ warning?: string; code?: string }>() }
  }
}

/** Asks a fresh server whether it is ready, with so many bytes free on its disk. */
const readyWith = (free: number) => asking(() => Promise.resolve(free))()

test('is ready while the disk has room, warns long before it has none, and is not ready when writing is at its end', async () => {
  expect(await readyWith(diskLimits.warning)).toEqual({ status: 200, body: { ok: true } })
  expect(await readyWith(diskLimits.warning - 1)).toMatchObject({ status: 200, body: { ok: true, warning: 'disk' } })
  expect(await readyWith(diskLimits.unready - 1)).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})

test('is not ready, and has not failed, while nobody can say how much room the disk has', async () => {
  expect(await asking(() => Promise.reject(new Error('no such folder')))()).toMatchObject({ status: 503, body: { code: 'unavailable' } })
})

test('is not ready while the database answers and takes no writes, and is at once when it does again', async () => {
  const name = new URL(database.url).pathname.slice(1)
  await sql`alter database ${sql.id(name)} set default_transaction_read_only = on`.execute(database.db)
  const { pool } = database
  const held = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of held) client.release(true)
  const ask = asking(() => Promise.resolve(diskLimits.warning))
  expect(await ask()).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  await database.db.connection().execute(async (writer) => {
    await sql`set default_transaction_read_only = off`.execute(writer)
    await sql`alter database ${sql.id(name)} reset default_transaction_read_only`.execute(writer)
  })
  const again = await Promise.all(Array.from({ length: pool.totalCount }, () => pool.connect()))
  for (const client of again) client.release(true)
  await eventually('it is ready', 5, async () => (await ask()).status === 200)
})
