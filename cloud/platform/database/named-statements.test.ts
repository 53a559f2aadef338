import { sql } from 'kysely'
import { testDatabase } from '../../testing/database/database'
import { databaseOn, inTransaction, type Database, type Db } from './database'
import { mayBeNamed, statementNames } from './named-statements'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
  await sql`create table thing (id integer primary key, word text)`.execute(database.db)
  await sql`insert into thing values (1, 'one'), (2, 'two')`.execute(database.db)
})
afterEach(() => database.close())

const wordOf = (db: Db, id: number) => sql<{ word: string }>`select word from thing where id = ${id}`.execute(db)
const words = async (db: Db, id: number) => (await wordOf(db, id)).rows.map(({ word }) => word)
/** Runs a statement on every connection of the pool, until each has prepared it. */
const warm = async (db: Db) => {
  for (let n = 0; n < 12; n += 1) await Promise.all(Array.from({ length: 8 }, () => words(db, 1)))
}
/** Returns the texts that one connection has prepared under names. */
const prepared = async (db: Db) =>
  (
    await sql<{ statement: string }>`select statement from pg_prepared_statements where not from_sql order by statement`.execute(db)
  ).rows.map(({ statement }) => statement)
const onOne = (work: (db: Db) => Promise<void>) => database.db.connection().execute(work)

test('a statement is prepared under a name at its tenth use, and one with the same text has the same name in every process', async () => {
  await onOne(async (db) => {
    for (let n = 0; n < 9; n += 1) await words(db, n)
    expect(await prepared(db)).toEqual([])
    expect(await words(db, 2)).toEqual(['two'])
    expect(await prepared(db)).toEqual(['select word from thing where id = $1'])
  })
  const [one, other] = [statementNames({ atUse: 1 }), statementNames({ atUse: 1 })]
  expect(one('select $1')).toEqual(expect.stringMatching(/^[\w-]{22}$/))
  expect(one('select $1')).toBe(other('select $1'))
  expect(one('select $1')).not.toBe(one('select $1, 2'))
})

test('names are bounded, and what was asked once is forgotten', () => {
  const nameOf = statementNames({ most: 3, atUse: 2 })
  for (let n = 0; n < 1000; n += 1) expect(nameOf(`select $1 + ${n}`)).toBeNull()
  const named = Array.from({ length: 10 }, (_, n) => [nameOf(`select $1 - ${n}`), nameOf(`select $1 - ${n}`)].at(-1))
  expect(named.filter((name) => name !== null)).toHaveLength(3)
  expect(nameOf('select $1 - 0')).toBe(named[0])
})

test('no connection has more names than are allowed', async () => {
  await onOne(async (db) => {
    for (let text = 0; text < 260; text += 1)
      for (let use = 0; use < 10; use += 1) await sql`select ${sql.raw(String(text))} + ${use}::int`.execute(db)
    expect(await prepared(db)).toHaveLength(250)
  })
}, 60_000)

test('statements of varying texts have no name', () => {
  const rows = (count: number) =>
    `insert into t (a, b) values ${Array.from({ length: count }, (_, n) => `($${n * 2 + 1}, $${n * 2 + 2})`).join(', ')}`
  expect(
    [
      'select count(*), (select 1), (select 2), (select 3), (select 4) from t where a = $1',
      'select a, 2 * b from t where a = any($1) limit 1',
      rows(1),
      rows(4),
    ].map(mayBeNamed),
  ).toEqual([true, true, true, true])
  expect(
    [
      'begin',
      'select 1',
      'select * from t where a = $1',
      'select "t".* from t where a = $1',
      'select a, t.* from t where a = $1',
      'update t set a = $1 returning *',
      'select a from t where a in ($1, $2)',
      'select a from t where a > $1 order by a limit $2',
      'select /* planned anew */ count(*) from t where a = any($1)',
      rows(5),
    ].filter(mayBeNamed),
  ).toEqual([])
})

test('a list is one parameter, whatever its length, and one value is compared as such', async () => {
  const texts = new Set<string>()
  const db = databaseOn(database.pool, { log: ({ query }) => void texts.add(query.sql) })
  const openids = (count: number) => Array.from({ length: count }, (_, n) => `nobody ${n}`)
  const accounts = (count: number) =>
    db.selectFrom('account').select('id').where('openid', 'in', openids(count)).where('openid', 'not in', openids(count)).execute()
  for (const count of [0, 2, 30]) expect(await accounts(count)).toEqual([])
  expect([...texts]).toEqual(['select "id" from "account" where "openid" = any($1) and "openid" <> all($2)'])
  texts.clear()
  expect(await accounts(1)).toEqual([])
  expect([...texts]).toEqual(['select "id" from "account" where "openid" = $1 and "openid" <> $2'])
})

test('without names nothing is prepared', async () => {
  const db = databaseOn(database.pool, { prepared: false })
  await db.connection().execute(async (one) => {
    for (let n = 0; n < 30; n += 1) await words(one, 1)
    expect(await prepared(one)).toEqual([])
  })
})

describe('after a migration changed what a prepared statement returns', () => {
  const changed = async (db: Db) => {
    await warm(db)
    await sql`alter table thing alter column word type varchar(40), add column more integer`.execute(db)
  }
  test('a statement outside a transaction succeeds', async () => {
    const { db } = database
    await changed(db)
    const answers = await Promise.all(Array.from({ length: 30 }, () => words(db, 2)))
    expect(answers.flat()).toEqual(Array.from({ length: 30 }, () => 'two'))
  })

  test('a transaction is run again, once, on a connection of its own', async () => {
    const { db } = database
    await changed(db)
    let runs = 0
    const word = await inTransaction(db, async (tx) => {
      runs += 1
      await sql`insert into thing values (${2 + runs}, 'new')`.execute(tx)
      return words(tx, 2)
    })
    expect(word).toEqual(['two'])
    expect(runs).toBe(2)
    expect(await words(db, 3)).toEqual([])
    expect(await words(db, 4)).toEqual(['new'])
    // Every connection was replaced: the next transactions run once.
    for (let n = 0; n < 16; n += 1) await inTransaction(db, async (tx) => void (runs += (await words(tx, 2)).length))
    expect(runs).toBe(18)
  })
})

test('a statement that a pooler lost, or that another client prepared under the same name, is sent again', async () => {
  await onOne(async (one) => {
    for (let n = 0; n < 12; n += 1) await words(one, 1)
    await sql`deallocate all`.execute(one)
    expect(await words(one, 2)).toEqual(['two'])
  })
  const name = statementNames({ atUse: 1 })('select word from thing where id = $1') ?? ''
  await database.pool.query(`prepare "${name}" as select 1`)
  const lone = databaseOn(database.pool)
  for (let n = 0; n < 24; n += 1) expect(await words(lone, 2)).toEqual(['two'])
})

test('behind a pooler that loses every prepared statement, names are given up after three, which is said once', async () => {
  const said: string[] = []
  const lone = databaseOn(database.pool, { says: (sentence) => void said.push(sentence) })
  for (let n = 0; n < 60; n += 1) {
    expect(await words(lone, 2)).toEqual(['two'])
    await sql`deallocate all`.execute(lone)
  }
  expect(said).toEqual([expect.stringContaining('DATABASE_PREPARED=0') as string])
  const ids = async () => (await sql<{ id: number }>`select pg_backend_pid() as id`.execute(lone)).rows
  const before = await ids()
  for (let n = 0; n < 20; n += 1) expect(await words(lone, 2)).toEqual(['two'])
  expect(await ids()).toEqual(before)
})

test('any other fault is not repeated', async () => {
  let runs = 0
  const failing = inTransaction(database.db, async (tx) => {
    runs += 1
    await sql`select 1 / ${0}::int`.execute(tx)
  })
  await expect(failing).rejects.toMatchObject({ code: 'badInput' })
  expect(runs).toBe(1)
})
