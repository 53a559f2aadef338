import type { FastifyInstance } from 'fastify'
import type { Db } from '../database/database'
import { isMigrated } from '../database/migrate'
import { problem } from '../process/problem'
import { freshFor } from './fresh-for'

/** Milliseconds for which an answer of `/readyz` is told to everybody who asks. */
const readyMs = 1000

/**
 * Serves `/healthz` (the process answers) and `/readyz` (its database answers and has this version's schema). Both are open to everybody
 * and not metered, so the database is asked at most once a second however many ask.
 */
export function serveHealth(server: FastifyInstance, db: Db): void {
  const ready = freshFor(readyMs, () => isMigrated(db).catch(() => false))
  server.get('/healthz', { config: { rateLimit: false } }, () => ({ ok: true }))
  server.get('/readyz', { config: { rateLimit: false } }, async () => {
    if (!(await ready())) throw problem('unavailable')
    return { ok: true }
  })
}
