import { randomUUID } from 'node:crypto'
import { api } from '@doorstep/contract/api'
import type { Endpoint, EndpointKey } from '@doorstep/contract/endpoints'
import type { FastifyInstance } from 'fastify'
import { routeOf } from '../../platform/http/http'

/** Every endpoint of the contract with its key, for tests that go over all of them. */
export const everyEndpoint = Object.entries(api) as [EndpointKey, Endpoint][]

/** One call as anybody on the network could make it: nothing in it is checked by types. */
export interface RawRequest {
  token?: string
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  /** Sent as JSON. */
  body?: unknown
  /** Sent as it is, instead of `body`. */
  payload?: string | Buffer
  headers?: Record<string, string>
  /** The Idempotency-Key; a fresh one unless told, none with null. */
  mark?: string | null
}

export interface RawResponse {
  status: number
  headers: Record<string, unknown>
  text: string
  /** The parsed body, where it is JSON. */
  json: unknown
}

/** Calls an endpoint with anything at all, each time from another address, so that no share of calls runs out. */
export async function rawCall(server: FastifyInstance, key: EndpointKey, sent: RawRequest = {}): Promise<RawResponse> {
  const { method, url } = routeOf(key)
  const { token, params = {}, query = {}, body, payload, headers = {}, mark = randomUUID() } = sent
  const response = await server.inject({
    method,
    url: url.replace(/:(\w+)/g, (_, name: string) => segment(params[name])) + queryOf(query),
    remoteAddress: anAddress(),
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'GET' || mark === null ? {} : { 'idempotency-key': mark }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(payload === undefined ? (body === undefined ? {} : { payload: JSON.stringify(body) }) : { payload }),
  })
  const isJson = String(response.headers['content-type']).includes('json')
  return {
    status: response.statusCode,
    headers: response.headers,
    text: response.body,
    json: isJson ? JSON.parse(response.body) : undefined,
  }
}

const segment = (value: unknown) => (value === undefined ? 'x' : encoded(wordOf(value)) || '%20')

function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value]).map((one) => [name, wordOf(one)] as const),
  )
  return pairs.length === 0 ? '' : `?${pairs.map(([name, value]) => `${name}=${encoded(value)}`).join('&')}`
}

const wordOf = (value: unknown) => (typeof value === 'string' ? value : JSON.stringify(value))

/** Half a surrogate pair has no UTF-8; what a careless client sends for it is its three bytes. */
const encoded = (text: string) =>
  Array.from(text, (one) => (/^[\uD800-\uDFFF]$/.test(one) ? '%ED%A0%80' : encodeURIComponent(one))).join('')

const anAddress = () => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`
