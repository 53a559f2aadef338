import Taro from '@tarojs/taro'
import type { ApiKey } from '@doorstep/contract/api'
import type { Problem as ApiProblem } from '@doorstep/contract/problems'
import { hearClock } from './server-clock'
import { asRecord, asText } from '../device/storage'
import { clientProblem, failed, ok, type Input, type Result, type Value } from './result'

/** WeChat waits 60 s by itself; a person does not. */
const patience = 15_000

export interface Sending {
  token?: string | undefined
  /** The same for every try of one submission. */
  idempotencyKey?: string | undefined
}

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: Record<string, unknown>
}

/** Fills `{id}` in the endpoint's path and writes the query; absent values are left out. */
export function addressOf(key: string, { params = {}, query = {} }: Parts) {
  const space = key.indexOf(' ')
  const path = key.slice(space + 1).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return { method: key.slice(0, space), url: `${API_BASE}${path}${search && `?${search}`}` }
}

/** Headers every call carries. */
export const headersOf = ({ token, idempotencyKey }: Sending): Record<string, string> => ({
  'x-district': DISTRICT,
  'x-client-version': APP_VERSION,
  ...(token && { authorization: `Bearer ${token}` }),
  ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
})

/** Reads an answer: 2xx is the value, anything else the API's problem. */
export function answerOf<T>(status: number, data: unknown): Result<T> {
  if (status >= 200 && status < 300) return ok(data as T)
  const problem = asRecord(data)
  return failed(typeof problem?.code === 'string' && typeof problem.detail === 'string' ? (data as ApiProblem) : clientProblem('garbled'))
}

/** WeChat hands headers on as the server wrote them, a browser in small letters. */
const headerOf = (header: unknown, name: string) => asText(asRecord(header)?.[name] ?? asRecord(header)?.[name.toLowerCase()])

/** What WeChat or the browser said when no answer came. */
export const failureOf = (error: unknown) => {
  const message = String(asRecord(error)?.errMsg ?? error)
  return failed(clientProblem(/timed?.?out/i.test(message) ? 'timeout' : 'offline'))
}

/** One call over the wire, as it is: no session, no retry. Never throws. */
export async function call<K extends ApiKey>(key: K, input: Input<K>, sending: Sending): Promise<Result<Value<K>>> {
  const { body, ...parts } = input as Parts
  const { method, url } = addressOf(key, parts)
  const sentAt = Date.now()
  try {
    const answer = await Taro.request<unknown>({
      url,
      method: method as 'GET',
      timeout: patience,
      header: { ...headersOf(sending), ...(body && { 'content-type': 'application/json' }) },
      ...(body && { data: body }),
    })
    hearClock(headerOf(answer.header, 'Date'), sentAt, Date.now())
    return answerOf(answer.statusCode, answer.data)
  } catch (error) {
    return failureOf(error)
  }
}
