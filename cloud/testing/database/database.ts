import { randomUUID } from 'node:crypto'
import { openDatabase, type Database } from '../../platform/database/database'
import { administer, on, serverVariable, template } from './cluster'

/** A migrated database of its own; closing it drops it. */
export async function testDatabase(): Promise<Database> {
  const server = process.env[serverVariable]
  if (server === undefined) throw new Error('Run through Jest: its global set-up starts the database server')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await administer(server, `create database ${name} template ${template}`)
  const database = openDatabase(on(server, name), { max: 8 })
  return {
    ...database,
    async close() {
      await database.close()
      await administer(server, `drop database ${name} with (force)`)
    },
  }
}
