import rateLimit from '@fastify/rate-limit'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Actor, Visitor } from '../process/actor'
import { problem } from '../process/problem'

/** Counts a request; throws `tooMany` when the caller's limit is used up. */
export type RateLimit = (request: FastifyRequest, endpoint: string, actor: Actor | Visitor) => Promise<void>

/** Stricter limits for what could be guessed: sign-in by address, invitation codes by account. */
const tighter: Record<string, { max: number; timeWindow: string }> = {
  'POST /v1/sessions': { max: 120, timeWindow: '1 minute' },
  'POST /v1/staff-bindings': { max: 5, timeWindow: '10 minutes' },
}

/**
 * Returns the rate limit, generous by default: `perMinute` for a session, five times that for an address, since a whole building may share
 * one. Counted per process.
 */
export async function rateLimitOf(app: FastifyInstance, perMinute: number): Promise<RateLimit> {
  await app.register(rateLimit, {
    global: true,
    max: perMinute * 5,
    timeWindow: '1 minute',
    errorResponseBuilder: () => problem('tooMany'),
  })
  type Metered = FastifyRequest & { meteredBy?: string }
  const keyGenerator = (request: Metered) => request.meteredBy ?? request.ip
  const perSession = app.createRateLimit({ max: perMinute, timeWindow: '1 minute', keyGenerator })
  const perEndpoint = Object.fromEntries(
    Object.entries(tighter).map(([endpoint, share]) => [
      endpoint,
      app.createRateLimit({ ...share, max: Math.min(share.max, perMinute), keyGenerator }),
    ]),
  )
  return async (request: Metered, endpoint, actor) => {
    const checks = [...(actor.sessionId === null ? [] : [perSession]), ...(perEndpoint[endpoint] ? [perEndpoint[endpoint]] : [])]
    for (const check of checks) {
      request.meteredBy = check === perSession ? `s:${actor.sessionId ?? ''}` : `${endpoint}:${actor.accountId ?? request.ip}`
      const share = await check(request)
      if (!share.isAllowed && share.isExceeded) throw problem('tooMany')
    }
  }
}
