import { minuteMs } from '@doorstep/contract/time-words'
import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Clock } from '../process/clock'
import type { Db } from '../database/database'

/** Serves Prometheus metrics at /metrics: requests by route and status, open sockets, jobs waiting, late and failed. */
export function serveMetrics(app: FastifyInstance, { db, clock, openSockets }: { db: Db; clock: Clock; openSockets: () => number }): void {
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

  app.addHook('onResponse', (request, reply, done) => {
    calls.observe({ method: request.method, route: request.routeOptions.url ?? 'none', status: reply.statusCode }, reply.elapsedTime / 1000)
    done()
  })
  app.get('/metrics', async (_request, reply) => {
    sockets.set(openSockets())
    for (const [state, count] of Object.entries(await outboxCounts(db, clock))) jobs.set({ state }, count)
    return reply.type(registry.contentType).send(await registry.metrics())
  })
}

/** Counts outbox jobs over all districts, for monitoring. */
async function outboxCounts(db: Db, clock: Clock): Promise<{ waiting: number; late: number; failed: number }> {
  const minuteAgo = new Date(clock.now().getTime() - minuteMs)
  const row = await db
    .selectFrom('outbox')
    .select(({ fn }) => [
      fn.countAll<number>().filterWhere('failed_at', 'is', null).as('waiting'),
      fn.countAll<number>().filterWhere('failed_at', 'is', null).filterWhere('due_at', '<', minuteAgo).as('late'),
      fn.countAll<number>().filterWhere('failed_at', 'is not', null).as('failed'),
    ])
    .where('done_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row
}
