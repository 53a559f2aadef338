import { sql } from 'kysely'
import { openDatabase, type Database } from '../../platform/database/database'
import { migrate, schemaState } from '../../platform/database/migrate'
import { administer, on, serverVariable } from '../../testing/database/cluster'
import { readyForDryRun } from './dry-run'

const server = process.env[serverVariable] ?? ''
const name = 'dry_run'
let database: Database

beforeEach(async () => {
  await administer(server, `drop database if exists ${name} with (force)`, `create database ${name}`)
  database = openDatabase(on(server, name), { max: 2 })
})
afterEach(async () => {
  await database.close()
  await administer(server, `drop database ${name} with (force)`)
})

const columns = async () =>
  (
    await sql`select table_name, column_name from information_schema.columns where table_schema = 'public' order by 1, 2`.execute(
      database.db,
    )
  ).rows

test('an empty database gets its tables, and the next dry run finds them', async () => {
  expect(await readyForDryRun(database.db)).toBe(true)
  expect(await schemaState(database.db)).toBe('current')
  expect(await readyForDryRun(database.db)).toBe(false)
})

test('a database that is behind is left as it is: an older server may be using it', async () => {
  await migrate(database.db)
  await sql`delete from kysely_migration where name = (select max(name) from kysely_migration)`.execute(database.db)
  await sql`alter table service drop column calendar`.execute(database.db)
  const before = await columns()
  await expect(readyForDryRun(database.db)).rejects.toThrow('比这里的程序旧')
  expect(await columns()).toEqual(before)
})

test('a database that is ahead is not judged by an older program', async () => {
  await migrate(database.db)
  await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2027-01-01T00:00:00.000Z')`.execute(database.db)
  await expect(readyForDryRun(database.db)).rejects.toThrow('比这里的程序新')
})

test('tables of somebody else are not taken for an empty database', async () => {
  await sql`create table theirs (id integer)`.execute(database.db)
  await expect(readyForDryRun(database.db)).rejects.toThrow('比这里的程序旧')
  expect(await columns()).toHaveLength(1)
})
