import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Api, ApiKey } from '@doorstep/contract/api'
import type { Reply, Sent } from '@doorstep/contract/endpoints'
import type { Problem } from '@doorstep/contract/problems'
import type { FastifyInstance } from 'fastify'
import { buildApp } from '../../app'
import type { Deps, Jobs, RoomRoutes } from '../../platform/context/call'
import type { Clock } from '../../platform/process/clock'
import type { Database, Db } from '../../platform/database/database'
import { openDeps } from '../../platform/context/deps'
import { readEnvironment } from '../../platform/process/environment'
import { roomJobs, roomOpenid, roomReference, roomRoutes } from '../../rooms'
import { startStandIn, type StandIn } from '../../wechat-stand-in/server'
import { fakeClock, type FakeClock } from './clock'
import { touching } from './touching'
import { lentDatabase } from '../database/database'

/** The caller: the result of `signedIn`, or anything with a token; null is not signed in. */
export type Caller = { token: string } | null

/** The answer to a request: a reply or a problem. */
export interface Answer<K extends ApiKey> {
  status: number
  /** The reply of a success; reading it after a refusal throws. */
  body: Reply<Api[K]>
  /** The refusal, or undefined. */
  problem: Problem | undefined
  headers: Record<string, unknown>
}

interface Extra {
  /** The Idempotency-Key; by default a new one, none with null. */
  key?: string | null
  headers?: Record<string, string>
}

export interface TestApp {
  server: FastifyInstance
  db: Db
  clock: FakeClock
  deps: Deps
  standIn: StandIn
  /** Sends one request over HTTP, typed by the contract. */
  call: <K extends ApiKey>(caller: Caller, key: K, ...input: Input<K>) => Promise<Answer<K>>
  /** Does the same for set-up: returns the reply, or throws an error that shows the problem. */
  does: <K extends ApiKey>(caller: Caller, key: K, ...input: Input<K>) => Promise<Reply<Api[K]>>
  /** Sends POST /v1/files with one file. */
  upload: (caller: Caller, bytes: Buffer, name: string, mime: string, key?: string) => Promise<Answer<'POST /v1/files'>>
  jobs: {
    /** Runs every job due at the clock's time, including due jobs they add; returns how many succeeded. */
    runDue: () => Promise<number>
  }
  close: () => Promise<void>
}

type Given<S> = Partial<S> extends S ? [sent?: S & Extra] : [sent: S & Extra]
type Input<K extends ApiKey> = Given<Sent<Api[K]>>

interface Options {
  clock?: FakeClock
  /** Database of another app, to run two processes on one database. */
  database?: Database
  rooms?: readonly RoomRoutes[]
  jobs?: Jobs
  settings?: Record<string, string>
}

/** Starts the whole API on its own database, with a clock that stands still, the WeChat stand-in and files in a temporary folder. */
export async function testApp(options: Options = {}): Promise<TestApp> {
  const clock = options.clock ?? fakeClock()
  const database = options.database ?? (await lentDatabase())
  const standIn = await startStandIn({ clock, appid: 'wx-test', secret: 'secret-test' })
  const folder = await mkdtemp(join(tmpdir(), 'doorstep-app-'))
  const environment = readEnvironment({
    DATA_DIR: folder,
    WX_APPID: 'wx-test',
    WX_SECRET: 'secret-test',
    WX_API_BASE: standIn.url,
    LOG_LEVEL: 'silent',
    RATE_PER_MINUTE: '100000',
    ...options.settings,
  })
  const deps = await openDeps(environment, clock satisfies Clock)
  const app = await buildApp({
    database,
    clock,
    deps,
    rooms: options.rooms ?? roomRoutes,
    jobs: options.jobs ?? roomJobs,
    reference: roomReference,
    openidOf: roomOpenid,
  })
  const call = caller(app.server)

  return {
    server: app.server,
    db: touching(database.db),
    clock,
    deps,
    standIn,
    call,
    async does(who, key, ...input) {
      const answer = await call(who, key, ...input)
      if (answer.problem !== undefined) throw new Error(`${key} answered ${JSON.stringify(answer.problem, null, 2)}`)
      return answer.body
    },
    upload: (who, bytes, name, mime, key) => upload(app.server, who, { bytes, name, mime, key }),
    jobs: { runDue: () => app.worker.runDue() },
    async close() {
      await app.close()
      await deps.inspector.close()
      await standIn.close()
      if (options.database === undefined) await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

const credentials = (caller: Caller): Record<string, string> => (caller === null ? {} : { authorization: `Bearer ${caller.token}` })

const caller =
  (server: FastifyInstance): TestApp['call'] =>
  async <K extends ApiKey>(who: Caller, key: K, ...[sent]: Input<K>) => {
    const { params = {}, query = {}, body, key: mark = randomUUID(), headers = {} } = (sent ?? {}) as Loose
    const [method, path] = key.split(' ') as ['GET' | 'POST' | 'PUT' | 'DELETE', string]
    const url = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
    const response = await server.inject({
      method,
      url,
      query,
      headers: { ...credentials(who), ...(method === 'GET' || mark === null ? {} : { 'idempotency-key': mark }), ...headers },
      ...(body === undefined ? {} : { payload: body }),
    })
    return answerOf<K>(response)
  }

interface Loose extends Extra {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: object
}

type Injected = Awaited<ReturnType<FastifyInstance['inject']>>

function answerOf<K extends ApiKey>(response: Injected): Answer<K> {
  const { statusCode: status, headers } = response
  const text = response.body
  const isJson = String(headers['content-type']).includes('json')
  const read: unknown = isJson && text !== '' ? JSON.parse(text) : text
  const problem = status >= 400 ? (read as Problem) : undefined
  return {
    status,
    headers,
    problem,
    get body() {
      if (problem !== undefined) throw new Error(`There is no reply: ${JSON.stringify(problem)}`)
      return read as Reply<Api[K]>
    },
  }
}

interface Uploading {
  bytes: Buffer
  name: string
  mime: string
  key?: string | undefined
}

async function upload(server: FastifyInstance, who: Caller, { bytes, name, mime, key = randomUUID() }: Uploading) {
  const edge = `edge-${randomUUID()}`
  const head = `--${edge}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${mime}\r\n\r\n`
  const response = await server.inject({
    method: 'POST',
    url: '/v1/files',
    headers: { ...credentials(who), 'idempotency-key': key, 'content-type': `multipart/form-data; boundary=${edge}` },
    payload: Buffer.concat([Buffer.from(head), bytes, Buffer.from(`\r\n--${edge}--\r\n`)]),
  })
  return answerOf<'POST /v1/files'>(response)
}
