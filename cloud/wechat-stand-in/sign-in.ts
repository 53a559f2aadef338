import { randomBytes } from 'node:crypto'
import type { Clock } from '../platform/process/clock'
import { limiter, refusal } from './protocol'
import type { Answer } from './protocol'

const codeLifeMs = 300_000
const visitMs = 7_200_000

/** The code wx.login returns in WeChat DevTools with a tourist AppID. */
export const devToolsCode = 'the code is a mock one'

/**
 * Issues and redeems wx.login codes: valid for 5 minutes, once. `devToolsOpenid` makes the tourist AppID of WeChat DevTools sign in as that
 * person.
 */
export function signIns(clock: Clock, app: { appid: string; secret: string }, devToolsOpenid?: string) {
  const codes = new Map<string, { openid: string; expiresAt: number; used: boolean }>()
  const visits = new Map<string, number>()
  const blocked = new Set<string>()
  const withinRate = limiter(clock, 60_000, 100)

  const entered = (openid: string): Answer => {
    if (blocked.has(openid)) return refusal(40226, 'code blocked')
    if (!withinRate(openid)) return refusal(45011, 'api minute-quota reach limit')
    visits.set(openid, clock.now().getTime())
    // A success contains no errcode, whatever the documentation says.
    return { openid, session_key: randomBytes(16).toString('base64') }
  }

  return {
    /** Returns a code as wx.login would give it to this person. */
    mint: (openid: string): string => {
      const code = `0${randomBytes(15).toString('hex')}`
      codes.set(code, { openid, expiresAt: clock.now().getTime() + codeLifeMs, used: false })
      return code
    },
    /** From now on this person's codes are answered with 40226. */
    block: (openid: string) => void blocked.add(openid),
    /** True when this person signed in within the last 2 hours, which msg_sec_check requires. */
    visitedLately: (openid: string) => (visits.get(openid) ?? -Infinity) > clock.now().getTime() - visitMs,

    exchange: (query: URLSearchParams): Answer => {
      if (query.get('appid') !== app.appid) return refusal(40013, 'invalid appid')
      if (query.get('secret') !== app.secret) return refusal(40125, 'invalid appsecret')
      if (query.get('grant_type') !== 'authorization_code') return refusal(40002, 'invalid grant_type')
      const given = query.get('js_code') ?? ''
      if (given === devToolsCode && devToolsOpenid !== undefined) return entered(devToolsOpenid)
      const code = codes.get(given)
      if (code === undefined || code.expiresAt <= clock.now().getTime()) return refusal(40029, 'invalid code')
      if (code.used) return refusal(40163, 'code been used')
      code.used = true
      return entered(code.openid)
    },
  }
}
