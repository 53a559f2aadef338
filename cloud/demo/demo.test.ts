import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bookingStates, waitingStates } from '@doorstep/contract/bookings/words'
import { messageKinds } from '@doorstep/contract/messages'
import { noticeStates } from '@doorstep/contract/notices'
import { ticketStates } from '@doorstep/contract/queue/words'
import { levels } from '@doorstep/contract/ratings'
import { requestKinds, requestStates } from '@doorstep/contract/requests/words'
import { sql } from 'kysely'
import type { Database } from '../platform/database/database'
import { readEnvironment } from '../platform/process/environment'
import { openFileStore } from '../platform/files/open-store'
import { verifyAll } from '../requests/proof/verify'
import { testApp } from '../testing/app/app'
import { fakeClock } from '../testing/app/clock'
import { lentDatabase } from '../testing/database/database'
import { isLong } from '../testing/effort'
import { makeDemo } from './make-demo'

const env = { DEMO: '1', LOG_LEVEL: 'silent' }
const opened: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of opened.splice(0).reverse()) await close()
})
jest.setTimeout(600_000)

/** Makes the demo as of an instant, in a database and a folder of its own. */
async function made(end: Date) {
  const database = await lentDatabase()
  opened.push(database.close)
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-demo-'))
  opened.push(() => rm(folder, { recursive: true, force: true }))
  const said: string[] = []
  const result = await makeDemo({ database, env: { ...env, DATA_DIR: folder }, end, says: (sentence) => void said.push(sentence) })
  return { database, folder, said, ...result }
}

/** The values of a column that some row has. */
async function valuesOf({ db }: Database, table: string, column: string): Promise<Set<unknown>> {
  const { rows } = await sql<{ value: unknown }>`select distinct ${sql.ref(column)} as value from ${sql.table(table)}`.execute(db)
  return new Set(rows.map(({ value }) => value))
}
async function countOf({ db }: Database, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*) as count from ${sql.table(table)}`.execute(db)
  return rows[0]?.count ?? 0
}
const missing = (all: readonly unknown[], found: Set<unknown>) => all.filter((one) => !found.has(one))

test('a week of the district: every state of every machine is there, nothing is half done, and figures are figures', async () => {
  const end = new Date('2026-11-25T10:36:00+08:00')
  const { database, folder, failed, said } = await made(end)
  expect(failed).toEqual([])
  expect(said.join('\n')).toMatch(/day 1 of 8[\s\S]*day 8 of 8/)

  expect(missing(requestStates, await valuesOf(database, 'request', 'state'))).toEqual([])
  expect(missing(requestKinds, await valuesOf(database, 'request', 'kind'))).toEqual([])
  expect(missing(bookingStates, await valuesOf(database, 'booking', 'state'))).toEqual([])
  expect(missing(waitingStates, await valuesOf(database, 'waiting', 'state'))).toEqual([])
  expect(missing(ticketStates, await valuesOf(database, 'ticket', 'state'))).toEqual([])
  expect(missing(noticeStates, await valuesOf(database, 'notice', 'state'))).toEqual([])
  expect(missing(messageKinds, await valuesOf(database, 'message', 'kind'))).toEqual([])
  expect(missing(['open', 'corrected', 'kept'], await valuesOf(database, 'grid_correction', 'state'))).toEqual([])
  expect(missing(Object.keys(levels).map(Number), await valuesOf(database, 'rating', 'satisfied'))).toEqual([])
  expect(await countOf(database, 'request')).toBeGreaterThanOrEqual(80)
  expect(await countOf(database, 'home')).toBeGreaterThanOrEqual(59)

  const broken: string[] = []
  for await (const { number, breaks } of verifyAll(database.db, openFileStore(readEnvironment({ ...env, DATA_DIR: folder }))))
    if (breaks.length > 0) broken.push(number)
  expect(broken).toEqual([])
  // Every job that was due has run, and none gave up; nothing happened after the end.
  const { rows: late } = await sql`select kind from outbox where failed_at is not null or (done_at is null and due_at <= ${end})`.execute(
    database.db,
  )
  expect(late).toEqual([])
  const { rows: ahead } = await sql`select id from request_event, request where request.id = request_id and at > ${end}`.execute(
    database.db,
  )
  expect(ahead).toEqual([])

  const app = await testApp({ database, clock: fakeClock(end), settings: { DATA_DIR: folder } })
  opened.push(app.close)
  const signIn = async (openid: string) => {
    const { token } = await app.does(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode(openid) } })
    return { token }
  }
  const supervisor = await signIn('demo-supervisor')
  const figures = await app.does(supervisor, 'GET /v1/staff/place-figures', { query: { from: '2026-11-18', until: '2026-11-25' } })
  expect(figures.all.wait?.of).toBeGreaterThanOrEqual(5)
  expect(figures.all.missed.of).toBeGreaterThanOrEqual(20)
  const card = await app.does(null, 'GET /v1/grids/{code}', { params: { code: '990101001001003' } })
  expect(card.usualReply?.of).toBeGreaterThanOrEqual(5)
  const overdue = await app.does(supervisor, 'GET /v1/requests', { query: { side: 'team', view: 'overdue' } })
  expect(overdue.rows.length).toBeGreaterThanOrEqual(2)

  const member = await signIn('demo-grid-member')
  const inbox = await app.does(member, 'GET /v1/staff/inbox', { query: {} })
  expect(inbox.counts.overdue).toBeGreaterThanOrEqual(1)
  // Something that can still be saved: its promise ends within hours.
  const soon = end.getTime() + 10 * 3_600_000
  expect(inbox.rows.some(({ dueAt, overdue: late }) => !late && dueAt !== null && Date.parse(dueAt) < soon)).toBe(true)
  const dispatcher = await signIn('demo-dispatcher')
  const { rows: calls } = await app.does(dispatcher, 'GET /v1/requests', { query: { side: 'team', view: 'calls' } })
  expect(calls.length).toBeGreaterThanOrEqual(1)
})

/** Dates on which half of the district is closed, and hours at which everybody sleeps. */
const dates = ['2026-11-23T09:05:00+08:00', '2026-10-03T15:20:00+08:00', '2026-12-31T23:20:00+08:00', '2026-11-29T03:10:00+08:00']
for (const date of isLong ? dates : []) {
  test(`on ${date} the district is as alive`, async () => {
    const { database, failed } = await made(new Date(date))
    expect(failed).toEqual([])
    expect(missing(requestStates, await valuesOf(database, 'request', 'state'))).toEqual([])
    // Whether somebody is at a counter depends on the hour.
    const states = await valuesOf(database, 'booking', 'state')
    expect(missing(bookingStates, states.add('arrived'))).toEqual([])
    expect(missing(noticeStates, await valuesOf(database, 'notice', 'state'))).toEqual([])
  })
}

test('it is refused where DEMO is off, and where a mini-program is named', async () => {
  const database = await lentDatabase()
  opened.push(database.close)
  const end = new Date('2026-11-25T10:36:00+08:00')
  for (const wrong of [{ DEMO: '0' }, { DEMO: '1', WX_APPID: 'wx1', WX_SECRET: 's' }]) {
    await expect(makeDemo({ database, env: wrong, end, says: () => undefined })).rejects.toThrow('DEMO=1')
  }
  await expect(makeDemo({ database, env: { DEMO: '1', NODE_ENV: 'production' }, end, says: () => undefined })).rejects.toThrow('production')
  expect(await countOf(database, 'district')).toBe(0)
})
