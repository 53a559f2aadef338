import type { ApiKey } from '@doorstep/contract/api'
import type { Context } from '../platform/context/call'
import { badField } from '../platform/process/problem'
import { checkedPaths } from './resident-texts'

/** A request before its transaction is open: WeChat's answer may take seconds. */
interface Asking extends Pick<Context, 'deps'> {
  /** Read with the session of every command that has an idempotency key. */
  openid: string | null
}

/**
 * Checks by WeChat the texts the caller is about to send to an endpoint, except `uncheckedTexts`. Only `risky` is refused, as
 * `badInput` at the first such field; `review`, which includes no answer, passes: what residents write to staff is not published. The texts
 * are read in one call; only a refused one is looked for, half by half.
 */
export async function refuseRisky({ deps, openid }: Asking, key: ApiKey, body: object): Promise<void> {
  const texts = checkedPaths(key).flatMap((path) => textsAt(body, path.split('.')))
  if (texts.length === 0) return
  if (openid === null) throw new Error(`${key} checks texts, but its command has no idempotency key to read the openid with`)
  const isRisky = async (some: readonly Found[]) =>
    (await deps.wechat.checkText(openid, 'social', some.map(({ text }) => text).join('\n'))).suggest === 'risky'
  if (!(await isRisky(texts))) return
  let left = texts
  while (left.length > 1) {
    const half = left.slice(0, left.length / 2)
    left = (await isRisky(half)) ? half : left.slice(half.length)
  }
  throw badField(left[0]?.at.join('.') ?? 'text', '这段话里有微信不允许发送的内容，请修改后再发')
}

/** Returns a handler's preparation that checks the texts of its body: `withPreparation(textsChecked('POST /v1/bookings'), …)`. */
export const textsChecked =
  (key: ApiKey) =>
  (call: Asking & { body: object }): Promise<void> =>
    refuseRisky(call, key, call.body)

interface Found {
  at: readonly string[]
  text: string
}

/** Returns the texts at a path that are not empty; a list on the way is gone through. */
function textsAt(value: unknown, path: readonly string[], at: readonly string[] = []): Found[] {
  if (Array.isArray(value)) return value.flatMap((one: unknown, index) => textsAt(one, path, [...at, String(index)]))
  const [key, ...rest] = path
  if (key === undefined) return typeof value === 'string' && value !== '' ? [{ at, text: value }] : []
  if (typeof value !== 'object' || value === null) return []
  return textsAt(Object.entries(value).find(([name]) => name === key)?.[1], rest, [...at, key])
}
