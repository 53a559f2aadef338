import type { Endpoint, EndpointTable, Parsed, Reply, Room } from '@doorstep/contract/endpoints'
import type { Hint } from '@doorstep/contract/messages'
import type { FastifyBaseLogger } from 'fastify'
import * as v from 'valibot'
import type { Actor, Visitor } from '../process/actor'
import type { Clock } from '../process/clock'
import type { Keys } from '../process/crypto'
import type { Db, Tx } from '../database/database'
import type { Environment } from '../process/environment'
import type { OpenBytes } from '../files/open-bytes'
import type { Inspector } from '../files/inspector'
import type { FileStore } from '../files/store'
import type { WeChat } from '../wechat/client'

/** External services a handler may need, opened once per process by `cloud/platform/context/deps.ts`. */
export interface Deps {
  environment: Environment
  keys: Keys
  wechat: WeChat
  files: FileStore
  inspector: Inspector
  /** Folder of files under way. */
  incoming: string
}

/** What every rule works with, in a request or a job: one transaction, one clock, one district. */
export interface Context {
  /** The request's transaction, committed before the answer; for GET the pool itself. */
  tx: Tx
  clock: Clock
  districtId: number
  log: FastifyBaseLogger
  deps: Deps
  /**
   * Sends hints to open sockets after commit and at most once per 10 ms: addresses are `a:<accountId>`, `s:<staffCode>` and `g:<areaCode>`
   * (staff whose area contains that code and who may see such a thing), and `-s:<staffCode>` for somebody to leave out of all of these.
   * Carries ids only; clients read the rows again.
   */
  notifySockets: (to: readonly string[], what: Signal) => void
}

/** The part of a context that every rule needs: a transaction, its district, the current time. */
export type CoreContext = Pick<Context, 'tx' | 'districtId' | 'clock'>

/** The part of a context for rules that also run outside requests and jobs; `notifySockets` is missing where there are no open sockets. */
export type RuleContext = CoreContext & Pick<Context, 'deps'> & Partial<Pick<Context, 'notifySockets'>>

/** What changed, ids only; `signedOut` and `standing` never leave the cloud: they close the sockets of that session or account at once. */
export type Signal = Hint | { what: 'signedOut'; session: string } | { what: 'standing'; account: string }

/** A context with the actor; most commands take it. */
export interface Acting<A extends Actor | Visitor = Actor> extends Context {
  actor: A
}

/**
 * The one file or part of a file that a request brings, completely received: it lies at `path` until the request is answered. A request that
 * brings none may write one there.
 */
export interface Upload {
  path: string
  size: number
  sha256: string
  /** Aborted when the caller closes the connection before the answer. */
  left: AbortSignal
}

type ActorOf<E extends Endpoint> = 'anyone' extends E['who'][number] ? Actor | Visitor : Actor
type Received<E extends Endpoint> = Parsed<E> & (E extends { upload: string } ? { upload: Upload } : unknown)
type Done<E extends Endpoint> = E extends { replies: { 204: null } } ? Promise<void> : Promise<Reply<E>>

interface FromGateway {
  /** The openid given by the trusted gateway of WeChat CloudRun; null everywhere else. */
  gatewayOpenid: string | null
}

/** One request to one endpoint: parsed input, the caller, and the context. */
export type Call<E extends Endpoint> = Acting<ActorOf<E>> & Received<E> & FromGateway

/** A request before its transaction is open, for slow work outside the database. */
export type Outside<E extends Endpoint> = Omit<Call<E>, 'tx' | 'notifySockets'> & {
  db: Db
  /** The caller's openid, where it was read with the session. */
  openid: string | null
}

/** A handler in two parts: `before` may wait for WeChat or re-encode a photo without holding a connection, or only refuse early. */
interface PreparedHandler<E extends Endpoint> {
  before: (call: Outside<E>) => Promise<unknown>
  /** `before` only reads: the concurrency limit admits it together with `run`. */
  precheckOnly?: true
  run: (call: Call<E>, prepared: unknown) => Done<E>
}
export type Handler<E extends Endpoint> = ((call: Call<E>) => Done<E>) | PreparedHandler<E>

/** `'POST /v1/files': withPreparation(async (call) => reencode(call.upload), async (call, photo) => store(call, photo))` */
export const withPreparation = <E extends Endpoint, P>(
  before: (call: Outside<E>) => Promise<P>,
  run: (call: Call<E>, prepared: P) => Done<E>,
): PreparedHandler<E> => ({ before, run: (call, prepared) => run(call, prepared as P) })

/**
 * Makes a handler that checks before it opens a transaction: `'POST /v1/holds': withPrecheck(precheckHold, hold)`. Check and work of a
 * request run together: of a thousand simultaneous requests, the last is not checked before the first is served. What the check saw is
 * given to the work, which must bear that it has changed.
 */
export const withPrecheck = <E extends Endpoint, P = unknown>(
  precheck: (call: Outside<E>) => Promise<P>,
  run: (call: Call<E>, seen: P) => Done<E>,
): PreparedHandler<E> => ({
  before: precheck,
  precheckOnly: true,
  run: (call, seen) => run(call, seen as P),
})

/** The endpoints of a room with their handlers. */
export interface RoomRoutes {
  room: Room
  table: EndpointTable
  handlers: Record<string, Handler<Endpoint>>
}

/** Joins handlers to a declared table: each endpoint exactly once, each returning its own reply type. */
export function handle<const T extends EndpointTable>(
  declared: { room: Room; table: T },
  handlers: { [K in keyof T]: T[K] extends Endpoint ? Handler<T[K]> : never },
): RoomRoutes {
  // The table decides at run time which input a handler gets, so its exact type is erased here.
  return { room: declared.room, table: declared.table, handlers: handlers as unknown as Record<string, Handler<Endpoint>> }
}

/** An answer that is not JSON: a file, a download. Only for endpoints whose reply schema is `v.any()`. */
export class Raw {
  constructor(
    readonly type: string,
    /** Bytes, a stream, or a function that opens a stored file; the function is called outside the database turn, since it may wait. */
    readonly body: Buffer | NodeJS.ReadableStream | (() => Promise<OpenBytes>),
    readonly headers: Record<string, string> = {},
  ) {}
}

export interface JobContext extends Context {
  /** The outbox row; a job may run more than once with the same `id`. */
  job: { id: string; key: string; attempt: number; dueAt: Date }
}
export type Job = ((context: JobContext, payload: unknown) => Promise<void>) | BatchJob | OutsideJob
/** A job that does many of its kind at once, in one transaction. When that fails, each is run alone, so that one bad job holds no other. */
interface BatchJob {
  together: (context: Context, payloads: readonly unknown[]) => Promise<void>
}
/** A job that waits for something outside the database, and so has no transaction; it must bear being repeated. */
interface OutsideJob {
  outside: (context: Omit<JobContext, 'tx' | 'notifySockets'>, payload: unknown) => Promise<void>
}
/**
 * A room's jobs by kind (`requests.deadline`); each runs in its own transaction, at least once. Those of one kind and district run one after
 * another, in the order of their due times; different kinds, and different districts, side by side. A job with much to do does a part and
 * enqueues the next, so that others of its kind have their turn.
 */
export type Jobs = Record<string, Job>

/** Makes a job with a parsed payload: `job(v.object({ requestId: id }), async (context, { requestId }) => …)`. */
export const job =
  <S extends v.GenericSchema>(payload: S, run: (context: JobContext, payload: v.InferOutput<S>) => Promise<void>): Job =>
  (context, stored) =>
    run(context, v.parse(payload, stored))

/** Makes a job that does many at once: `batchJob(Told, async (context, told) => …)`. */
export const batchJob = <S extends v.GenericSchema>(
  payload: S,
  run: (context: Context, payloads: v.InferOutput<S>[]) => Promise<void>,
): BatchJob => ({
  together: (context, stored) =>
    run(
      context,
      stored.map((one) => v.parse(payload, one)),
    ),
})

/** Makes a job that runs outside a transaction: `outsideJob(v.object({ fileId: id }), async ({ deps }, { fileId }) => …)`. */
export const outsideJob = <S extends v.GenericSchema>(
  payload: S,
  run: (context: Parameters<OutsideJob['outside']>[0], payload: v.InferOutput<S>) => Promise<void>,
): OutsideJob => ({ outside: (context, stored) => run(context, v.parse(payload, stored)) })
