import { randomUUID } from 'node:crypto'
import { api } from '@doorstep/contract/api'
import type { Endpoint, EndpointKey } from '@doorstep/contract/endpoints'
import type { FastifyInstance } from 'fastify'
import { routeOf } from '../../platform/http/http'

/** Every endpoint of the contract with its key, for tests that iterate over all of them. */
export const everyEndpoint = Object.entries(api) as [EndpointKey, Endpoint][]

/** A request as anyone on the network could send it: not checked by types. */
export interface RawRequest {
  token?: string
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  /** Sent as JSON. */
  body?: unknown
  /** Sent unchanged, instead of `body`. */
  payload?: string | Buffer
  headers?: Record<string, string>
  /** The Idempotency-Key; by default a new one, none with null. */
  mark?: string | null
}

export interface RawResponse {
  status: number
  headers: Record<string, unknown>
  text: string
  /** The parsed body, if it is JSON. */
  json: unknown
}

/** Calls an endpoint with any input, each time from another address, so that no rate limit is reached. */
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

/** Encodes text as UTF-8, a lone surrogate as its three bytes, as a careless client sends it. */
const encoded = (text: string) =>
  Array.from(text, (one) => (/^[\uD800-\uDFFF]$/.test(one) ? '%ED%A0%80' : encodeURIComponent(one))).join('')

const anAddress = () => `10.${[0, 0, 0].map(() => Math.floor(Math.random() * 256)).join('.')}`
