import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../process/clock'
import { inTransaction, type Db } from '../database/database'
import { everyHour } from './every-hour'
import { rememberedHours } from '../http/idempotency'

const hourMs = 3_600_000
const kept = { idempotency: rememberedHours, doneJobs: 7 * 24, endedSessions: 30 * 24, releasedHolds: 7 * 24 } as const

/**
 * Clears what has served its time, district by district: answers kept for repeats, done jobs, tickets of sockets, sessions long
 * ended, and places that were held and never booked. Waiting-list entries and queue numbers stay: the figures count them.
 */
export async function sweep(db: Db, clock: Clock): Promise<void> {
  const now = clock.now()
  const before = (hours: number) => new Date(now.getTime() - hours * hourMs)
  const districts = await db.selectFrom('district').select('district_id').execute()
  for (const { district_id: id } of districts) {
    await db.deleteFrom('idempotency').where('district_id', '=', id).where('created_at', '<', before(kept.idempotency)).execute()
    await db.deleteFrom('outbox').where('district_id', '=', id).where('done_at', '<', before(kept.doneJobs)).execute()
    await db.deleteFrom('live_ticket').where('district_id', '=', id).where('expires_at', '<', now).execute()
    await db.deleteFrom('session').where('district_id', '=', id).where('expires_at', '<', before(kept.endedSessions)).execute()
    await forgetReleased(db, id, before(kept.releasedHolds))
  }
}

const holdsAtOnce = 1000

/** Places held and let go before an instant, with their events; nothing else refers to what never became a booking. */
async function forgetReleased(db: Db, districtId: number, before: Date): Promise<void> {
  for (;;) {
    const rows = await db
      .selectFrom('booking')
      .where('district_id', '=', districtId)
      .where('state', '=', 'released')
      .where('ended_at', '<', before)
      .select('id')
      .limit(holdsAtOnce)
      .execute()
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    await inTransaction(db, async (tx) => {
      await tx.deleteFrom('booking_event').where('district_id', '=', districtId).where('booking_id', 'in', ids).execute()
      await tx.deleteFrom('booking').where('district_id', '=', districtId).where('id', 'in', ids).execute()
    })
  }
}

/** Sweeps now and then every hour until stopped. */
export function sweepHourly(db: Db, clock: Clock, log: FastifyBaseLogger): { stop: () => void } {
  return everyHour(
    () => sweep(db, clock),
    (fault) => log.warn({ err: fault }, 'sweep failed'),
  )
}
