import { randomUUID } from 'node:crypto'
import { Agent, request } from 'node:http'

/** Whom the flood is sent to, and as whom. */
export interface Target {
  url: string
  token: string
  gridCode: string
  seconds: number
}

interface Call {
  method?: 'POST'
  path: string
  headers?: Record<string, string>
  body?: Buffer | string
}

export const agent = new Agent({ keepAlive: true, maxSockets: Infinity })

/** Sends one request and reads its whole answer; returns the status, 0 when it was cut off. */
export function ask({ url, token }: Target, { method, path, headers = {}, body }: Call): Promise<number> {
  return new Promise((done) => {
    const signed = { authorization: `Bearer ${token}`, 'idempotency-key': randomUUID(), ...headers }
    const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
    const sent = request(`${url}${path}`, { method: method ?? 'GET', agent, headers: { ...signed, ...length } }, (answer) => {
      answer.on('error', () => done(0))
      answer.on('end', () => done(answer.statusCode ?? 0))
      answer.resume()
    })
    sent.on('error', () => done(0))
    sent.end(body)
  })
}

/** Repeats calls in `atOnce` lanes until the time is over. */
export async function lanes(target: Target, atOnce: number, send: (at: number) => Promise<unknown>): Promise<void> {
  const until = performance.now() + target.seconds * 1000
  const lane = async (at: number) => {
    while (performance.now() < until) await send(at)
  }
  await Promise.all(Array.from({ length: atOnce }, (_, at) => lane(at)))
}

export const json = { 'content-type': 'application/json' }

export interface Flood {
  name: string
  /** Makes what is sent, before anything is measured. */
  prepare?: () => Promise<void>
  run: (target: Target) => Promise<void>
}
