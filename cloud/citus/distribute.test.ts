import { sql } from 'kysely'
import { tablesInOrder } from '../operate/tables'
import type { Database } from '../platform/database/database'
import { testDatabase } from '../testing/database/database'
import { distribute, runScript } from './distribute'

let database: Database
beforeEach(async () => {
  database = await testDatabase()
})
afterEach(() => database.close())

interface Call {
  name: string
  column: string
  beside: string
}

/**
 * Stubs of Citus's function and catalogue as far as the script uses them: they record each call and reject a second one for the same table.
 */
const standIn = `
  create table pg_dist_partition (logicalrelid regclass primary key, at serial, col text, beside text);
  create function create_distributed_table(table_name regclass, distribution_column text, distribution_type text default 'hash',
    colocate_with text default 'default', shard_count int default null) returns void language sql as
  $$ insert into pg_dist_partition (logicalrelid, col, beside) values (table_name, distribution_column, colocate_with) $$`

async function calls(): Promise<Call[]> {
  const { rows } = await sql<Call>`select logicalrelid::text as name, col as column, beside from pg_dist_partition order by at`.execute(
    database.db,
  )
  return rows
}

test('the script distributes every table of the migrations once, by district, beside the first, after what it refers to', async () => {
  const { db } = database
  const tables = await tablesInOrder(db)
  await sql.raw(standIn).execute(db)
  await db.transaction().execute(runScript)
  const made = await calls()
  expect(made.map(({ name }) => name).sort()).toEqual(tables.map(({ name }) => name).sort())
  expect(made[0]).toEqual({ name: 'district', column: 'district_id', beside: 'default' })
  for (const one of made.slice(1)) expect(one).toMatchObject({ column: 'district_id', beside: 'district' })
  const place = new Map(made.map(({ name }, at) => [name, at]))
  const tooEarly = tables.flatMap(({ name, refersTo }) =>
    refersTo
      .filter((other) => other !== name && Number(place.get(other)) > Number(place.get(name)))
      .map((other) => `${name} before ${other}`),
  )
  expect(tooEarly).toEqual([])
})

test('run again, it distributes only what a later migration made', async () => {
  const { db } = database
  await sql.raw(standIn).execute(db)
  await db.transaction().execute(runScript)
  const first = await calls()
  await sql`delete from pg_dist_partition where logicalrelid = 'idempotency'::regclass`.execute(db)
  await db.transaction().execute(runScript)
  expect((await calls()).map(({ name }) => name)).toEqual(first.map(({ name }) => name))
})

test('on plain PostgreSQL nothing is done', async () => {
  expect(await distribute(database.db)).toBe(false)
})
