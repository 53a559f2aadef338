import { sql } from 'kysely'
import type pg from 'pg'
import { testDatabase } from '../../testing/database/database'
import { inTransaction, onUnique, type Database, type Tx } from './database'
import { unanswered } from './pipelined'

let database: Database
let waits: string[][]
beforeEach(async () => {
  database = await testDatabase()
  await sql`create table thing (id integer primary key, word text)`.execute(database.db)
  waits = watched(database.pool)
})
afterEach(() => database.close())

/** Notes what is sent in one go: statements that are sent before anything is waited for. */
function watched(pool: pg.Pool): string[][] {
  const goes: string[][] = []
  let open = false
  const connect = pool.connect.bind(pool) as () => Promise<pg.PoolClient>
  Object.assign(pool, {
    connect: async () => {
      const client = await connect()
      const query = client.query.bind(client)
      const note = (asked: string | { text: string }, ...rest: unknown[]) => {
        if (!open) {
          goes.push([])
          open = true
          queueMicrotask(() => (open = false))
        }
        goes.at(-1)?.push((typeof asked === 'string' ? asked : asked.text).replace(/[( ].*/s, ''))
        return (query as (...all: unknown[]) => unknown)(asked, ...rest)
      }
      return new Proxy(client, { get: (of, key) => (key === 'query' ? note : (Reflect.get(of, key, of) as unknown)) })
    },
  })
  return goes
}

const put = (tx: Tx, id: number, word = '') => sql`insert into thing values (${id}, ${word}) ${unanswered}`.execute(tx)
const things = async () => (await sql<{ id: number }>`select id from thing order by id`.execute(database.db)).rows.map(({ id }) => id)

test('begin goes with the first statement, and what is unanswered with the next or the commit', async () => {
  await inTransaction(database.db, async (tx) => {
    await put(tx, 1)
    await put(tx, 2)
    expect((await sql<{ count: number }>`select count(*) from thing`.execute(tx)).rows).toEqual([{ count: 2 }])
    await put(tx, 3)
  })
  expect(waits).toEqual([
    ['begin', 'insert', 'insert', 'select'],
    ['insert', 'commit'],
  ])
  expect(await things()).toEqual([1, 2, 3])
})

test('outside a transaction an unanswered statement is waited for', async () => {
  await put(database.db, 1)
  expect(await things()).toEqual([1])
  await expect(put(database.db, 1)).rejects.toMatchObject({ code: '23505' })
})

test('a transaction that asks nothing sends nothing', async () => {
  expect(await inTransaction(database.db, () => Promise.resolve('done'))).toBe('done')
  await expect(inTransaction(database.db, () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  expect(waits).toEqual([])
})

test('a fault of an unanswered statement is the fault of the next, or of the commit, and nothing is kept', async () => {
  await put(database.db, 1)
  const next = inTransaction(database.db, async (tx) => {
    await put(tx, 2)
    await put(tx, 1)
    await sql`select count(*) from thing`.execute(tx)
  })
  await expect(next).rejects.toMatchObject({ code: '23505' })
  const atCommit = inTransaction(database.db, async (tx) => {
    await put(tx, 3)
    await put(tx, 1)
  })
  await expect(atCommit).rejects.toMatchObject({ code: '23505' })
  expect(await things()).toEqual([1])
})

test('a savepoint takes back an unanswered statement that failed within it, and keeps what was before', async () => {
  await put(database.db, 1)
  const done = await inTransaction(database.db, async (tx) => {
    await put(tx, 2)
    const answer = await onUnique(
      tx,
      'thing_pkey',
      async (inside) => {
        await put(inside, 1)
        return 'put'
      },
      () => 'was there',
    )
    await put(tx, 3)
    return answer
  })
  expect(done).toBe('was there')
  expect(await things()).toEqual([1, 2, 3])
})

test('what failed before its commit leaves the connection as good as new', async () => {
  for (let n = 0; n < 20; n += 1) {
    const failing = inTransaction(database.db, async (tx) => {
      await put(tx, n)
      throw new Error('changed her mind')
    })
    await expect(failing).rejects.toThrow('changed her mind')
  }
  const { rows } = await sql<{ count: number }>`select count(*) from pg_stat_activity where state like 'idle in%'`.execute(database.db)
  expect(rows).toEqual([{ count: 0 }])
  expect(await things()).toEqual([])
})
