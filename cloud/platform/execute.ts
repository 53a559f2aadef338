import type { Endpoint } from '@doorstep/contract/endpoints'
import type { FastifyBaseLogger } from 'fastify'
import type { Actor, Visitor } from './actor'
import type { Bus } from './bus'
import type { Call, Context, Deps, Handler, Outside, Signal, Upload } from './call'
import type { Clock } from './clock'
import { inTransaction, type Db } from './database'
import { claim, firstAnswer, keepAnswer, type FirstAnswer, type Submit } from './idempotency'
import { problem } from './problem'

export interface Serving {
  db: Db
  clock: Clock
  deps: Deps
  bus: Bus
}

/** What one request asks for, parsed and allowed. */
export interface Asked {
  actor: Actor | Visitor
  log: FastifyBaseLogger
  input: { params: unknown; query: unknown; body: unknown; upload?: Upload }
  gatewayOpenid: string | null
  /** The caller's mark against doing it twice, where there is one. */
  submit: Submit | null
}

/** Reads: the handler works on the pool, no transaction. */
export async function read({ db, clock, deps }: Serving, handler: Handler<Endpoint>, asked: Asked): Promise<unknown> {
  const outside = outsideOf({ db, clock, deps }, asked)
  const hint = () => {
    throw new Error('A read changes nothing, so it has nothing to hint')
  }
  return runOf(handler)(callOf({ ...outside, tx: db, hint }), await beforeOf(handler)(outside))
}

/**
 * Commands: slow outside work first, then one transaction, committed before the answer; hints leave after it. With a submit
 * mark the work is done once and later calls get the first answer.
 */
export async function command(serving: Serving, handler: Handler<Endpoint>, asked: Asked, status: number): Promise<FirstAnswer> {
  const { db, clock, deps, bus } = serving
  const { actor, submit } = asked
  const outside = outsideOf(serving, asked)
  const signedIn = actor.accountId === null ? null : actor
  const already = submit && signedIn && (await firstAnswer(db, deps.keys, signedIn, submit))
  if (already) return already
  const prepared = await beforeOf(handler)(outside)
  let hints: [readonly string[], Signal][] = []
  const answer = await inTransaction(db, async (tx) => {
    hints = []
    if (submit && signedIn) {
      const first = await claim(tx, clock, deps.keys, signedIn, submit)
      if (first) return first
    }
    const hint: Context['hint'] = (to, what) => void hints.push([to, what])
    const reply = await runOf(handler)(callOf({ ...outside, tx, hint }), prepared)
    if (submit && signedIn) await keepAnswer(tx, deps.keys, signedIn, submit.key, { status, reply })
    return { status, reply }
  })
  for (const [to, what] of hints) bus.publish(actor.districtId, to, what)
  return answer
}

type Shared = Pick<Call<Endpoint>, 'tx' | 'hint'> & Outside<Endpoint>

/** The input was parsed by the endpoint's own schemas and the role gate ran, so it has the shape the handler was typed with. */
const outsideOf = ({ db, clock, deps }: Omit<Serving, 'bus'>, { actor, log, input, gatewayOpenid }: Asked): Outside<Endpoint> =>
  ({ db, clock, deps, districtId: actor.districtId, actor, log, gatewayOpenid, ...input }) as unknown as Outside<Endpoint>

const callOf = ({ db: _, ...call }: Shared): Call<Endpoint> => call

const beforeOf = (handler: Handler<Endpoint>) => (typeof handler === 'function' ? () => Promise.resolve(undefined) : handler.before)
const runOf = (handler: Handler<Endpoint>): ((call: Call<Endpoint>, prepared: unknown) => Promise<unknown>) =>
  typeof handler === 'function' ? handler : handler.run

/** Whether this call needs a mark: every POST unless the contract says a retry is harmless; the other commands may carry one. */
export function submitOf(key: string, endpoint: Endpoint, mark: string | undefined, bodyHash: string): Submit | null {
  if (endpoint.idempotent === false) return null
  if (mark === undefined) {
    if (key.startsWith('POST ')) throw problem('keyNeeded')
    return null
  }
  return { key: mark, endpoint: key, bodyHash }
}
