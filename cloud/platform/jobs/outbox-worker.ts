import { minuteMs, hourMs } from '@doorstep/contract/time-words'
import type { FastifyBaseLogger } from 'fastify'
import { sql } from 'kysely'
import type { Bus } from '../live/bus'
import type { Deps, JobContext, Jobs, Signal } from '../context/call'
import type { Clock } from '../process/clock'
import { inTransaction, type Db } from '../database/database'
import { ProblemError } from '../process/problem'

const leaseMs = minuteMs
const batch = 50
const mostAttempts = 12
/** Milliseconds before the next attempt: 5 s, 10 s, 20 s … at most an hour. */
const pauseAfter = (attempt: number) => Math.min(5000 * 2 ** (attempt - 1), hourMs)

export interface OutboxWorker {
  /** Runs all jobs due now, including jobs they add that are due; returns how many succeeded. */
  runDue: () => Promise<number>
  start: () => void
  /** Stops leasing jobs, waits for the one in progress and gives the others back, so that another process need not wait for their lease. */
  stop: () => Promise<void>
}

interface Parts {
  db: Db
  clock: Clock
  deps: Deps
  log: FastifyBaseLogger
  jobs: Jobs
  bus: Bus
}

interface Leased {
  id: string
  kind: string
  key: string
  payload: unknown
  attempts: number
  due_at: Date
}

/**
 * Creates the worker that runs outbox jobs. A job's row is marked done in the job's own transaction, so its database writes happen exactly
 * once; its external effects may repeat after a crash. Any number of processes share the work through leases. Jobs that wait for something
 * outside the database are run beside the others, so that a slow file store delays no promise to a resident.
 */
export function outboxWorker(parts: Parts): OutboxWorker {
  const kinds = Object.entries(parts.jobs)
  const lanes = [false, true].map((waits) =>
    lane({ ...parts, jobs: Object.fromEntries(kinds.filter(([, run]) => (typeof run === 'object') === waits)) }),
  )
  return {
    async runDue() {
      let done = 0
      for (;;) {
        let now = 0
        for (const one of lanes) now += await one.runDue()
        if (now === 0) return done
        done += now
      }
    },
    start: () => {
      for (const one of lanes) one.start()
    },
    stop: async () => {
      await Promise.all(lanes.map((one) => one.stop()))
    },
  }
}

/** Runs some kinds of jobs, one after another. */
function lane({ db, clock, deps, log, jobs, bus }: Parts): OutboxWorker {
  let timer: NodeJS.Timeout | null = null
  let round: Promise<unknown> = Promise.resolve()
  let stopped = false
  const isStopped = () => stopped

  /** Leased jobs that this process did not come to run, by district: the database fell, or the process stops. */
  const unrun = new Map<number, Leased[]>()

  async function runDue(): Promise<number> {
    let done = 0
    await giveBackUnrun()
    for (;;) {
      const districts = await districtsWithWork(db, clock)
      let taken = 0
      for (const districtId of districts) {
        if (isStopped()) break
        const leased = await lease(db, clock, districtId, Object.keys(jobs))
        taken += leased.length
        for (const [at, row] of leased.entries()) {
          unrun.set(districtId, leased.slice(at))
          if (isStopped()) break
          done += await runOne(districtId, row)
          unrun.delete(districtId)
        }
      }
      if (isStopped()) await giveBackUnrun()
      if (isStopped() || taken === 0) return done
    }
  }

  /** Ends the leases of what was not run, so that nobody waits a minute for it. */
  async function giveBackUnrun(): Promise<void> {
    for (const [districtId, leased] of unrun) {
      await giveBack(db, districtId, leased)
      unrun.delete(districtId)
    }
  }

  async function runOne(districtId: number, row: Leased): Promise<number> {
    const hints: [readonly string[], Signal][] = []
    const run = jobs[row.kind]
    const job: JobContext['job'] = { id: row.id, key: row.key, attempt: row.attempts, dueAt: row.due_at }
    try {
      if (typeof run === 'object') await run.outside({ clock, districtId, log, deps, job }, row.payload)
      const ran = await inTransaction(db, async (tx) => {
        hints.length = 0
        const mine = await tx
          .updateTable('outbox')
          .set({ done_at: clock.now(), last_error: null })
          .where('district_id', '=', districtId)
          .where('id', '=', row.id)
          .where('attempts', '=', row.attempts)
          .where('done_at', 'is', null)
          .executeTakeFirst()
        if (mine.numUpdatedRows === 0n) return false
        const notifySockets: JobContext['notifySockets'] = (to, what) => void hints.push([to, what])
        if (typeof run === 'function') await run({ tx, clock, districtId, log, deps, job, notifySockets }, row.payload)
        return true
      })
      if (!ran) return 0
      for (const [to, what] of hints) bus.publish(districtId, to, what)
      return 1
    } catch (fault) {
      await postpone(districtId, row, fault)
      return 0
    }
  }

  async function postpone(districtId: number, row: Leased, fault: unknown): Promise<void> {
    const givesUp = row.attempts >= mostAttempts
    const now = clock.now()
    log[givesUp ? 'error' : 'warn'](
      { err: fault, job: row.kind, jobId: row.id, attempt: row.attempts },
      givesUp ? 'job gave up' : 'job failed',
    )
    await db
      .updateTable('outbox')
      .set({
        lease_until: null,
        due_at: new Date(now.getTime() + pauseAfter(row.attempts)),
        last_error: nameOf(fault),
        ...(givesUp ? { failed_at: now } : {}),
      })
      .where('district_id', '=', districtId)
      .where('id', '=', row.id)
      .where('attempts', '=', row.attempts)
      .where('done_at', 'is', null)
      .execute()
  }

  const turn = () => {
    round = runDue()
      .catch((fault: unknown) => log.error({ err: fault }, 'outbox round failed'))
      .finally(() => {
        if (!stopped) timer = setTimeout(turn, 500)
      })
  }
  return {
    runDue,
    start: turn,
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await round
    },
  }
}

/**
 * Returns the districts that have due jobs; one query over all districts. Jobs are then leased per district, since jobs planned for later
 * are far more than those due.
 */
async function districtsWithWork(db: Db, clock: Clock): Promise<number[]> {
  const now = clock.now()
  const rows = await db
    .selectFrom('district')
    .select('district.district_id')
    .where((district) =>
      district.exists(
        district
          .selectFrom('outbox')
          .whereRef('outbox.district_id', '=', 'district.district_id')
          .where('done_at', 'is', null)
          .where('failed_at', 'is', null)
          .where('due_at', '<=', now)
          .where((is) => is.or([is('lease_until', 'is', null), is('lease_until', '<=', now)]))
          .select('outbox.id'),
      ),
    )
    .execute()
  return rows.map(({ district_id }) => district_id)
}

/** Ends the leases of jobs that were not run; their attempt was none. */
async function giveBack(db: Db, districtId: number, leased: readonly Leased[]): Promise<void> {
  if (leased.length === 0) return
  await db
    .updateTable('outbox')
    .set(({ eb }) => ({ lease_until: null, attempts: eb('attempts', '-', 1) }))
    .where('district_id', '=', districtId)
    .where((is) => is.or(leased.map(({ id, attempts }) => is.and([is('id', '=', id), is('attempts', '=', attempts)]))))
    .where('done_at', 'is', null)
    .where('lease_until', 'is not', null)
    .execute()
}

/** Leases up to a batch of due jobs of known kinds for a minute; kinds that only a newer process knows are left to it. */
async function lease(db: Db, clock: Clock, districtId: number, kinds: string[]): Promise<Leased[]> {
  if (kinds.length === 0) return []
  const now = clock.now()
  const { rows } = await sql<Leased>`
    update outbox set lease_until = ${new Date(now.getTime() + leaseMs)}, attempts = attempts + 1
    where district_id = ${districtId} and id in (
      select id from outbox
      where district_id = ${districtId} and done_at is null and failed_at is null and due_at <= ${now}
        and (lease_until is null or lease_until <= ${now}) and kind = any(${kinds})
      order by due_at, id limit ${batch} for update skip locked
    )
    returning id, kind, key, payload, attempts, due_at`.execute(db)
  return rows.sort((a, b) => a.due_at.getTime() - b.due_at.getTime() || (a.id < b.id ? -1 : 1))
}

/** Returns the error's name or code only: an error's message may contain personal data. */
const nameOf = (fault: unknown) =>
  fault instanceof ProblemError
    ? fault.code
    : fault instanceof Error
      ? [fault.name, 'code' in fault ? String(fault.code) : ''].join(' ').trim()
      : 'unknown'
