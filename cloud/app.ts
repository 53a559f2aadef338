import { mostUploadBytes, partBytes } from '@doorstep/contract/files'
import { join } from 'node:path'
import multipart from '@fastify/multipart'
import fastify, { LogController, type FastifyInstance } from 'fastify'
import { within } from './platform/process/within'
import { watchOutage } from './platform/database/outage'
import { openBus } from './platform/live/bus'
import type { Deps, Jobs, RoomRoutes } from './platform/context/call'
import type { Clock } from './platform/process/clock'
import type { Database } from './platform/database/database'
import { answerClientFault } from './platform/http/client-faults'
import { limitBodies } from './platform/http/body-limits'
import { addRequestHooks } from './platform/http/request-hooks'
import { concurrencyLimit } from './platform/http/execute'
import { jsonBytes, readJson } from './platform/http/read-json'
import type { Part, Weighed } from './platform/snapshot/part'
import { openSnapshots, type Snapshots } from './platform/snapshot/snapshots'
import { repositoryRoot } from './platform/process/repository-root'
import { serveHealth } from './platform/http/health'
import type { OpenidOf } from './platform/database/session'
import { serveRooms } from './platform/http/http'
import { uuidv7 } from './platform/process/ids'
import { liveSockets } from './platform/live/live'
import { serveLive } from './platform/live/serve-live'
import { loggerOptions } from './platform/process/log'
import { serveMetrics } from './platform/http/metrics'
import { openApiDocument } from './platform/reference/openapi'
import { serveDocument } from './platform/http/document'
import { outboxWorker, type OutboxWorker } from './platform/jobs/outbox-worker'
import { servePreview, type Demo } from './platform/http/preview'
import { serveBrowserPreview } from './platform/http/browser-preview'
import { answerProblem, handleProblems } from './platform/http/problems-http'
import { rateLimitOf } from './platform/http/rate-limit'
import { lazySerializers } from './platform/http/serializers'
import { speakChinese } from './platform/http/validation'
import { hearsVenueChannel } from './services/api'

export interface App {
  server: FastifyInstance
  worker: OutboxWorker
  /** What this process remembers of districts, for what runs beside its calls. */
  snapshots: Snapshots
  close: () => Promise<void>
}

interface Parts {
  database: Database
  clock: Clock
  deps: Deps
  rooms: readonly RoomRoutes[]
  jobs: Jobs
  /** The parts of a district's reference data that are kept in memory. */
  reference: readonly Part<Weighed>[]
  /** Which part of the session's statement selects the caller's openid. */
  openidOf: OpenidOf
  /** Configuration of demo sign-in; left out where it is off. */
  demo?: Demo
}

/** Longest time an upload may take to arrive, its place in the line of its account included; other bodies have `bodyMs`. */
const longestUploadMs = 15 * 60_000

/** Time that calls and jobs in progress have to finish when the process is asked to stop. */
const finishMs = 5000

/** Builds the whole API on one database, not yet listening. The caller starts the worker and closes the database. */
export async function buildApp({ database, clock, deps, rooms, jobs, reference, openidOf, demo }: Parts): Promise<App> {
  const { environment } = deps
  const { db, pool, url } = database
  speakChinese()
  const outage = watchOutage(pool)
  const server = fastify({
    logger: loggerOptions(environment.LOG_LEVEL, outage.covers) ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    genReqId: () => uuidv7(),
    trustProxy: (_address, hop) => hop < environment.TRUST_PROXY,
    bodyLimit: jsonBytes,
    requestTimeout: longestUploadMs,
    keepAliveTimeout: 65_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
    frameworkErrors: (fault, request, reply) => void answerProblem(fault, request, reply),
    clientErrorHandler: answerClientFault,
  })
  outage.reportTo(server.log)
  const bus = await openBus(pool, url, server.log)
  const live = liveSockets({ db, clock, bus, log: server.log, alsoHears: hearsVenueChannel })
  const snapshots = openSnapshots({ db, log: server.log, parts: reference })
  // Most connections are the callers'.
  const lanesAtOnce = Math.ceil(environment.DATABASE_POOL / 4)
  const worker = outboxWorker({ db, clock, deps, log: server.log, jobs, bus, snapshots, lanesAtOnce })

  server.setSerializerCompiler(lazySerializers())
  handleProblems(server)
  readJson(server)
  addRequestHooks(server, environment.TRUST_CLOUDRUN, clock)
  limitBodies(server, { json: jsonBytes, upload: mostUploadBytes, part: partBytes })
  serveMetrics(server, { db, clock, token: environment.METRICS_TOKEN, openSockets: live.open })
  const rateLimit = await rateLimitOf(server, environment.RATE_PER_MINUTE)
  await server.register(multipart, { limits: { files: 1, fields: 5, fieldSize: 1024, fileSize: mostUploadBytes } })
  await serveLive(server, live)
  const turns = concurrencyLimit(environment.DATABASE_POOL)
  serveRooms(server, rooms, { db, clock, deps, bus, snapshots, openidOf, turns }, rateLimit)
  serveHealth(server, db, deps.incoming)
  serveDocument(server, () => openApiDocument(rooms))
  if (demo !== undefined) servePreview(server, demo)
  await serveBrowserPreview(server, join(repositoryRoot(), 'dist', 'h5'))
  await server.ready()

  return {
    server,
    worker,
    snapshots,
    async close() {
      live.close()
      // A sender that takes its time (a slow upload, a held connection) must not keep the process: it is cut off.
      const cutOff = setTimeout(() => server.server.closeAllConnections(), finishMs)
      await Promise.all([within(finishMs, worker.stop()), server.close().finally(() => clearTimeout(cutOff))])
      outage.stop()
      await bus.close()
    },
  }
}
