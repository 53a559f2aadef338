import { randomBytes } from 'node:crypto'
import type { Clock } from '../platform/process/clock'
import { limiter, refusal } from './protocol'
import type { Answer } from './protocol'

const lifeMs = 7_200_000
const overlapMs = 300_000

/** Issues access tokens of two separate kinds: `stable_token` (renewed in place) and `token` (each call a new one). */
export function accessTokens(clock: Clock, app: { appid: string; secret: string }) {
  const good = new Map<string, number>() // token → when it ends
  const forcedAt: number[] = []
  const withinRate = limiter(clock, 60_000, 10_000)
  const current: { stable: string | null; plain: string | null } = { stable: null, plain: null }

  const now = () => clock.now().getTime()
  const issue = () => {
    const token = randomBytes(96).toString('base64url')
    good.set(token, now() + lifeMs)
    return token
  }
  const endsAt = (token: string | null) => (token === null ? 0 : (good.get(token) ?? 0))
  const answer = (token: string): Answer => ({ access_token: token, expires_in: Math.floor((endsAt(token) - now()) / 1000) })
  const refusalOf = (appid: unknown, secret: unknown, grant: unknown): Answer | null => {
    if (grant !== 'client_credential') return refusal(40002, 'invalid grant_type')
    if (appid !== app.appid) return refusal(40013, 'invalid appid')
    if (secret !== app.secret) return refusal(40125, 'invalid appsecret')
    return withinRate(app.appid) ? null : refusal(45009, 'reach max api daily quota limit')
  }

  return {
    stable: (body: Record<string, unknown>): Answer => {
      const refused = refusalOf(body.appid, body.secret, body.grant_type)
      if (refused !== null) return refused
      if (body.force_refresh === true) {
        const today = forcedAt.filter((at) => at > now() - 86_400_000)
        if (today.length >= 20) return refusal(45009, 'reach max api daily quota limit')
        if (now() - (today.at(-1) ?? -Infinity) >= 30_000) {
          forcedAt.push(now())
          if (current.stable !== null) good.delete(current.stable)
          current.stable = null
        }
      }
      // Within the last 5 minutes a new token is issued; the old one stays valid until its end.
      if (current.stable === null || endsAt(current.stable) - now() <= overlapMs) current.stable = issue()
      return answer(current.stable)
    },

    plain: (query: URLSearchParams): Answer => {
      const refused = refusalOf(query.get('appid'), query.get('secret'), query.get('grant_type'))
      if (refused !== null) return refused
      if (current.plain !== null) good.set(current.plain, Math.min(endsAt(current.plain), now() + overlapMs))
      current.plain = issue()
      return answer(current.plain)
    },

    /** Returns null when the token is valid, else the error every API answers with. */
    refused: (token: string | null): Answer | null => {
      if (token === null || token === '') return refusal(41001, 'access_token missing')
      const until = good.get(token)
      if (until === undefined) return refusal(40001, 'invalid credential, access_token is invalid or not latest')
      return until > now() ? null : refusal(42001, 'access_token expired')
    },

    /** Ends every token at once, as a refresh by another environment would. */
    revokeAll: () => good.clear(),
  }
}
