import { randomUUID } from 'node:crypto'
import type { Api, ApiKey } from '@doorstep/contract/api'
import type { Reply, Sent } from '@doorstep/contract/endpoints'
import { routeOf } from '../../platform/http/http'
import { eventually } from '../eventually'

type Given<S> = Partial<S> extends S ? [sent?: S] : [sent: S]

/** A client that retries a submit until it is answered, with the same key after every lost connection, as the mini-program does. */
export interface InsistentClient {
  send: <K extends ApiKey>(key: K, ...sent: Given<Sent<Api[K]>>) => Promise<Reply<Api[K]>>
  /** Number of retries. */
  retries: () => number
}

/**
 * Sends requests to any of `urls` that answers. Throws on a refusal: what it sends is valid, so only 503 and lost connections are expected.
 */
export function insistentClient(urls: readonly string[], token?: string): InsistentClient {
  let retries = 0
  let at = 0
  return {
    retries: () => retries,
    async send(key, ...[sent]) {
      const request = requestOf(key, sent ?? {}, token)
      for (;;) {
        const answer = await ask(urls[at] ?? '', request).catch(() => null)
        if (answer !== null && answer.status < 400) return answer.body as Reply<Api[typeof key]>
        if (answer !== null && answer.status !== 503) throw new Error(`${key} answered ${answer.status}: ${JSON.stringify(answer.body)}`)
        retries += 1
        at = await eventually('an API is ready', 60, () => readyOne(urls))
      }
    },
  }
}

interface Request {
  path: string
  init: RequestInit
}

function requestOf(key: ApiKey, sent: object, token: string | undefined): Request {
  const { params = {}, query, body } = sent as { params?: Record<string, string>; query?: Record<string, string>; body?: object }
  const { method, url } = routeOf(key)
  return {
    path: url.replace(/:(\w+)/g, (_, name: string) => params[name] ?? '') + (query ? `?${new URLSearchParams(query).toString()}` : ''),
    init: {
      method,
      headers: {
        'idempotency-key': randomUUID(),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    },
  }
}

async function ask(base: string, { path, init }: Request): Promise<{ status: number; body: unknown }> {
  const response = await fetch(base + path, { ...init, signal: AbortSignal.timeout(15_000) })
  const text = await response.text()
  return { status: response.status, body: text === '' ? undefined : JSON.parse(text) }
}

/** Returns the index of a URL that is ready, or null. */
async function readyOne(urls: readonly string[]): Promise<number | null> {
  for (const [index, url] of urls.entries()) {
    const ready = await fetch(`${url}/readyz`).then(
      ({ ok }) => ok,
      () => false,
    )
    if (ready) return index
  }
  return null
}
