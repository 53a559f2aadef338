import * as v from 'valibot'
import type { Clock } from '../process/clock'
import { WeChatFault } from './open-api'
import type { OpenApi } from './open-api'

const Token = v.object({ access_token: v.string(), expires_in: v.number() })
/** Milliseconds before its expiry from which WeChat renews a stable token; the old one stays valid until its end. */
const renewMs = 300_000
/** Error codes of a revoked or expired token: another environment refreshed it, or the clock is wrong. */
const stale = new Set([40001, 40014, 42001])

/**
 * Makes requests with the app's stable token: one fetch however many requests wait for it, cached until WeChat would renew it, fetched once
 * more (never forced, which is limited to 20 a day) when WeChat rejects it. Several instances may do so; they get the same token.
 */
export function withAccessToken(api: OpenApi, clock: Clock, app: { appid: string; secret: string }) {
  let kept: { token: string; renewAt: number } | null = null
  let underWay: Promise<string> | null = null

  async function fetched(): Promise<string> {
    const asked = { grant_type: 'client_credential', ...app }
    const { access_token: token, expires_in: seconds } = await api('/cgi-bin/stable_token', {}, asked, Token)
    kept = { token, renewAt: clock.now().getTime() + seconds * 1000 - renewMs }
    return token
  }

  function token(): Promise<string> {
    if (kept !== null && clock.now().getTime() < kept.renewAt) return Promise.resolve(kept.token)
    underWay ??= fetched().finally(() => {
      underWay = null
    })
    return underWay
  }

  return async <T>(call: (token: string) => Promise<T>): Promise<T> => {
    const first = await token()
    try {
      return await call(first)
    } catch (fault) {
      if (!(fault instanceof WeChatFault && fault.errcode !== null && stale.has(fault.errcode))) throw fault
      if (kept?.token === first) kept = null
      return call(await token())
    }
  }
}
