import { readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../platform/database/embedded-postgres'
import { migrate } from '../platform/database/migrate'
import { openDatabase } from '../platform/database/database'
import { districtIds } from '../platform/database/districts'
import { systemClock } from '../platform/process/clock'
import { isInspectorBuilt } from '../platform/files/inspector'
import { WrongSetting, readEnvironment } from '../platform/process/environment'
import { makeDemo } from './make-demo'

/** The file in DATA_DIR that stands there while the demo is being made; `npm start` begins afresh where it finds it (scripts/lived-in.mjs). */
const unfinished = '.demo-unfinished'
const began = Date.now()
const says = (sentence: string) => console.log(`  ${((Date.now() - began) / 1000).toFixed(0).padStart(3)} s  ${sentence}`)

/**
 * Makes the lived-in demo in DATA_DIR, which is empty but for the file that says it is unfinished: `npm start` runs this before the API, with
 * `make`; with `makeAgain` or `clear` where an earlier run was interrupted. The database is the embedded one only, so that nobody's own
 * database is lived in.
 */
async function main(does: string | undefined): Promise<void> {
  const environment = readEnvironment(process.env)
  const folder = environment.DATA_DIR
  if (does !== 'clear' && (environment.production || !environment.DEMO))
    throw new WrongSetting('The demo is made with DEMO=1 only, and never in production.')
  if (environment.DATABASE_URL !== undefined) throw new WrongSetting('The demo is made in DATA_DIR only, not in DATABASE_URL.')
  if (!isInspectorBuilt()) throw new WrongSetting('dist/cloud/inspect.mjs is missing; run: node scripts/build.mjs cloud')
  says('starting the database')
  const embedded = await startEmbeddedPostgres(folder)
  try {
    if (does !== 'make') await clear(folder, embedded)
    if (does !== 'clear') await make(folder, does === 'make' ? embedded : await startEmbeddedPostgres(folder))
  } finally {
    await embedded.stop()
  }
  await rm(join(folder, unfinished), { force: true })
}

/** Deletes what an interrupted run has left: its database, which may lie outside the folder, and its files. */
async function clear(folder: string, { url }: EmbeddedPostgres): Promise<void> {
  const client = new pg.Client({ connectionString: url.replace('/doorstep?', '/postgres?') })
  await client.connect()
  await client.query('drop database if exists doorstep with (force)')
  await client.end()
  for (const name of await readdir(folder)) {
    if (name !== unfinished && !/^pg/.test(name)) await rm(join(folder, name), { recursive: true, force: true })
  }
}

async function make(folder: string, embedded: EmbeddedPostgres): Promise<void> {
  // What is lost with the machine is made again, so no commit waits for the disk.
  const database = openDatabase(`${embedded.url}&options=-c%20synchronous_commit%3Doff`, { max: 8 })
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      void database
        .close()
        .then(embedded.stop)
        .finally(() => process.exit(130))
    })
  }
  try {
    await migrate(database.db)
    if ((await districtIds(database.db)).length > 0) {
      says('the database is not empty and stays as it is')
      return
    }
    const { calls, failed, invitations } = await makeDemo({ database, env: process.env, end: systemClock.now(), says })
    await writeFile(join(folder, 'demo-invitations.csv'), invitations, { mode: 0o600 })
    for (const fault of failed) console.warn(`  left out: ${fault}`)
    says(`done, ${calls} calls`)
  } finally {
    await database.close()
  }
}

main(process.argv[2]).catch((fault: unknown) => {
  console.error(fault instanceof WrongSetting ? fault.message : fault)
  process.exitCode = 1
})
