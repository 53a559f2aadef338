import { createHash } from 'node:crypto'
import type { Endpoint } from '@doorstep/contract/endpoints'
import type { Call, Handler, RoomRoutes } from '../context/call'
import type { Actor, Grant } from '../process/actor'
import { problem, ProblemError } from '../process/problem'
import type { FirstAnswer, Remembered, Standing } from './idempotency'
import { replySchema, successSchema } from './json-schema'
import { parse } from './validation'

type Read = (call: Call<Endpoint>) => Promise<unknown>

/** A read of what a command's answer shows: whoever may not read it now is not sent the remembered answer. */
export interface Sight {
  endpoint: Endpoint
  handler: Read
  /** The path parameter that names the thing; null when the read is of the caller themselves. */
  param: string | null
  /** Whether the read answers in the command's own form, and so can take the place of an answer of another version. */
  sameForm: boolean
}

/** What a command's answers are remembered with, and how a retry gets them. */
export interface Recall {
  /** Digest of the form of the answer, so that no client gets an answer of another version of the API. */
  shape: () => string
  /** Whether only staff may call it: the roles held then must be held still. */
  staffOnly: boolean
  /** The read by which answers are checked; looked for at the first answer and not at the start, which has hundreds of endpoints to look through. */
  sight: () => Sight | null
  /** Returns what is remembered of a reply that is too large to be: by it the thing is read anew. Undefined where no read answers in its form. */
  anew: (reply: unknown) => unknown
}

const reads = (rooms: readonly RoomRoutes[]) =>
  rooms.flatMap(({ table, handlers }) =>
    Object.entries(table)
      .filter(([key]) => key.startsWith('GET '))
      .map(([key, endpoint]) => ({ key, path: key.slice('GET '.length), endpoint, handler: handlers[key] })),
  )

const paramsIn = (path: string) => Array.from(path.matchAll(/\{(\w+)\}/g), ([, name = '']) => name)

/**
 * Returns the read by which a command's remembered answer is checked: the one that answers in the same form, by the answer's own id, else
 * the one whose path the command's begins with; null where there is none.
 */
export function sightOf(key: string, endpoint: Endpoint, rooms: readonly RoomRoutes[]): Sight | null {
  const schema = successSchema(endpoint)
  if (schema === null) return null
  const path = key.slice(key.indexOf(' ') + 1)
  const known = reads(rooms)
  const same = known.find((read) => successSchema(read.endpoint) === schema)
  const found =
    same ??
    known
      .filter((read) => paramsIn(read.path).length === 1 && read.path.endsWith('}') && path.startsWith(`${read.path}/`))
      .sort((a, b) => b.path.length - a.path.length)[0]
  if (found === undefined || !isPlain(found.handler)) return null
  const [param = null] = paramsIn(found.path)
  return { endpoint: found.endpoint, handler: found.handler, param, sameForm: found === same }
}

const isPlain = (handler: Handler<Endpoint> | undefined): handler is Extract<Handler<Endpoint>, Read> => typeof handler === 'function'

export function recallOf(key: string, endpoint: Endpoint, rooms: readonly RoomRoutes[]): Recall {
  const schema = successSchema(endpoint)
  let sight: Sight | null | undefined
  let shape: string | undefined
  const seenBy = () => (sight === undefined ? (sight = sightOf(key, endpoint, rooms)) : sight)
  return {
    shape: () =>
      (shape ??= createHash('sha256')
        .update(JSON.stringify(schema === null ? null : replySchema(schema)))
        .digest('base64url')),
    staffOnly: !endpoint.who.includes('anyone') && !endpoint.who.includes('resident'),
    sight: seenBy,
    anew: (reply) => {
      const by = seenBy()
      if (by === null || !by.sameForm) return undefined
      return by.param === null ? {} : { [by.param]: fieldOf(reply, by.param) }
    },
  }
}

/** Returns the roles an actor holds, as they are remembered with an answer. */
export const standingOf = ({ staff, grants }: Actor): Standing => ({
  staff: staff?.code ?? null,
  grants: grants.map(({ role, area, unit, branch }) => ({ role, area, unit, branch })),
})

const stillHolds = (actor: Actor, { staff, grants }: Standing) =>
  (actor.staff?.code ?? null) === staff && grants.every((then) => actor.grants.some((held) => isSame(held, then)))

const isSame = (held: Grant, { role, area, unit = held.unit, branch = held.branch }: Standing['grants'][number]) =>
  held.role === role && held.area === area && held.unit === unit && held.branch === branch

interface Replay {
  actor: Actor
  params: unknown
  /** Calls a read as the caller of this request. */
  readAs: (handler: Sight['handler'], input: { params: unknown; query: unknown }) => Promise<unknown>
}

/**
 * Returns what a retry is answered. Standing is asked first: a role that ended refuses it, and of what residents may do, too, it refuses
 * whoever cannot read the thing without that role, as a read of it would. Whoever lost sight of it by another way, perhaps by this very
 * act, gets the status without the body. So does an answer of another version, unless the thing can be read anew in the present form.
 */
export async function replayed(
  { shape, staffOnly, sight: sightOfIt }: Recall,
  remembered: Remembered,
  replay: Replay,
): Promise<FirstAnswer> {
  const { status, reply, standing } = remembered
  const isEnded = standing !== null && !stillHolds(replay.actor, standing)
  if (staffOnly && isEnded) throw problem('notYourRole')
  if (reply === undefined) return { status, reply }
  const sight = sightOfIt()
  const seen = sight === null ? null : await seenNow(sight, reply, replay)
  if (seen instanceof ProblemError) {
    if (isEnded) throw seen
    return { status, reply: undefined }
  }
  if (remembered.shape === shape()) return { status, reply }
  return { status, reply: seen !== null && sight?.sameForm === true ? seen.value : undefined }
}

async function seenNow(
  { endpoint, handler, param, sameForm }: Sight,
  reply: unknown,
  { params, readAs }: Replay,
): Promise<{ value: unknown } | ProblemError> {
  const id = param === null ? null : sameForm ? fieldOf(reply, param) : fieldOf(params, param)
  if (id === undefined) return problem('notFound')
  const query = endpoint.query && parse(endpoint.query, {})
  try {
    return { value: await readAs(handler, { params: param === null ? undefined : { [param]: id }, query }) }
  } catch (fault) {
    if (fault instanceof ProblemError && fault.status < 500) return fault
    throw fault
  }
}

/** Returns a field of something parsed from JSON; undefined when it has none. */
export const fieldOf = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
