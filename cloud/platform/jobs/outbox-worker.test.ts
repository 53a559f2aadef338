import { sql } from 'kysely'
import { testApp, type TestApp } from '../../testing/app/app'
import { aDistrict, type District } from '../../testing/district'
import { testDatabase } from '../../testing/database/database'
import type { Job, JobContext, Jobs } from '../context/call'
import type { Database } from '../database/database'
import { inTransaction } from '../database/database'
import type { Bus } from '../live/bus'
import { uuidv7 } from '../process/ids'
import { enqueue } from './outbox'
import { problem } from '../process/problem'
import { eventually } from '../../testing/eventually'
import { openSnapshots } from '../snapshot/snapshots'
import { outboxWorker } from './outbox-worker'

let database: Database
let app: TestApp
let place: District
let fails: number

/** Inserts one row per committed run; any table without foreign keys will do. */
const run = async ({ tx, districtId, clock, job }: JobContext) => {
  await tx
    .insertInto('live_ticket')
    .values({ district_id: districtId, token_hash: uuidv7(), account_id: job.id, session_id: job.id, expires_at: clock.now() })
    .execute()
  if (fails > 0) {
    fails -= 1
    throw problem('unavailable')
  }
}
const mark: Job = run
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

/** Another process has the lane, until so many seconds from now by the database's clock. */
const heldByAnother = (seconds: number) =>
  sql`insert into outbox_lane (district_id, kind, holder, held_until)
    values (${place.id}, 'mark', ${uuidv7()}, now() + make_interval(secs => ${seconds}))
    on conflict (district_id, kind) do update set holder = excluded.holder, held_until = excluded.held_until`.execute(app.db)

test('a lane whose process died is taken over when its lease ends by the clock of the database, whatever that of a process says', async () => {
  await plan('orphan')
  await heldByAnother(4)
  expect(await app.jobs.runDue()).toBe(0)
  app.clock.advance({ hours: 1 })
  expect(await app.jobs.runDue()).toBe(0)
  await heldByAnother(0)
  expect(await app.jobs.runDue()).toBe(1)
})

test('a lease that ends later than any can keeps no lane: its process had a clock that was ahead', async () => {
  await plan('orphan')
  await heldByAnother(300)
  expect(await app.jobs.runDue()).toBe(1)
})

test('three processes at two hundred jobs: each takes effect once', async () => {
  for (let n = 0; n < 200; n += 1) await plan(`job ${n}`)
  const others = await Promise.all([1, 2].map(() => testApp({ database, rooms: [], jobs, clock: app.clock })))
  const ran = await Promise.all([app, ...others].map((one) => one.jobs.runDue()))
  await Promise.all(others.map((one) => one.close()))
  expect(ran.reduce((sum, n) => sum + n, 0)).toBe(200)
  expect(await marks()).toBe(200)
})

test('jobs of one kind run in order, whichever of three processes runs them', async () => {
  const ran: string[] = []
  const listed: Jobs = {
    mark: async (context) => {
      await run(context)
      ran.push(context.job.key)
    },
  }
  const three = await Promise.all([1, 2, 3].map(() => testApp({ database, rooms: [], jobs: listed, clock: app.clock })))
  const keys = Array.from({ length: 120 }, (_, n) => `case ${n % 3}: ${n}`)
  for (const key of keys) await plan(key)
  await Promise.all(three.map((one) => one.jobs.runDue()))
  await Promise.all(three.map((one) => one.close()))
  expect(ran).toEqual(keys)
})

test('a clock that is set back keeps no lane from anybody', async () => {
  await plan('before')
  app.clock.advance({ hours: 1 })
  expect(await app.jobs.runDue()).toBe(1)
  app.clock.advance({ hours: -1 })
  await plan('after')
  expect(await app.jobs.runDue()).toBe(1)
})

test('a process that is asked to stop finishes its job and leaves the rest to others at once', async () => {
  let stopping: Promise<void> | undefined
  const first = await testApp({
    database,
    rooms: [],
    jobs: {
      mark: (context) => {
        stopping ??= first.close()
        return run(context)
      },
    },
  })
  for (const key of ['one', 'two', 'three']) await plan(key)
  expect(await first.jobs.runDue()).toBe(1)
  await stopping
  const left = await app.db.selectFrom('outbox').select('attempts').where('done_at', 'is', null).execute()
  expect(left).toEqual([{ attempts: 0 }, { attempts: 0 }])
  expect(await app.jobs.runDue()).toBe(2)
})

const silent: Bus = { publish: () => undefined, subscribe: () => () => undefined, close: () => Promise.resolve() }

/** A worker of its own beside the app's, which runs so many lanes at once. */
function worker(kinds: Jobs, lanesAtOnce: number, bus = silent) {
  const { db, clock, deps, server } = app
  const snapshots = openSnapshots({ db, log: server.log, parts: [] })
  return outboxWorker({ db, clock, deps, log: server.log, bus, snapshots, jobs: kinds, lanesAtOnce })
}

/** A promise that the test fulfils. */
function gate() {
  let open: () => void = () => undefined
  const opened = new Promise<void>((resolve) => (open = resolve))
  return { open, opened }
}

test('a job that waits, in a transaction or outside, holds none of another kind', async () => {
  const { open, opened } = gate()
  const kinds: Jobs = { mark, locked: () => opened, far: { outside: () => opened } }
  const beside = worker(kinds, 2)
  await plan('first', app.clock.now(), 'far')
  await plan('second', app.clock.now(), 'locked')
  await plan('third')
  beside.start()
  await eventually('the other job is done', 10, async () => (await marks()) === 1)
  open()
  await beside.stop()
})

test('a lane with much to do lets the others have their turn', async () => {
  const ran: string[] = []
  const noted: Job = (context) => {
    ran.push(context.job.key)
    return Promise.resolve()
  }
  for (let n = 0; n < 50; n += 1) await plan(`many ${n}`, app.clock.now(), 'many')
  await plan('one')
  const beside = worker({ many: noted, mark: noted }, 1)
  beside.start()
  await eventually('all are done', 20, () => ran.length === 51)
  await beside.stop()
  expect(ran.indexOf('one')).toBeLessThan(25)
  expect(ran.filter((key) => key.startsWith('many'))).toEqual(Array.from({ length: 50 }, (_, n) => `many ${n}`))
})

test('a slow job keeps its lane while its process lives, however long it takes', async () => {
  const { open, opened } = gate()
  const slow = worker({ mark: () => opened }, 1)
  await plan('slow')
  slow.start()
  const heldUntil = async () => {
    const lane = await app.db.selectFrom('outbox_lane').select('held_until').where('district_id', '=', place.id).executeTakeFirst()
    return lane?.held_until.getTime() ?? null
  }
  let until = await eventually('the lane is held', 10, heldUntil)
  for (let turn = 0; turn < 2; turn += 1) {
    app.clock.advance({ seconds: 3 })
    until = await eventually('the lease is renewed', 10, async () => ((await heldUntil()) ?? 0) > until && heldUntil())
  }
  expect(await app.jobs.runDue()).toBe(0)
  open()
  await slow.stop()
  expect(await heldUntil()).toBe(0)
  const job = await app.db.selectFrom('outbox').select(['attempts', 'done_at']).executeTakeFirstOrThrow()
  expect(job).toEqual({ attempts: 1, done_at: expect.any(Date) as Date })
})

test('a process taken for dead runs nothing twice: who took over waits for its transaction', async () => {
  const { open, opened } = gate()
  const started = gate()
  const stalled = worker(
    {
      mark: async (context) => {
        started.open()
        await opened
        await run(context)
      },
    },
    1,
  )
  await plan('one')
  await plan('two')
  stalled.start()
  await started.opened
  // Its renewals come too late: the lease is over.
  await heldByAnother(0)
  const taken = app.jobs.runDue()
  open()
  expect(await taken).toBeLessThanOrEqual(2)
  await stalled.stop()
  expect(await marks()).toBe(2)
})

test('jobs that run together take effect together; one that fails is tried again alone', async () => {
  const batches: unknown[][] = []
  const bus = { ...silent, publish: jest.fn() }
  const together: Jobs = {
    mark: {
      together: ({ notifySockets }, payloads) => {
        batches.push([...payloads])
        if (payloads.some((payload) => (payload as { n: number }).n === 3)) throw problem('unavailable')
        notifySockets(['a:x'], { what: 'inbox' })
        return Promise.resolve()
      },
    },
  }
  const beside = worker(together, 1, bus)
  const planned = async (n: number) =>
    enqueue(app.db, { districtId: place.id, kind: 'mark', key: String(n), payload: { n }, dueAt: app.clock.now() })
  for (const n of [1, 2]) await planned(n)
  expect(await beside.runDue()).toBe(2)
  expect(batches).toEqual([[{ n: 1 }, { n: 2 }]])
  expect(bus.publish).toHaveBeenCalledTimes(1)

  for (const n of [3, 4]) await planned(n)
  expect(await beside.runDue()).toBe(1)
  expect(batches.slice(1)).toEqual([[{ n: 3 }, { n: 4 }], [{ n: 3 }], [{ n: 4 }]])
  const left = await app.db.selectFrom('outbox').select(['key', 'attempts']).where('done_at', 'is', null).execute()
  expect(left).toEqual([{ key: '3', attempts: 1 }])
})

describe('a batch that fails', () => {
  /** Plans four jobs for a worker whose batches all fail so, and returns the sizes of those it runs. */
  async function sizesOf(fails: (size: number) => Error, begins: (size: number) => void = () => undefined) {
    const sizes: number[] = []
    const beside = worker(
      {
        mark: {
          together: (_, { length }) => {
            sizes.push(length)
            begins(length)
            return Promise.reject(fails(length))
          },
        },
      },
      1,
    )
    for (const key of ['one', 'two', 'three', 'four']) await plan(key)
    return { beside, sizes }
  }
  const attempts = async () =>
    (await app.db.selectFrom('outbox').select('attempts').where('district_id', '=', place.id).orderBy('id').execute()).map(
      (row) => row.attempts,
    )

  test('because the database is away counts no attempt and waits for the next turn', async () => {
    const { beside, sizes } = await sizesOf(() => Object.assign(new Error('going down'), { code: '57P01' }))
    await expect(beside.runDue()).rejects.toMatchObject({ code: 'unavailable' })
    expect(sizes).toEqual([4])
    expect(await attempts()).toEqual([0, 0, 0, 0])
  })

  test('leaves its jobs to others once the process is asked to stop', async () => {
    let stopped: Promise<void> | undefined
    const { beside, sizes } = await sizesOf(
      () => problem('notNow'),
      (size) => {
        if (size === 1) stopped ??= beside.stop()
      },
    )
    expect(await beside.runDue()).toBe(0)
    await stopped
    expect(sizes).toEqual([4, 1])
    expect((await attempts()).reduce((sum, n) => sum + n, 0)).toBe(1)
  })
})
