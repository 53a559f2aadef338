import * as v from 'valibot'
import { breaker, Resting } from '../process/breaker'

/** A failed request to the open API: `errcode` when WeChat answered with one, null when there was no usable answer. */
export class WeChatFault extends Error {
  constructor(
    readonly path: string,
    readonly errcode: number | null,
    reason: string,
  ) {
    super(`WeChat ${path}: ${reason}`)
    this.name = 'WeChatFault'
  }
}

export interface OpenApiOptions {
  /** `https://api.weixin.qq.com`, or the stand-in. */
  base: string
  timeoutMs: number
  /** Called with every failed request; carries no personal data. */
  onFault: (fault: WeChatFault) => void
}

const Refusal = v.object({ errcode: v.number(), errmsg: v.optional(v.string(), '') })
const busy = -1

/**
 * Returns a function that requests one path and parses its answer by `schema`. The body decides about success: WeChat's status is always
 * 200, its content type varies, and a success may or may not have `errcode: 0`. Busy (-1) is retried once. A path that gave no answer
 * several times in a row is not asked for a while. Throws `WeChatFault`.
 */
export function openApi({ base, timeoutMs, onFault }: OpenApiOptions) {
  const breakers = new Map<string, ReturnType<typeof breaker>>()
  function through(path: string) {
    const known = breakers.get(path) ?? breaker()
    breakers.set(path, known)
    return known
  }

  /** Returns the JSON that WeChat answers; whatever it says, it is up. */
  async function answered(path: string, query: Record<string, string>, body: unknown): Promise<unknown> {
    const url = `${base}${path}?${new URLSearchParams(query).toString()}`
    const given = await fetch(url, {
      signal: AbortSignal.timeout(timeoutMs),
      ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
      .then((response) => response.text())
      .catch((fault: unknown) => {
        // The URL contains the app secret or a token: only the name of the error is passed on.
        throw new WeChatFault(path, null, fault instanceof Error ? fault.name : 'no answer')
      })
    const answer = parsedJson(given)
    if (answer === undefined) throw new WeChatFault(path, null, 'the answer is not JSON')
    return answer
  }

  async function once<T>(path: string, query: Record<string, string>, body: unknown, schema: v.GenericSchema<unknown, T>): Promise<T> {
    const answer = await through(path)(() => answered(path, query, body))
    const refused = v.safeParse(Refusal, answer)
    if (refused.success && refused.output.errcode !== 0) throw new WeChatFault(path, refused.output.errcode, refused.output.errmsg)
    const read = v.safeParse(schema, answer)
    if (!read.success) throw new WeChatFault(path, null, 'the answer has another shape')
    return read.output
  }

  return async <T>(path: string, query: Record<string, string>, body: unknown, schema: v.GenericSchema<unknown, T>): Promise<T> => {
    try {
      return await once(path, query, body, schema).catch((fault: unknown) => {
        if (fault instanceof WeChatFault && fault.errcode === busy) return once(path, query, body, schema)
        throw fault
      })
    } catch (fault) {
      if (fault instanceof Resting) throw new WeChatFault(path, null, 'not asked, since it did not answer several times in a row')
      if (fault instanceof WeChatFault) onFault(fault)
      throw fault
    }
  }
}

export type OpenApi = ReturnType<typeof openApi>

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
