import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Db } from '../database/database'
import { isMigrated } from '../database/migrate'
import { problem } from '../process/problem'

/** Serves `/healthz` (the process answers) and `/readyz` (its database answers and has this version's schema). */
export function serveHealth(server: FastifyInstance, db: Db): void {
  server.get('/healthz', { config: { rateLimit: false } }, () => ({ ok: true }))
  server.get('/readyz', { config: { rateLimit: false } }, async () => {
    try {
      await sql`select 1`.execute(db)
      if (await isMigrated(db)) return { ok: true }
    } catch {
      throw problem('unavailable')
    }
    throw problem('unavailable')
  })
}
