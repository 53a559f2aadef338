import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { administer, on, serverVariable } from '../../testing/database/cluster'
import { testDatabase } from '../../testing/database/database'
import { inTransaction, openDatabase } from './database'
import { schemaOf } from './generate-schema'
import { repositoryRoot } from '../process/repository-root'
import { isMigrated, migrate, readMigrations } from './migrate'

test('the row types are those of the migrated database (npm run schema)', async () => {
  const { db, close } = await testDatabase()
  const text = await schemaOf(db).finally(close)
  expect(await readFile(join(repositoryRoot(), 'cloud', 'platform', 'database', 'schema.ts'), 'utf8')).toBe(text)
})

test('three processes that migrate at once do it once, and the next start does nothing', async () => {
  const server = process.env[serverVariable] ?? ''
  const name = 'migrated_by_three'
  await administer(server, `drop database if exists ${name} with (force)`, `create database ${name}`)
  const three = [1, 2, 3].map(() => openDatabase(on(server, name), { max: 2 }))
  const ran = await Promise.all(three.map(({ db }) => migrate(db)))
  expect(ran.flat()).toEqual(Object.keys(await readMigrations()))
  const [first] = three
  if (first === undefined) throw new Error('unreachable')
  expect(await migrate(first.db)).toEqual([])
  expect(await isMigrated(first.db)).toBe(true)
  await Promise.all(three.map(({ close }) => close()))
  await administer(server, `drop database ${name} with (force)`)
})

test('values PostgreSQL cannot hold are bad input, not our fault', async () => {
  const { db, close } = await testDatabase()
  const tooLarge = inTransaction(db, (tx) => sql`select ${'2147483648'}::integer`.execute(tx))
  await expect(tooLarge).rejects.toMatchObject({ code: 'badInput' })
  await expect(inTransaction(db, (tx) => sql`select ${'\u0000'}::text`.execute(tx))).rejects.toMatchObject({ code: 'badInput' })
  await close()
})

test('a transaction that lost against another is run again', async () => {
  const { db, close } = await testDatabase()
  let runs = 0
  const done = await inTransaction(db, async (tx) => {
    runs += 1
    if (runs < 3) await sql`do $$ begin raise exception 'gave way' using errcode = '40001'; end $$`.execute(tx)
    return runs
  })
  expect(done).toBe(3)
  await close()
})
