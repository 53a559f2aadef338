import type { Endpoint } from '@doorstep/contract/endpoints'
import type { FastifyBaseLogger } from 'fastify'
import pLimit from 'p-limit'
import type { Actor, Visitor } from '../process/actor'
import type { Bus } from '../live/bus'
import type { Call, Context, Deps, Handler, Outside, Signal, Upload } from '../context/call'
import type { Clock } from '../process/clock'
import { inTransaction, type Db } from '../database/database'
import type { OpenidOf, RememberedRow } from '../database/session'
import { answerIn, claim, firstAnswer, saveAnswer, type FirstAnswer, type Remembered, type Submit } from './idempotency'
import { replayed, standingOf, type Recall } from './replay'
import { problem, ProblemError } from '../process/problem'
import { carry, readerOf, type Snapshot } from '../snapshot/snapshot'
import type { Snapshots } from '../snapshot/snapshots'
import type { Versions } from '../snapshot/versions'

export interface Serving {
  db: Db
  clock: Clock
  deps: Deps
  bus: Bus
  snapshots: Snapshots
  openidOf: OpenidOf
  /** Limits how many requests use the database at once. */
  turns: ConcurrencyLimit
}

export type ConcurrencyLimit = <T>(work: () => Promise<T>) => Promise<T>

/** Requests that may wait for each connection; further ones are refused at once. */
const waitingPerConnection = 100

/**
 * Returns a limit of as many requests at the database as there are connections; the others wait here, first come first served, so that none
 * waits for a connection half-way. When too many wait, a request is refused at once (`unavailable`).
 */
export function concurrencyLimit(connections: number): ConcurrencyLimit {
  const limit = pLimit(connections)
  return (work) => {
    if (limit.pendingCount >= connections * waitingPerConnection) return Promise.reject(problem('unavailable'))
    return limit(work)
  }
}

/** How long a call may prepare outside its transaction until reference data are asked for again: a slow WeChat takes seconds. */
const freshMs = 500

/** What one request asks for, parsed and authorised. */
export interface Asked {
  actor: Actor | Visitor
  log: FastifyBaseLogger
  input: { params: unknown; query: unknown; body: unknown; upload?: Upload }
  gatewayOpenid: string | null
  /** The caller's openid, where it was read with the session. */
  openid: string | null
  /** The idempotency key and what it is for, where the request has one. */
  submit: Submit | null
  /** What is stored under that key, read together with the session. */
  remembered: RememberedRow | null
  /** Versions of the district's reference data, where they were read with the session. */
  versions?: Versions | undefined
}

/** Runs a read: the handler works on the pool, without a transaction. */
export async function read(serving: Serving, handler: Handler<Endpoint>, asked: Asked): Promise<unknown> {
  const db = readerOf(serving.db, await snapshotOf(serving, asked))
  const outside = outsideOf({ ...serving, db }, asked)
  const prepared = await beforeOf(handler)(outside)
  return serving.turns(() => runOf(handler)(callOf({ ...outside, tx: db, notifySockets }), prepared))
}

/**
 * Runs a command: slow external work first, then one transaction, committed before the answer; socket hints are sent after the commit. With
 * an idempotency key the work is done once and retries get the first answer, as far as their caller may still see it.
 */
export async function command(
  process: Serving,
  handler: Handler<Endpoint>,
  asked: Asked,
  { status, recall }: { status: number; recall: Recall },
): Promise<FirstAnswer> {
  const { deps, turns } = process
  const { actor, submit, remembered } = asked
  const signedIn = actor.accountId === null ? null : actor
  const snapshot = await snapshotOf(process, asked)
  const serving = { ...process, db: readerOf(process.db, snapshot) }
  const again = (first: Remembered, as: Actor) => recalled(serving, serving.db, asked, { actor: as, recall, remembered: first })
  const first = submit && remembered && answerIn(remembered, deps.keys, submit)
  if (first && signedIn) return turns(() => again(first, signedIn))

  const prepare = async (): Promise<{ prepared: unknown } | { answer: FirstAnswer }> => {
    try {
      return { prepared: await beforeOf(handler)(outsideOf(serving, asked)) }
    } catch (fault) {
      if (!(fault instanceof ProblemError) || fault.status >= 500 || !submit || !signedIn) throw fault
      // What is refused to this tap may be what an earlier one did since the session was read.
      const done = await firstAnswer(serving.db, deps.keys, signedIn, submit)
      if (done === null) throw fault
      return { answer: await again(done, signedIn) }
    }
  }
  const run = (ready: Awaited<ReturnType<typeof prepare>>, as: Snapshot) =>
    'answer' in ready ? ready.answer : transact(serving, handler, asked, { status, recall, snapshot: as, prepared: ready.prepared })
  if (typeof handler !== 'function' && handler.precheckOnly !== true) {
    // While a file arrived, an earlier try with the same key may have been done.
    const done = submit && signedIn && asked.input.upload ? await firstAnswer(serving.db, deps.keys, signedIn, submit) : null
    if (done && signedIn) return turns(() => again(done, signedIn))
    const began = performance.now()
    const ready = await prepare()
    const isOld = performance.now() - began > freshMs
    const now = isOld ? await snapshotOf(process, { ...asked, versions: undefined }) : snapshot
    return turns(async () => run(ready, now))
  }
  return turns(async () => run(await prepare(), snapshot))
}

/** Runs the transaction of a command and sends the hints after it. */
async function transact(
  serving: Serving,
  handler: Handler<Endpoint>,
  asked: Asked,
  { status, recall, snapshot, prepared }: { status: number; recall: Recall; snapshot: Snapshot; prepared: unknown },
): Promise<FirstAnswer> {
  const { db, clock, deps, bus } = serving
  const { actor, submit } = asked
  const outside = outsideOf(serving, asked)
  const signedIn = actor.accountId === null ? null : actor
  let hints: [readonly string[], Signal][] = []
  const answer = await inTransaction(db, async (tx) => {
    carry(tx, snapshot)
    hints = []
    if (submit && signedIn) {
      const first = await claim(tx, clock, deps.keys, signedIn, submit)
      if (first) return recalled(serving, tx, asked, { actor: signedIn, recall, remembered: first })
    }
    const notifySockets: Context['notifySockets'] = (to, what) => void hints.push([to, what])
    const reply = await runOf(handler)(callOf({ ...outside, tx, notifySockets }), prepared)
    if (submit && signedIn) {
      const { shape, anew } = recall
      await saveAnswer(tx, deps.keys, signedIn, submit.key, {
        status,
        reply,
        shape: shape(),
        anew: anew(reply),
        standing: standingOf(signedIn),
      })
    }
    return { status, reply }
  })
  for (const [to, what] of hints) bus.publish(actor.districtId, to, what)
  return answer
}

/** Answers a retry: reads what the caller may see now as the caller, and changes nothing. */
function recalled(
  serving: Serving,
  tx: Context['tx'],
  asked: Asked,
  { actor, recall, remembered }: { actor: Actor; recall: Recall; remembered: Remembered },
): Promise<FirstAnswer> {
  return replayed(recall, remembered, {
    actor,
    params: asked.input.params,
    readAs: (handler, { params, query }) => {
      const outside = outsideOf(serving, { ...asked, actor, input: { params, query, body: undefined } })
      return handler(callOf({ ...outside, tx, notifySockets }))
    },
  })
}

const notifySockets = () => {
  throw new Error('A read changes nothing, so it has nothing to hint')
}

/** Returns the reference data a request works with: as it is when the request begins, before it holds a connection. */
const snapshotOf = ({ snapshots }: Pick<Serving, 'snapshots'>, { actor, versions }: Asked): Promise<Snapshot> =>
  snapshots.current(actor.districtId, versions)

type Shared = Pick<Call<Endpoint>, 'tx' | 'notifySockets'> & Outside<Endpoint>

/**
 * Builds the context outside a transaction. The input was parsed by the endpoint's own schemas and the roles were checked, so it has the
 * handler's type.
 */
const outsideOf = (
  { db, clock, deps }: Pick<Serving, 'db' | 'clock' | 'deps'>,
  { actor, log, input, gatewayOpenid, openid }: Asked,
): Outside<Endpoint> =>
  ({ db, clock, deps, districtId: actor.districtId, actor, log, gatewayOpenid, openid, ...input }) as unknown as Outside<Endpoint>

const callOf = ({ db: _, ...call }: Shared): Call<Endpoint> => call

const beforeOf = (handler: Handler<Endpoint>) => (typeof handler === 'function' ? () => Promise.resolve(undefined) : handler.before)
const runOf = (handler: Handler<Endpoint>): ((call: Call<Endpoint>, prepared: unknown) => Promise<unknown>) =>
  typeof handler === 'function' ? handler : handler.run

/**
 * Returns the submit of a request; throws when the key is missing: every POST needs one unless the contract says a retry is harmless; other
 * commands may have one.
 */
export function submitOf(key: string, endpoint: Endpoint, mark: string | undefined, bodyHash: string): Submit | null {
  if (endpoint.idempotent === false) return null
  if (mark === undefined) {
    if (key.startsWith('POST ')) throw problem('keyNeeded')
    return null
  }
  return { key: mark, endpoint: key, bodyHash }
}
