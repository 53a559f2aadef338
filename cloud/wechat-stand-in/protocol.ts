import { randomBytes } from 'node:crypto'
import type { Clock } from '../platform/process/clock'

/** An answer of the open API: always HTTP 200, errors as `errcode` in the body. */
export type Answer = Record<string, unknown>

/** Returns an error as api.weixin.qq.com words it; `rid` is the id its support asks for. */
export const refusal = (errcode: number, errmsg: string): Answer => ({ errcode, errmsg: `${errmsg}, rid: ${rid()}` })

const rid = () => [0, 0, 0].map(() => randomBytes(4).toString('hex')).join('-')

/** Counts events per key in a sliding window, for WeChat's frequency limits. */
export function limiter(clock: Clock, windowMs: number, most: number) {
  const seen = new Map<string, number[]>()
  return (key: string): boolean => {
    const now = clock.now().getTime()
    const recent = (seen.get(key) ?? []).filter((at) => at > now - windowMs)
    recent.push(now)
    seen.set(key, recent)
    return recent.length <= most
  }
}
