import rateLimit, { normalizeIP, type RateLimitOptions } from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { hashToken } from '../process/crypto'
import { problem } from '../process/problem'

/**
 * What an anonymous request counts as: one kind never uses up another's share. `signIn` is kept apart so that reading cannot keep anybody
 * from signing in; `link` is a photo, page or calendar that a signed-in person opens without a token; `socket` is a live connection.
 */
export type MeteredAs = 'read' | 'signIn' | 'link' | 'socket'

declare module 'fastify' {
  interface FastifyContextConfig {
    /** What anonymous requests to this route count as: `read` when left out. */
    meteredAs?: MeteredAs
  }
}

/** Tells the rate limit what became of a token that a request brought. */
export interface RateLimit {
  /** The token has a session, and is counted by itself. Throws `tooMany` when that session has had its share. */
  accepted: (request: FastifyRequest, token: string) => Promise<void>
  /** The token has none (any more): a failure of the address. Throws `tooMany` when the address has too many. */
  refused: (request: FastifyRequest, token: string) => Promise<void>
}

/** Sessions, and addresses, whose counts one process remembers; the longest unseen are forgotten first. */
const remembered = 50_000

/** How many times the share of a session an address has, of each kind: a whole building, or a carrier's NAT, may share one. */
const addressShare = 5

/** Returns the address a request is counted by: an IPv6 network of 64 bits is one, since each of its lines has so many. */
export const addressOf = (request: FastifyRequest): string => normalizeIP(request.ip)

/** Returns the bearer token of a request; undefined without one of the right form. */
export const tokenOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([A-Za-z0-9_-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]

/**
 * Adds the rate limit to every route that has not `rateLimit: false`, counted per process, generous by default. A signed-in caller is
 * counted by their session and by nothing else, so that no neighbour behind the same address uses up their share. Who is not signed in is
 * counted by address and kind of request. An unknown token is a failure of its address: after too many, further unknown tokens are refused
 * without asking the database, those this process knows go on.
 */
export async function rateLimitOf(app: FastifyInstance, perMinute: number): Promise<RateLimit> {
  await app.register(rateLimit, { global: false })
  const known = rememberedKeys(remembered)
  type Metered = FastifyRequest & { meteredBy?: string }
  const share = (max: number): RateLimitOptions => ({
    max,
    cache: remembered,
    timeWindow: '1 minute',
    keyGenerator: (request: Metered) => request.meteredBy ?? request.ip,
  })
  const sessions = app.createRateLimit(share(perMinute))
  const visitors = app.createRateLimit(share(perMinute * addressShare))
  const failures = app.createRateLimit(share(perMinute * addressShare))

  const count = async (by: typeof sessions, request: Metered, key: string, increment = true): Promise<void> => {
    request.meteredBy = key
    const used = await by(request, { increment })
    if (used.isAllowed) return
    // A look does not count, so it refuses already when nothing remains.
    if (used.isExceeded || (!increment && used.remaining === 0)) throw problem('tooMany', { retryAfter: Math.max(1, used.ttlInSeconds) })
  }

  app.addHook('onRequest', async (request) => {
    const { rateLimit: limited, meteredAs = 'read' } = request.routeOptions.config
    if (limited === false) return
    const token = tokenOf(request)
    if (token === undefined || meteredAs === 'signIn') await count(visitors, request, `${meteredAs}:${addressOf(request)}`)
    else if (known.has(hashToken(token))) await count(sessions, request, hashToken(token))
    else await count(failures, request, addressOf(request), false)
  })
  return {
    async accepted(request: Metered, token) {
      const session = hashToken(token)
      known.add(session)
      if (request.meteredBy !== session) await count(sessions, request, session)
    },
    async refused(request, token) {
      known.delete(hashToken(token))
      await count(failures, request, addressOf(request))
    },
  }
}

/** Returns a set of at most `most` keys that forgets the one not added for longest. */
function rememberedKeys(most: number) {
  const keys = new Set<string>()
  return {
    has: (key: string) => keys.has(key),
    delete: (key: string) => keys.delete(key),
    add(key: string) {
      keys.delete(key)
      keys.add(key)
      if (keys.size <= most) return
      const [oldest] = keys
      if (oldest !== undefined) keys.delete(oldest)
    },
  }
}
