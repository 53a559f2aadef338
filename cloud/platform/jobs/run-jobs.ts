import { hourMs } from '@doorstep/contract/time-words'
import type { FastifyBaseLogger } from 'fastify'
import type { Bus } from '../live/bus'
import type { Context, Deps, Job, JobContext, Signal } from '../context/call'
import type { Clock } from '../process/clock'
import { inTransaction, outageCode, type Db } from '../database/database'
import { ProblemError } from '../process/problem'
import { carry } from '../snapshot/snapshot'
import type { Snapshots } from '../snapshot/snapshots'
import * as store from './lanes-store'
import type { DueJob, Lane } from './lanes-store'

const mostAttempts = 12
/** Milliseconds before the next attempt: 5 s, 10 s, 20 s … at most an hour. */
const pauseAfter = (attempt: number) => Math.min(5000 * 2 ** (attempt - 1), hourMs)

export interface RunnerParts {
  db: Db
  clock: Clock
  deps: Deps
  log: FastifyBaseLogger
  bus: Bus
  snapshots: Snapshots
}

/**
 * Returns a function that runs due jobs of a lane in one transaction, which marks them done, and returns how many succeeded. A job that
 * fails is tried again later; when one of several fails, each is run alone while `goesOn` says so. Throws when the database itself is away from
 * several: they stay due, with no attempt counted.
 */
export function jobRunner({ db, clock, deps, log, bus, snapshots }: RunnerParts) {
  async function run(lane: Lane, kind: Job, rows: readonly DueJob[], goesOn: () => boolean): Promise<number> {
    const [first] = rows
    if (first === undefined) return 0
    try {
      return await attempt(lane, kind, rows, first)
    } catch (fault) {
      if (rows.length === 1) {
        await postpone(lane, first, fault)
        return 0
      }
      // The database is away: that is no fault of a job, and none would fare better alone.
      if (outageCode(fault) !== null) throw fault
      let done = 0
      for (const row of rows) {
        if (!goesOn()) break
        done += await run(lane, kind, [row], goesOn)
      }
      return done
    }
  }

  async function attempt({ districtId }: Lane, kind: Job, rows: readonly DueJob[], first: DueJob): Promise<number> {
    const hints: [readonly string[], Signal][] = []
    const job: JobContext['job'] = { id: first.id, key: first.key, attempt: first.attempts + 1, dueAt: first.due_at }
    if ('outside' in kind) await kind.outside({ clock, districtId, log, deps, job }, first.payload)
    const snapshot = await snapshots.current(districtId)
    const ran = await inTransaction(db, async (tx) => {
      carry(tx, snapshot)
      hints.length = 0
      const ids = rows.map(({ id }) => id)
      const mine = await store.markDone(tx, districtId, ids, clock.now())
      if (mine.size === 0) return 0
      const context: Context = { tx, clock, districtId, log, deps, notifySockets: (to, what) => void hints.push([to, what]) }
      const payloads = rows.filter(({ id }) => mine.has(id)).map(({ payload }) => payload)
      if ('together' in kind) await kind.together(context, payloads)
      else if (typeof kind === 'function') await kind({ ...context, job }, first.payload)
      return mine.size
    })
    for (const [to, what] of hints) bus.publish(districtId, to, what)
    return ran
  }

  async function postpone({ districtId, kind }: Lane, row: DueJob, fault: unknown): Promise<void> {
    const attempt = row.attempts + 1
    const givesUp = attempt >= mostAttempts
    const now = clock.now()
    log[givesUp ? 'error' : 'warn']({ err: fault, job: kind, jobId: row.id, attempt }, givesUp ? 'job gave up' : 'job failed')
    const dueAt = new Date(now.getTime() + pauseAfter(attempt))
    await store.postpone(db, districtId, row, { error: nameOf(fault), dueAt, failedAt: givesUp ? now : null })
  }
  return run
}

/** Returns the error's name or code only: an error's message may contain personal data. */
const nameOf = (fault: unknown) =>
  fault instanceof ProblemError
    ? fault.code
    : fault instanceof Error
      ? [fault.name, 'code' in fault ? String(fault.code) : ''].join(' ').trim()
      : 'unknown'
