import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { testDatabase } from '../../testing/database/database'
import type { Job } from '../context/call'
import type { Database } from '../database/database'
import { inTransaction } from '../database/database'
import { uuidv7 } from '../process/ids'
import { enqueue } from './outbox'
import { problem } from '../process/problem'
import { eventually } from '../../testing/eventually'
import { outboxWorker } from './outbox-worker'

let database: Database
let app: TestApp
let place: District
let fails: number

/** Inserts one row per committed run; any table without foreign keys will do. */
const mark: Job = async ({ tx, districtId, clock, job }) => {
  await tx
    .insertInto('live_ticket')
    .values({ district_id: districtId, token_hash: uuidv7(), account_id: job.id, session_id: job.id, expires_at: clock.now() })
    .execute()
  if (fails > 0) {
    fails -= 1
    throw problem('unavailable')
  }
}
const jobs = { mark }

beforeEach(async () => {
  fails = 0
  database = await testDatabase()
  app = await testApp({ database, rooms: [], jobs })
  place = await aDistrict(app.db)
})
afterEach(async () => {
  await app.close()
  await database.close()
})

const plan = (key: string, dueAt = app.clock.now(), kind = 'mark') =>
  enqueue(app.db, { districtId: place.id, kind, key, payload: {}, dueAt })
const marks = async () => (await app.db.selectFrom('live_ticket').select('account_id').where('district_id', '=', place.id).execute()).length

test('the same key is planned once', async () => {
  await plan('one')
  await plan('one')
  await plan('two')
  expect(await app.jobs.runDue()).toBe(2)
  expect(await app.jobs.runDue()).toBe(0)
  expect(await marks()).toBe(2)
})

test('a job waits for its time', async () => {
  await plan('later', new Date(app.clock.now().getTime() + 60_000))
  expect(await app.jobs.runDue()).toBe(0)
  app.clock.advance({ minutes: 1 })
  expect(await app.jobs.runDue()).toBe(1)
})

test('what a lost transaction planned never runs', async () => {
  await expect(
    inTransaction(app.db, async (tx) => {
      await enqueue(tx, { districtId: place.id, kind: 'mark', key: 'lost', payload: {}, dueAt: app.clock.now() })
      throw problem('notNow')
    }),
  ).rejects.toThrow('notNow')
  expect(await app.jobs.runDue()).toBe(0)
})

test('a job that fails leaves nothing behind, waits longer each time, and works when it can', async () => {
  fails = 2
  await plan('stubborn')
  expect(await app.jobs.runDue()).toBe(0)
  expect(await marks()).toBe(0)
  app.clock.advance({ seconds: 5 })
  expect(await app.jobs.runDue()).toBe(0)
  app.clock.advance({ seconds: 5 })
  expect(await app.jobs.runDue()).toBe(0)
  app.clock.advance({ seconds: 5 })
  expect(await app.jobs.runDue()).toBe(1)
  expect(await marks()).toBe(1)
})

test('a job that never works is given up and kept for the operator, with no personal data', async () => {
  fails = 100
  await plan('hopeless')
  for (let hour = 0; hour < 14; hour += 1) {
    await app.jobs.runDue()
    app.clock.advance({ hours: 1 })
  }
  const row = await app.db.selectFrom('outbox').selectAll().where('district_id', '=', place.id).executeTakeFirstOrThrow()
  expect(row).toMatchObject({ attempts: 12, last_error: 'unavailable', failed_at: expect.any(Date) as unknown, done_at: null })
})

test('a kind this version does not know is left to one that does', async () => {
  await plan('of tomorrow', app.clock.now(), 'tomorrow')
  expect(await app.jobs.runDue()).toBe(0)
  const row = await app.db.selectFrom('outbox').select(['attempts']).where('district_id', '=', place.id).executeTakeFirstOrThrow()
  expect(row.attempts).toBe(0)
})

test('a job whose process died is taken over when its lease ends', async () => {
  await plan('orphan')
  const soon = new Date(app.clock.now().getTime() + 60_000)
  await app.db.updateTable('outbox').set({ lease_until: soon, attempts: 1 }).where('district_id', '=', place.id).execute()
  expect(await app.jobs.runDue()).toBe(0)
  app.clock.advance({ minutes: 1 })
  expect(await app.jobs.runDue()).toBe(1)
})

test('three processes share two hundred jobs and each takes effect once', async () => {
  for (let n = 0; n < 200; n += 1) await plan(`job ${n}`)
  const others = await Promise.all([1, 2].map(() => testApp({ database, rooms: [], jobs, clock: app.clock })))
  const ran = await Promise.all([app, ...others].map((one) => one.jobs.runDue()))
  await Promise.all(others.map((one) => one.close()))
  expect(ran.reduce((sum, n) => sum + n, 0)).toBe(200)
  expect(await marks()).toBe(200)
})

test('a process that is asked to stop finishes what it took and leaves the rest to others', async () => {
  for (let n = 0; n < 200; n += 1) await plan(`job ${n}`)
  const leaving = await testApp({ database, rooms: [], jobs, clock: app.clock })
  const ran = leaving.jobs.runDue()
  await leaving.close()
  const done = await ran
  expect(done).toBeLessThan(200)
  expect(await marks()).toBe(done)
  expect(await app.jobs.runDue()).toBe(200 - done)
})

test('a process that stops gives back the jobs it leased and did not run, so that another need not wait for the lease', async () => {
  let stopping: Promise<void> | undefined
  const first = await testApp({
    database,
    rooms: [],
    jobs: {
      mark: (context, payload) => {
        stopping ??= first.close()
        return mark(context, payload)
      },
    },
  })
  for (const key of ['one', 'two', 'three']) await plan(key)
  expect(await first.jobs.runDue()).toBe(1)
  await stopping
  const left = await app.db.selectFrom('outbox').select(['attempts', 'lease_until']).where('done_at', 'is', null).execute()
  expect(left).toEqual([
    { attempts: 0, lease_until: null },
    { attempts: 0, lease_until: null },
  ])
  expect(await app.jobs.runDue()).toBe(2)
})

test('a job that waits for something outside the database keeps no other waiting', async () => {
  let answer: () => void = () => undefined
  const store = new Promise<void>((resolve) => (answer = resolve))
  const bus = { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() }
  const { db, clock, deps, server } = app
  const worker = outboxWorker({ db, clock, deps, log: server.log, bus, jobs: { mark, slow: { outside: () => store } } })
  await plan('first', app.clock.now(), 'slow')
  await plan('second')
  worker.start()
  await eventually('the other job is done', 10, async () => (await marks()) === 1)
  answer()
  await worker.stop()
})
