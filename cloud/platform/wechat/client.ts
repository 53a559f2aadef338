import type { ProblemCode } from '@doorstep/contract/problems'
import * as v from 'valibot'
import type { Clock } from '../process/clock'
import { problem } from '../process/problem'
import { withAccessToken } from './access-token'
import { openApi, WeChatFault } from './open-api'
import type { OpenApiOptions } from './open-api'

/** Where a text will be shown, as WeChat numbers it. */
const textScenes = { profile: 1, comment: 2, forum: 3, social: 4 } as const

/** Result of a text check. `review`: a person should look at it, also when WeChat could not be asked. Only `risky` may be refused. */
interface TextVerdict {
  suggest: 'pass' | 'review' | 'risky'
  /** WeChat's number for the finding (100 none, 10001 advertising, 20001 … 21000); null when WeChat was not asked. */
  label: number | null
}

export interface WeChat {
  /** Returns the identity behind a wx.login code. Throws wechatCodeRefused, wechatBlocked or wechatUnreachable. */
  signIn: (code: string) => Promise<{ openid: string; unionid: string | null }>
  /** Checks a text by a user who signed in within the last 2 hours. Never throws: no answer is `review`. */
  checkText: (openid: string, scene: keyof typeof textScenes, text: string) => Promise<TextVerdict>
}

export interface WeChatOptions extends Partial<OpenApiOptions> {
  appid: string
  secret: string
  clock: Clock
}

const weChatBase = 'https://api.weixin.qq.com'

const Identity = v.object({ openid: v.pipe(v.string(), v.minLength(1)), unionid: v.optional(v.string()) })
const Suggest = v.picklist(['pass', 'review', 'risky'])
const Checked = v.object({ result: v.object({ suggest: Suggest, label: v.pipe(v.union([v.number(), v.string()]), v.transform(Number)) }) })

/** Problem codes of sign-in errors the user can act on; every other errcode is an internal or WeChat error. */
const signInProblems: Partial<Record<number, ProblemCode>> = {
  40029: 'wechatCodeRefused', // unknown or expired
  40163: 'wechatCodeRefused', // already used; not in WeChat's table
  40226: 'wechatBlocked',
}

/** Returns a client of the open API; in development and tests its base address is the stand-in's. */
export function weChatClient({
  appid,
  secret,
  clock,
  base = weChatBase,
  timeoutMs = 5000,
  onFault = () => undefined,
}: WeChatOptions): WeChat {
  const api = openApi({ base, timeoutMs, onFault })
  const withToken = withAccessToken(api, clock, { appid, secret })

  const checkPart = async (openid: string, scene: number, content: string): Promise<TextVerdict> => {
    const asked = { openid, scene, version: 2, content }
    const { result } = await withToken((token) => api('/wxa/msg_sec_check', { access_token: token }, asked, Checked))
    return result
  }

  return {
    async signIn(code) {
      const query = { appid, secret, js_code: code, grant_type: 'authorization_code' }
      try {
        const { openid, unionid = null } = await api('/sns/jscode2session', query, undefined, Identity)
        return { openid, unionid }
      } catch (fault) {
        if (!(fault instanceof WeChatFault)) throw fault
        throw problem(signInProblems[fault.errcode ?? 0] ?? 'wechatUnreachable')
      }
    },

    async checkText(openid, scene, text) {
      if (text.trim() === '') return { suggest: 'pass', label: null }
      try {
        const verdicts = await Promise.all(partsOf(text).map((part) => checkPart(openid, textScenes[scene], part)))
        return verdicts.reduce((worst, verdict) => (severity[verdict.suggest] > severity[worst.suggest] ? verdict : worst))
      } catch (fault) {
        // 61010 (no visit within 2 hours: staff, imports) and every other error leave the text for review.
        if (fault instanceof WeChatFault) return { suggest: 'review', label: null }
        throw fault
      }
    },
  }
}

const severity = { pass: 0, review: 1, risky: 2 } as const

/** Splits a text into parts of at most 2500 UTF-16 units, WeChat's limit, never within a character. */
function partsOf(text: string): string[] {
  const parts: string[] = []
  let part = ''
  for (const character of text) {
    if (part.length + character.length > 2500) {
      parts.push(part)
      part = ''
    }
    part += character
  }
  return [...parts, part]
}
