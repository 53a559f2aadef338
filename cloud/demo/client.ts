import { randomUUID } from 'node:crypto'
import type { Api, ApiKey } from '@doorstep/contract/api'
import type { Reply, Sent } from '@doorstep/contract/endpoints'
import type { Problem, ProblemCode } from '@doorstep/contract/problems'

/** Who calls: somebody signed in, or null. */
type Caller = { token: string } | null

/** A refusal of the API. */
class Refused extends Error {
  constructor(
    readonly code: ProblemCode | null,
    message: string,
  ) {
    super(message)
  }
}

type Given<S> = Partial<S> extends S ? [sent?: S] : [sent: S]
type Input<K extends ApiKey> = Given<Sent<Api[K]>>

interface Loose {
  params?: Record<string, string>
  query?: Record<string, string | undefined>
  body?: object
}

/** Speaks to the API over HTTP, typed by the contract, as the app does. */
export interface Client {
  /** Sends one call and returns its reply; throws `Refused`. */
  does: <K extends ApiKey>(who: Caller, key: K, ...input: Input<K>) => Promise<Reply<Api[K]>>
  /** Does the same, but a refusal of one of these codes is null: somebody was quicker, or the time has passed. */
  tries: <K extends ApiKey>(who: Caller, codes: readonly ProblemCode[], key: K, ...input: Input<K>) => Promise<Reply<Api[K]> | null>
  /** Sends one file; returns its id. */
  upload: (who: Caller, file: { bytes: Buffer; name: string; mime: string }) => Promise<string>
  /** Gets a sign-in code at the door of the demo, as the browser preview does. */
  loginCode: (persona: string) => Promise<string>
  /** Number of calls so far. */
  calls: () => number
}

export function clientOf(base: string): Client {
  let calls = 0
  const headersOf = (who: Caller, writes: boolean) => ({
    ...(who !== null && { authorization: `Bearer ${who.token}` }),
    ...(writes && { 'idempotency-key': randomUUID() }),
  })
  async function answerOf(what: string, sending: Promise<Response>): Promise<unknown> {
    calls += 1
    const answer = await sending
    const text = await answer.text()
    if (answer.ok) {
      const read: unknown = text === '' ? undefined : JSON.parse(text)
      return read
    }
    const { code = null, detail = text, errors = [] } = parsedProblem(text)
    throw new Refused(
      code,
      `${what} answered ${answer.status} ${code ?? ''}: ${detail} ${errors.map(({ path, message }) => `${path} ${message}`).join(' ')}`,
    )
  }
  const does = async <K extends ApiKey>(who: Caller, key: K, ...[sent]: Input<K>) => {
    const { params = {}, query = {}, body } = (sent ?? {}) as Loose
    const [method = 'GET', path = ''] = key.split(' ')
    const url = new URL(
      path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? '')),
      base,
    )
    for (const [name, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(name, value)
    const said = await answerOf(
      `${key} ${JSON.stringify(sent ?? {})}`,
      fetch(url, {
        method,
        headers: { ...headersOf(who, method !== 'GET'), ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    return said as Reply<Api[K]>
  }
  return {
    does,
    tries: (who, codes, key, ...input) =>
      does(who, key, ...input).catch((fault: unknown) => {
        if (fault instanceof Refused && fault.code !== null && codes.includes(fault.code)) return null
        throw fault
      }),
    async upload(who, { bytes, name, mime }) {
      const form = new FormData()
      form.set('file', new Blob([new Uint8Array(bytes)], { type: mime }), name)
      const { id } = (await answerOf(
        'POST /v1/files',
        fetch(new URL('/v1/files', base), { method: 'POST', headers: headersOf(who, true), body: form }),
      )) as { id: string }
      return id
    },
    async loginCode(persona) {
      const { code } = (await answerOf(
        'POST /preview/login-codes',
        fetch(new URL('/preview/login-codes', base), {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ persona }),
        }),
      )) as { code: string }
      return code
    },
    calls: () => calls,
  }
}

function parsedProblem(text: string): Partial<Problem> {
  try {
    return JSON.parse(text) as Partial<Problem>
  } catch {
    return {}
  }
}
