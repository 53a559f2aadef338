import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from './clock'
import type { Db } from './database'
import { everyHour } from './every-hour'
import { rememberedHours } from './idempotency'

const hourMs = 3_600_000
const kept = { idempotency: rememberedHours, doneJobs: 7 * 24, endedSessions: 30 * 24 } as const

/** Clears what has served its time, district by district: answers kept for repeats, done jobs, tickets, sessions long ended. */
export async function sweep(db: Db, clock: Clock): Promise<void> {
  const now = clock.now()
  const before = (hours: number) => new Date(now.getTime() - hours * hourMs)
  const districts = await db.selectFrom('district').select('district_id').execute()
  for (const { district_id: id } of districts) {
    await db.deleteFrom('idempotency').where('district_id', '=', id).where('created_at', '<', before(kept.idempotency)).execute()
    await db.deleteFrom('outbox').where('district_id', '=', id).where('done_at', '<', before(kept.doneJobs)).execute()
    await db.deleteFrom('live_ticket').where('district_id', '=', id).where('expires_at', '<', now).execute()
    await db.deleteFrom('session').where('district_id', '=', id).where('expires_at', '<', before(kept.endedSessions)).execute()
  }
}

/** Sweeps now and then every hour until stopped. */
export function sweepHourly(db: Db, clock: Clock, log: FastifyBaseLogger): { stop: () => void } {
  return everyHour(
    () => sweep(db, clock),
    (fault) => log.warn({ err: fault }, 'sweep failed'),
  )
}
