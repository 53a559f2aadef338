import { createHash, timingSafeEqual } from 'node:crypto'
import { minuteMs } from '@doorstep/contract/time-words'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../process/clock'
import { problem } from '../process/problem'
import type { Db } from '../database/database'
import { districtIds } from '../database/districts'
import { publishedUntil } from '../time/calendar'
import { freshFor } from './fresh-for'

/** Milliseconds for which the text of /metrics, and the counts of the outbox in it, are told to everybody who asks. */
const fresh = { text: 1000, jobs: 15_000 } as const

/**
 * Serves Prometheus metrics at /metrics: requests by route and status, open sockets, jobs waiting, late and failed. It is not metered, so
 * it works for one caller at a time and then tells the same to all for a while. Whoever could count the calls of a route could tell that a
 * 举报 was filed: it answers those who send `token`, or without one only programs on the same machine, and 404 to everybody else.
 */
export function serveMetrics(app: FastifyInstance, { db, clock, token, openSockets }: Served): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'doorstep_' })
  const calls = new Histogram({
    name: 'doorstep_http_seconds',
    help: 'Time to answer, by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  })
  const jobs = new Gauge({ name: 'doorstep_jobs', help: 'Outbox rows, by state', labelNames: ['state'], registers: [registry] })
  const sockets = new Gauge({ name: 'doorstep_sockets', help: 'Open live sockets', registers: [registry] })

  const calendar = new Gauge({
    name: 'doorstep_calendar_known_until_seconds',
    help: 'End of the last year whose holidays and make-up days the program knows as published',
    registers: [registry],
  })
  calendar.set(publishedUntil().getTime() / 1000)

  app.addHook('onResponse', (request, reply, done) => {
    calls.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  const counts = freshFor(fresh.jobs, () => outboxCounts(db, clock))
  const text = freshFor(fresh.text, async () => {
    sockets.set(openSockets())
    for (const [state, count] of Object.entries(await counts())) jobs.set({ state }, count)
    return registry.metrics()
  })
  app.get('/metrics', { config: { rateLimit: false } }, async (request, reply) => {
    if (!mayRead(request, token)) throw problem('notFound')
    return reply.type(registry.contentType).send(await text())
  })
}

interface Served {
  db: Db
  clock: Clock
  /** METRICS_TOKEN; empty when there is none. */
  token: string
  openSockets: () => number
}

const loopback = ['127.0.0.1', '::1', '::ffff:127.0.0.1']

/** Returns whether a caller may read the metrics. A call that a proxy on the same machine passes on is not from this machine. */
function mayRead({ ip, headers }: FastifyRequest, token: string): boolean {
  if (token !== '') return isSame(headers.authorization ?? '', `Bearer ${token}`)
  return loopback.includes(ip) && headers['x-forwarded-for'] === undefined
}

/** Compares two texts in a time that tells nothing of either. */
function isSame(said: string, wanted: string): boolean {
  const [a, b] = [said, wanted].map((text) => createHash('sha256').update(text).digest())
  return a !== undefined && b !== undefined && timingSafeEqual(a, b)
}

/**
 * Counts outbox jobs for monitoring, district by district: each count reads an index that has only such jobs, never the table, which also
 * has a week's done ones.
 */
async function outboxCounts(db: Db, clock: Clock): Promise<{ waiting: number; late: number; failed: number }> {
  const minuteAgo = new Date(clock.now().getTime() - minuteMs)
  const all = { waiting: 0, late: 0, failed: 0 }
  for (const id of await districtIds(db)) {
    all.waiting += await counted(jobsToDo(db, id))
    all.late += await counted(jobsToDo(db, id).where('due_at', '<', minuteAgo))
    all.failed += await counted(jobsGivenUp(db, id))
  }
  return all
}

const undone = (db: Db, districtId: number) => db.selectFrom('outbox').where('district_id', '=', districtId).where('done_at', 'is', null)
const jobsToDo = (db: Db, districtId: number) => undone(db, districtId).where('failed_at', 'is', null)
const jobsGivenUp = (db: Db, districtId: number) => undone(db, districtId).where('failed_at', 'is not', null)

const counted = async (jobs: ReturnType<typeof undone>): Promise<number> =>
  (await jobs.select(({ fn }) => fn.countAll<number>().as('count')).executeTakeFirstOrThrow()).count
