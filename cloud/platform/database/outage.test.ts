import { setTimeout as wait } from 'node:timers/promises'
import fastify from 'fastify'
import { sql } from 'kysely'
import type pg from 'pg'
import { administer, serverVariable } from '../../testing/database/cluster'
import { testDatabase } from '../../testing/database/database'
import { eventually } from '../../testing/eventually'
import { loggerOptions } from '../process/log'
import { inTransaction, outageCode } from './database'
import { watchOutage } from './outage'

const server = () => process.env[serverVariable] ?? ''

test('a connection that an administrator ends between two statements of a transaction costs that call, not the process', async () => {
  const database = await testDatabase()
  const call = inTransaction(database.db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await administer(server(), `select pg_terminate_backend(${rows[0]?.pid ?? 0}, 5000)`)
    // No statement runs: the client has nobody to tell but its listeners.
    await wait(50)
    await sql`select 1`.execute(tx)
  })
  await expect(call).rejects.toMatchObject({ code: 'unavailable' })
  expect(await inTransaction(database.db, (tx) => sql`select 1`.execute(tx))).toMatchObject({ rows: [{ '?column?': 1 }] })
  await database.close()
})

/** A pool whose server can be away, and the lines a log gets. */
function scene() {
  const lines: { level: number; msg: string; code?: string }[] = []
  let isAway = false
  const refusal = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED', syscall: 'connect' })
  const pool = { query: () => (isAway ? Promise.reject(refusal) : Promise.resolve({ rows: [] })) } as unknown as Pick<pg.Pool, 'query'>
  const outage = watchOutage(pool)
  const options = loggerOptions('info', outage.covers)
  const stream = { write: (line: string) => void lines.push(JSON.parse(line) as (typeof lines)[number]) }
  const { log } = fastify({ logger: typeof options === 'object' ? { ...options, stream } : false })
  outage.reportTo(log)
  return { lines, outage, refusal, log, fall: () => (isAway = true), rise: () => (isAway = false) }
}

test('while the database is away the log says so once, and once that it is back', async () => {
  const { lines, outage, refusal, log, fall, rise } = scene()
  fall()
  for (let call = 1; call <= 200; call += 1) log.error({ err: refusal }, 'failed')
  await eventually('it is said', 10, () => lines.length > 0)
  for (let call = 1; call <= 200; call += 1) log.error({ err: refusal }, 'failed')
  rise()
  await eventually('the return is said', 10, () => lines.length > 1)
  expect(lines.map(({ msg }) => msg)).toEqual(['the database is away', 'the database is back'])
  outage.stop()
})

test('one broken connection is one line, and any other fault is logged as it was', async () => {
  const { lines, outage, refusal, log } = scene()
  for (let call = 1; call <= 50; call += 1) log.error({ err: refusal }, 'failed')
  await eventually('it is said', 10, () => lines.length > 0)
  log.error({ err: new Error('ours') }, 'failed')
  expect(lines.map(({ msg }) => msg)).toEqual(['a database connection broke', 'failed'])
  outage.stop()
})

test('a file that cannot be written is no outage of the database', () => {
  expect(outageCode(Object.assign(new Error('no space left'), { code: 'ENOSPC', syscall: 'write' }))).toBeNull()
  expect(outageCode(Object.assign(new Error('reset'), { code: 'ECONNRESET', syscall: 'read' }))).toBe('ECONNRESET')
})
