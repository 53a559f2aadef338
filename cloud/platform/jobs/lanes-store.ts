import { sql } from 'kysely'
import type { Db, Tx } from '../database/database'

/** All jobs of one kind in one district. One process at a time runs them, in the order of their due times. */
export interface Lane {
  districtId: number
  kind: string
}

export interface DueJob {
  id: string
  key: string
  payload: unknown
  /** Attempts that failed. */
  attempts: number
  due_at: Date
}

/** How long a lease lasts without renewal: what a killed process held is free within four seconds. */
export const leaseMs = 4000

/**
 * Leases run by the database's clock, which is one for all processes. One that ends later than any can was made by the clock of a process
 * that was ahead, or before the database's clock was set back: nobody waits for its end.
 */
const leaseEnd = sql<Date>`now() + make_interval(secs => ${sql.lit(leaseMs / 1000)})`
const isOver = sql<boolean>`(outbox_lane.held_until <= now() or outbox_lane.held_until > now() + make_interval(secs => ${sql.lit((2 * leaseMs) / 1000)}))`

const open = sql<boolean>`done_at is null and failed_at is null`

/** Returns the districts that have due jobs; one query over all districts. */
export async function districtsWithWork(db: Db, now: Date): Promise<number[]> {
  const rows = await db
    .selectFrom('district')
    .select('district.district_id')
    .where((district) =>
      district.exists(
        district
          .selectFrom('outbox')
          .whereRef('outbox.district_id', '=', 'district.district_id')
          .where(open)
          .where('due_at', '<=', now)
          .select('outbox.id'),
      ),
    )
    .orderBy('district.district_id')
    .execute()
  return rows.map(({ district_id }) => district_id)
}

/** Returns when the next job that is not due yet will be, of all districts; null when none waits. */
export async function nextDue(db: Db, now: Date): Promise<Date | null> {
  const row = await db
    .selectFrom('outbox')
    .select((outbox) => outbox.fn.min('due_at').as('due'))
    .where(open)
    .where('due_at', '>', now)
    .executeTakeFirst()
  return row?.due ?? null
}

/**
 * Returns the lanes of a district that have due jobs and that no process holds, the one with the oldest job first. Only lanes of the given
 * kinds: those that only a newer version knows are left to it.
 */
export async function freeLanes(db: Db, districtId: number, kinds: readonly string[], now: Date): Promise<Lane[]> {
  const { rows } = await sql<{ kind: string }>`
    select lane.kind from unnest(${kinds}::text[]) as lane (kind)
    cross join lateral (
      select due_at from outbox
      where district_id = ${districtId} and outbox.kind = lane.kind and done_at is null and failed_at is null and due_at <= ${now}
      order by due_at, id limit 1
    ) as first
    where not exists (
      select from outbox_lane where district_id = ${districtId} and outbox_lane.kind = lane.kind and not ${isOver}
    )
    order by first.due_at, lane.kind`.execute(db)
  return rows.map(({ kind }) => ({ districtId, kind }))
}

/** Takes a lane that nobody holds, or whose holder has not renewed the lease in time; returns false when another has it. */
export async function takeLane(db: Db, { districtId, kind }: Lane, holder: string): Promise<boolean> {
  const taken = await db
    .insertInto('outbox_lane')
    .values({ district_id: districtId, kind, holder, held_until: leaseEnd })
    .onConflict((on) => on.columns(['district_id', 'kind']).doUpdateSet({ holder, held_until: leaseEnd }).where(isOver))
    .returning('kind')
    .executeTakeFirst()
  return taken !== undefined
}

/** Renews the leases of some lanes of a district, or ends them; returns the kinds of those that the holder still has. */
export async function setLeases(
  db: Db,
  districtId: number,
  kinds: readonly string[],
  { holder, ends }: { holder: string; ends: boolean },
): Promise<string[]> {
  const rows = await db
    .updateTable('outbox_lane')
    .set({ held_until: ends ? sql<Date>`'epoch'` : leaseEnd })
    .where('district_id', '=', districtId)
    .where('kind', '=', sql<string>`any(${kinds}::text[])`)
    .where('holder', '=', holder)
    .returning('kind')
    .execute()
  return rows.map(({ kind }) => kind)
}

/** Returns the first due jobs of a lane, in order. */
export const dueJobs = (db: Db, { districtId, kind }: Lane, now: Date, limit: number): Promise<DueJob[]> =>
  db
    .selectFrom('outbox')
    .where('district_id', '=', districtId)
    .where('kind', '=', kind)
    .where(open)
    .where('due_at', '<=', now)
    .orderBy('due_at')
    .orderBy('id')
    .limit(limit)
    .select(['id', 'key', 'payload', 'attempts', 'due_at'])
    .execute()

/**
 * Marks jobs done in their own transaction and returns the ids of those that still were to do. A job that another process runs at this
 * moment, because it took this one for dead, is waited for: it is then done, or due later.
 */
export async function markDone(tx: Tx, districtId: number, jobIds: readonly string[], now: Date): Promise<Set<string>> {
  const rows = await tx
    .updateTable('outbox')
    .set(({ eb }) => ({ done_at: now, last_error: null, attempts: eb('attempts', '+', 1) }))
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${jobIds}::uuid[])`)
    .where(open)
    .where('due_at', '<=', now)
    .returning('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

interface Failure {
  error: string
  /** When it is tried again. */
  dueAt: Date
  /** When it was given up; null when it is tried again. */
  failedAt: Date | null
}

/** Counts a failed attempt of a job and plans the next, or gives it up. */
export async function postpone(db: Db, districtId: number, { id, attempts }: DueJob, { error, dueAt, failedAt }: Failure): Promise<void> {
  await db
    .updateTable('outbox')
    .set({ attempts: attempts + 1, due_at: dueAt, last_error: error, failed_at: failedAt })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('attempts', '=', attempts)
    .where('done_at', 'is', null)
    .execute()
}
