import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import closeWithGrace from 'close-with-grace'
import type { FastifyBaseLogger } from 'fastify'
import * as v from 'valibot'
import { buildApp } from './app'
import { systemClock } from './platform/process/clock'
import { openDatabase } from './platform/database/database'
import { checkDataKey } from './platform/context/check-key'
import { openDeps } from './platform/context/deps'
import { startEmbeddedPostgres } from './platform/database/embedded-postgres'
import { readEnvironment, WrongSetting, type Environment } from './platform/process/environment'
import { checkSettings } from './platform/process/check-settings'
import { repositoryRoot } from './platform/process/repository-root'
import { describeError } from './platform/process/log'
import { within } from './platform/process/within'
import { sweepIncoming } from './platform/files/incoming'
import { isInspectorBuilt } from './platform/files/inspector'
import { everyHour } from './platform/jobs/every-hour'
import { digestThumbnails } from './files/api'
import { migrateWhenFree } from './platform/database/migrate'
import { Personas, type Demo } from './platform/http/preview'
import { sweepHourly } from './platform/jobs/sweep'
import { keyStoredDigests } from './platform/database/key-digests'
import { roomDigests, roomJobs, roomOpenid, roomReference, roomRoutes, roomSeals, roomSweeps } from './rooms'
import { generateHourly } from './openings/api'

type Closing = () => unknown

/** Longest time to wait for one part to close; the longest of them is the embedded database. */
const closeMs = 12_000

/**
 * Runs the API as a process: opens the database, migrates it, opens external services, then listens. SIGINT and SIGTERM finish the requests
 * in progress; what was opened is closed in reverse order, also when a later part of the start fails. A part that does not close, or fails to,
 * does not keep the others open.
 */
async function main(): Promise<void> {
  const opened: Closing[] = []
  const closeAll = async () => {
    for (const close of opened.splice(0).reverse()) {
      const closed = Promise.resolve().then(close)
      await within(closeMs, closed).catch((fault: unknown) => console.error(describeError(fault)))
    }
  }
  try {
    await open(opened)
    closeWithGrace({ delay: 20_000 }, async ({ err }) => {
      if (err !== undefined) console.error(describeError(err))
      await closeAll()
    })
  } catch (fault) {
    await closeAll()
    throw fault
  }
}

async function open(opened: Closing[]): Promise<void> {
  const clock = systemClock
  const { environment, demo, closeDemo } = await withDemo(readEnvironment(process.env))
  opened.push(closeDemo)
  await checkSettings(environment)
  if (!isInspectorBuilt()) throw new WrongSetting('dist/cloud/inspect.mjs is missing; run: node scripts/build.mjs cloud')
  const embedded = environment.DATABASE_URL === undefined ? await startEmbeddedPostgres(environment.DATA_DIR) : null
  if (embedded) opened.push(embedded.stop)
  let log: FastifyBaseLogger | null = null
  /** Says something in the log; before there is one, on standard error. */
  const warn = (sentence: string) => {
    if (log === null) console.error(sentence)
    else log.warn(sentence)
  }
  embedded?.supervise(warn)
  const database = openDatabase(environment.DATABASE_URL ?? embedded?.url ?? '', {
    max: environment.DATABASE_POOL,
    prepared: environment.DATABASE_PREPARED,
    says: warn,
  })
  opened.push(database.close)
  await migrateWhenFree(database.db, warn)
  const lost = new Set<string>()
  /** Says once of each column that a value in it does not open; which one it was is nobody's business. */
  const told = (place: string) => {
    if (log === null || lost.has(place)) return
    lost.add(place)
    log.error({ place }, 'a sealed value does not open')
  }
  const deps = await openDeps(environment, clock, (err) => log?.warn({ err }, 'WeChat did not do it'), told)
  await checkDataKey(database.db, deps.keys, roomSeals)
  await keyStoredDigests(database.db, deps.keys, roomDigests)
  opened.push(deps.inspector.close)
  const app = await buildApp({
    database,
    clock,
    deps,
    rooms: roomRoutes,
    jobs: roomJobs,
    reference: roomReference,
    openidOf: roomOpenid,
    ...(demo ? { demo } : {}),
  })
  log = app.server.log
  opened.push(app.close)
  opened.push(sweepHourly(database.db, clock, { rooms: roomSweeps, log: app.server.log, snapshots: app.snapshots }).stop)
  opened.push(generateHourly(database.db, clock, { deps, log: app.server.log, snapshots: app.snapshots }).stop)
  const clearing = (fault: unknown) => app.server.log.warn({ err: fault }, 'parts of files not cleared')
  opened.push(everyHour(() => sweepIncoming(deps.incoming), clearing).stop)
  opened.push(everyHour(deps.files.sweep, clearing).stop)
  const digesting = (fault: unknown) => app.server.log.warn({ err: fault }, 'thumbnails without a digest left')
  opened.push(everyHour(() => digestThumbnails(database.db, deps.files), digesting).stop)
  app.worker.start()
  await app.server.listen({ port: environment.PORT, host: environment.HOST })
}

interface WithDemo {
  environment: Environment
  demo: Demo | null
  closeDemo: () => Promise<void>
}

/** With DEMO=1 and no AppID, starts the WeChat stand-in on the loopback and allows signing in as people of the sample district. */
async function withDemo(environment: Environment): Promise<WithDemo> {
  if (!environment.DEMO || environment.WX_APPID !== '') return { environment, demo: null, closeDemo: () => Promise.resolve() }
  const { startStandIn } = await import('./wechat-stand-in/server')
  const personas = v.parse(Personas, JSON.parse(await readFile(join(repositoryRoot(), 'samples', 'personas.json'), 'utf8')))
  const [resident] = personas
  const identity = { appid: 'touristappid', secret: 'stand-in' }
  const standIn = await startStandIn({ clock: systemClock, ...identity, ...(resident ? { devToolsOpenid: resident.openid } : {}) })
  return {
    environment: { ...environment, WX_APPID: identity.appid, WX_SECRET: identity.secret, WX_API_BASE: standIn.url },
    demo: { personas, mintCode: standIn.mintCode },
    closeDemo: standIn.close,
  }
}

/** Returns one sentence for a wrong setting or a port in use, which an operator can correct, and the whole error for anything else. */
function says(fault: unknown): unknown {
  if (fault instanceof WrongSetting) return fault.message
  const taken = fault instanceof Error && 'code' in fault && fault.code === 'EADDRINUSE' && 'port' in fault
  return taken ? `PORT ${String(fault.port)} is in use by another program; set PORT to another number.` : fault
}

main().catch((fault: unknown) => {
  console.error(says(fault))
  process.exitCode = 1
})
