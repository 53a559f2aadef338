import { hourMs } from '@doorstep/contract/time-words'
import type { FastifyBaseLogger } from 'fastify'
import type { Clock } from '../process/clock'
import type { Db } from '../database/database'
import { districtIds } from '../database/districts'
import { everyHour } from './every-hour'
import { boundRemembered, rememberedHours } from '../http/idempotency'
import type { Snapshots } from '../snapshot/snapshots'

const kept = { idempotency: rememberedHours, doneJobs: 7 * 24, endedSessions: 30 * 24 } as const

/** Deletes expired rows from the tables of one room, or puts rows right, in one district; `rooms.ts` lists the sweeps of each room. */
export type Sweep = (db: Db, districtId: number, now: Date, snapshots?: Snapshots) => Promise<void>

/** Deletes stored answers for retries, done jobs, socket tickets, counts that are over, and sessions that ended long ago. */
const sweepPlatform: Sweep = async (db, id, now) => {
  const before = (hours: number) => new Date(now.getTime() - hours * hourMs)
  await db.deleteFrom('idempotency').where('district_id', '=', id).where('created_at', '<', before(kept.idempotency)).execute()
  await boundRemembered(db, id)
  await db.deleteFrom('outbox').where('district_id', '=', id).where('done_at', '<', before(kept.doneJobs)).execute()
  await db.deleteFrom('live_ticket').where('district_id', '=', id).where('expires_at', '<', now).execute()
  await db.deleteFrom('tally').where('district_id', '=', id).where('until_at', '<', now).execute()
  await db.deleteFrom('session').where('district_id', '=', id).where('expires_at', '<', before(kept.endedSessions)).execute()
}

/**
 * Deletes expired rows, district by district: those of the platform's own tables, then those of each room by its own sweeps. One that fails
 * keeps none of the others from their turn; the first failure is thrown at the end.
 */
export async function sweep(db: Db, clock: Clock, rooms: readonly Sweep[], snapshots?: Snapshots): Promise<void> {
  const now = clock.now()
  const faults: unknown[] = []
  for (const id of await districtIds(db)) {
    for (const one of [sweepPlatform, ...rooms]) await one(db, id, now, snapshots).catch((fault: unknown) => faults.push(fault))
  }
  if (faults.length > 0) throw faults[0]
}

/** Runs `sweep` at once and then every hour until stopped. */
export function sweepHourly(
  db: Db,
  clock: Clock,
  { rooms, log, snapshots }: { rooms: readonly Sweep[]; log: FastifyBaseLogger; snapshots: Snapshots },
): { stop: () => void } {
  return everyHour(
    () => sweep(db, clock, rooms, snapshots),
    (fault) => log.warn({ err: fault }, 'sweep failed'),
  )
}
