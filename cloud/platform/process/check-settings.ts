import { existsSync } from 'node:fs'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import pg from 'pg'
import { codeOf } from './fault-code'
import { WrongSetting, type Environment } from './environment'

/**
 * Checks that what the settings name exists: the data folder is writable, the database answers. Throws `WrongSetting` naming the one that
 * fails.
 */
export async function checkSettings({ DATA_DIR, DATABASE_URL }: Pick<Environment, 'DATA_DIR' | 'DATABASE_URL'>): Promise<void> {
  await checkFolder(resolve(DATA_DIR))
  if (DATABASE_URL !== undefined) await checkDatabase(DATABASE_URL)
}

async function checkFolder(folder: string): Promise<void> {
  try {
    // Not recursive where the parent exists: Node's recursive mkdir never returns where a file system refuses new folders (/proc).
    if (!existsSync(folder)) await mkdir(folder, { recursive: !existsSync(dirname(folder)) })
    const probe = join(folder, `.writable-${process.pid}`)
    await writeFile(probe, '')
    await rm(probe)
  } catch (fault) {
    throw new WrongSetting(`DATA_DIR must be a folder that can be written; ${folder} cannot (${codeOf(fault)}).`)
  }
}

async function checkDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  try {
    await client.connect()
  } catch (fault) {
    throw new WrongSetting(`DATABASE_URL must be a PostgreSQL that answers; this one does not (${codeOf(fault)}).`)
  } finally {
    await client.end().catch(() => undefined)
  }
}
