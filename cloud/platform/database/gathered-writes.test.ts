import { record } from '../../testing/statement-budgets/record'
import { testDatabase } from '../../testing/database/database'
import { aDistrict, type District } from '../../testing/district'
import { enqueue, enqueueAll } from '../jobs/outbox'
import { inTransaction, onUnique, type Database, type Tx } from './database'
import { writeGathered } from './gathered-writes'

let database: Database
let place: District

beforeAll(async () => {
  database = await testDatabase()
  place = await aDistrict(database.db)
})
afterAll(() => database.close())
beforeEach(() => database.db.deleteFrom('outbox').execute())

const dueAt = new Date('2026-11-23T01:00:00.000Z')
const planned = (key: string, kind = 'mark') => ({ districtId: place.id, kind, key, payload: { key }, dueAt })
const plan = (tx: Tx, ...keys: string[]) =>
  enqueueAll(
    tx,
    keys.map((key) => planned(key)),
  )
const stored = async () => (await database.db.selectFrom('outbox').select('key').orderBy('id').execute()).map(({ key }) => key)
const inserts = async (work: (tx: Tx) => Promise<unknown>) =>
  (await record(() => inTransaction(database.db, work))).filter(({ text }) => text.startsWith('insert')).length

/** Inserts the area that is there already, so that a unique index is violated. */
const again = (tx: Tx) =>
  tx
    .insertInto('area')
    .values({ district_id: place.id, code: place.street, kind: 'street', parent: String(place.id), name: '市中街道' })
    .execute()

test('what one transaction plans is written by one statement, in order, the first of a key alone', async () => {
  expect(
    await inserts(async (tx) => {
      await enqueue(tx, planned('one'))
      await plan(tx, 'two', 'three')
      await enqueue(tx, { ...planned('one'), payload: { later: true } })
    }),
  ).toBe(1)
  expect(await stored()).toEqual(['one', 'two', 'three'])
  const { payload } = await database.db.selectFrom('outbox').select('payload').where('key', '=', 'one').executeTakeFirstOrThrow()
  expect(payload).toEqual({ key: 'one' })
})

test('a transaction that plans nothing writes nothing', async () => {
  expect(await inserts(() => Promise.resolve())).toBe(0)
})

test('a handler that throws leaves nothing', async () => {
  const failing = inTransaction(database.db, async (tx) => {
    await plan(tx, 'lost')
    throw new Error('no')
  })
  await expect(failing).rejects.toThrow('no')
  await inTransaction(database.db, (tx) => plan(tx, 'next'))
  expect(await stored()).toEqual(['next'])
})

test('a transaction that is run again begins with nothing gathered', async () => {
  let runs = 0
  await inTransaction(database.db, async (tx) => {
    runs += 1
    await plan(tx, `run ${runs}`)
    if (runs === 1) throw Object.assign(new Error('could not serialize access'), { code: '40001' })
  })
  expect(await stored()).toEqual(['run 2'])
})

test('a rollback to a savepoint drops what was gathered since, and keeps what was before', async () => {
  await inTransaction(database.db, async (tx) => {
    await plan(tx, 'before')
    await onUnique(
      tx,
      'area_pkey',
      async (inner) => {
        await plan(inner, 'inside')
        await again(inner)
      },
      () => plan(tx, 'instead'),
    )
  })
  expect(await stored()).toEqual(['before', 'instead'])
})

test('what was written within a savepoint that is rolled back is written again', async () => {
  await inTransaction(database.db, async (tx) => {
    await plan(tx, 'before')
    await onUnique(
      tx,
      'area_pkey',
      async (inner) => {
        await plan(inner, 'inside')
        await writeGathered(inner)
        await again(inner)
      },
      () => undefined,
    )
  })
  expect(await stored()).toEqual(['before'])
})

test('a released savepoint keeps what was gathered within', async () => {
  await inTransaction(database.db, async (tx) => {
    await plan(tx, 'before')
    await onUnique(
      tx,
      'area_pkey',
      (inner) => plan(inner, 'inside'),
      () => undefined,
    )
  })
  expect(await stored()).toEqual(['before', 'inside'])
})

test('very many are written a thousand in a statement, and not kept until the end', async () => {
  const many = Array.from({ length: 2500 }, (_, at) => String(at))
  let before = 0
  expect(
    await inserts(async (tx) => {
      await plan(tx, ...many)
      before = (await tx.selectFrom('outbox').select('id').execute()).length
    }),
  ).toBe(3)
  expect(before).toBe(2500)
  expect(await stored()).toEqual(many)
})

test('outside a transaction they are written at once', async () => {
  await plan(database.db, 'now')
  expect(await stored()).toEqual(['now'])
})

test('what the database cannot store is bad input, as it is anywhere', async () => {
  const failing = inTransaction(database.db, (tx) => enqueue(tx, { ...planned('x'), payload: { text: '\u0000' } }))
  await expect(failing).rejects.toMatchObject({ code: 'badInput' })
})
