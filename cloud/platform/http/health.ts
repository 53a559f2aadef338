import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '../database/database'
import { isMigrated } from '../database/migrate'
import { diskLimits, freeBytes } from '../process/disk'
import { problem } from '../process/problem'
import { freshFor } from './fresh-for'

/** Milliseconds for which an answer of `/readyz` is told to everybody who asks. */
const readyMs = 1000
/** Milliseconds for which it is told that the database can be written: asking writes a little. That it cannot is told no longer than `readyMs`. */
const writableMs = 10_000

/**
 * Serves `/healthz` (the process answers) and `/readyz` (its database answers, has this version's schema and can be written, and the disk
 * of `folder` has room; a warning long before it has none). Both are open to everybody and not metered, so the database is asked at most
 * once a second however many ask.
 */
export function serveHealth(server: FastifyInstance, db: Db, folder: string, free = freeBytes): void {
  const writes = () => canWrite(db).catch(() => false)
  const [wrote, writesNow] = [freshFor(writableMs, writes), freshFor(readyMs, writes)]
  const writable = async () => (await wrote()) || writesNow()
  const ready = freshFor(readyMs, () => isMigrated(db).catch(() => false))
  server.get('/healthz', { config: { rateLimit: false } }, () => ({ ok: true }))
  server.get('/readyz', { config: { rateLimit: false } }, async () => {
    const left = await free(folder).catch(() => 0)
    if (left < diskLimits.unready || !(await ready()) || !(await writable())) throw problem('unavailable')
    return { ok: true, ...(left < diskLimits.warning ? { warning: 'disk', freeBytes: left } : {}) }
  })
}

/** True when the database takes writes: a transaction id is only given where one is possible, and its commit is written to the disk. */
async function canWrite(db: Db): Promise<boolean> {
  const { rows } = await sql<{ closed: boolean }>`
    select pg_is_in_recovery() or current_setting('transaction_read_only') = 'on' as closed`.execute(db)
  if (rows[0]?.closed !== false) return false
  await sql`select pg_current_xact_id()`.execute(db)
  return true
}
