import pLimit from 'p-limit'
import type { Job, Jobs } from '../context/call'
import { laneLeases } from './lane-leases'
import * as store from './lanes-store'
import type { Lane } from './lanes-store'
import { jobRunner, type RunnerParts } from './run-jobs'

/** Milliseconds between looks for jobs that have become due. */
const pollMs = 500
/** Jobs of a lane that run before another lane has its turn: so many together in one transaction, or one after another. */
const slice = { together: 200, alone: 20 } as const
/** Lanes at once whose jobs wait for something outside the database; they hold no connection meanwhile. */
const outsideAtOnce = 2

export interface OutboxWorker {
  /** Runs all jobs due now, lane by lane, including jobs they add that are due; returns how many succeeded. */
  runDue: () => Promise<number>
  start: () => void
  /** Waits for the jobs in progress and releases their lanes to other processes; starts no more. */
  stop: () => Promise<void>
}

interface Parts extends RunnerParts {
  jobs: Jobs
  /** Lanes that this process runs at once; each holds one database connection. */
  lanesAtOnce: number
}

/**
 * Creates the worker that runs outbox jobs. A lane is the jobs of one kind in one district: one process at a time holds it and runs them in
 * order, so that what concerns one thing happens in order, too. Lanes run side by side; while others wait, a lane has a slice of its jobs
 * run and then waits for its turn like them. A job's row is marked done in the job's own transaction, so its database writes happen exactly
 * once; its external effects may repeat after a crash. A job that failed keeps no other waiting: it comes again at its new time.
 */
export function outboxWorker({ jobs, lanesAtOnce, ...parts }: Parts): OutboxWorker {
  const { db, clock, log } = parts
  const kinds = Object.keys(jobs)
  const leases = laneLeases(parts)
  const run = jobRunner(parts)
  const limits = { inside: pLimit(lanesAtOnce), outside: pLimit(outsideAtOnce) }
  /** Lanes that run or wait for their turn. */
  const underWay = new Map<string, Promise<void>>()
  let looking: Promise<unknown> = Promise.resolve()
  let timer: NodeJS.Timeout | null = null
  let stopped = false
  const isStopped = () => stopped

  async function* freeLanes(): AsyncGenerator<Lane> {
    for (const districtId of await store.districtsWithWork(db, clock.now())) {
      if (isStopped()) return
      yield* await store.freeLanes(db, districtId, kinds, clock.now())
    }
  }

  /** Runs the due jobs of a lane, unless another process holds it, until none is left or other lanes wait. */
  async function visit(lane: Lane, job: Job, othersWait: () => boolean): Promise<{ done: number; left: boolean }> {
    let done = 0
    if (isStopped() || !(await leases.take(lane))) return { done, left: false }
    const goesOn = () => !isStopped() && leases.holds(lane)
    // What comes first runs although taking the lane took long: a slow database must not keep a lane from getting on.
    const mayRun = () => (begun ? goesOn() : !isStopped())
    let begun = false
    try {
      do {
        const rows = await store.dueJobs(db, lane, clock.now(), 'together' in job ? slice.together : slice.alone)
        if (rows.length === 0) return { done, left: false }
        for (const part of 'together' in job ? [rows] : rows.map((row) => [row])) {
          if (!mayRun()) break
          begun = true
          done += await run(lane, job, part, goesOn)
        }
      } while (goesOn() && !othersWait())
    } finally {
      await leases.release(lane)
    }
    return { done, left: true }
  }

  /** Gives a lane its turn after those that wait already, unless it has one. */
  function offer(lane: Lane): void {
    const name = `${lane.districtId} ${lane.kind}`
    const job = jobs[lane.kind]
    if (job === undefined || underWay.has(name)) return
    const limit = limits['outside' in job ? 'outside' : 'inside']
    const turn = limit(() => visit(lane, job, () => limit.pendingCount > 0))
      .catch((fault: unknown) => {
        log.error({ err: fault }, 'outbox round failed')
        return { left: false }
      })
      .then(({ left }) => {
        underWay.delete(name)
        if (left && !isStopped()) offer(lane)
      })
    underWay.set(name, turn)
  }

  async function look(): Promise<void> {
    for await (const lane of freeLanes()) offer(lane)
  }
  const lookAgain = () => {
    looking = look()
      .catch((fault: unknown) => log.error({ err: fault }, 'outbox round failed'))
      .finally(() => {
        if (!stopped) timer = setTimeout(lookAgain, pollMs)
      })
  }

  return {
    async runDue() {
      let done = 0
      let before = -1
      while (done > before && !isStopped()) {
        before = done
        for await (const lane of freeLanes()) {
          const job = jobs[lane.kind]
          if (job !== undefined) done += (await visit(lane, job, () => false)).done
        }
      }
      return done
    },
    start: lookAgain,
    async stop() {
      stopped = true
      if (timer !== null) clearTimeout(timer)
      await looking
      await Promise.all(underWay.values())
    },
  }
}
