import Taro from '@tarojs/taro'
import type { ApiKey } from '@doorstep/contract/api'
import type { Problem as ApiProblem } from '@doorstep/contract/problems'
import { allWithTimes } from '@doorstep/contract/time-words'
import { hearClock, serverNow } from './server-clock'
import { asRecord, asText } from '../device/storage'
import { clientProblem, failed, ok, type Input, type Result, type Value } from './result'

/** Request timeout in milliseconds; WeChat's own is 60 s, longer than people wait. */
const patience = 15_000

export interface Sending {
  token?: string | undefined
  /** The same for every retry of one submission. */
  idempotencyKey?: string | undefined
}

interface Parts {
  params?: Record<string, unknown>
  query?: Record<string, unknown>
  body?: Record<string, unknown>
}

/** Returns the URL of a call: fills `{id}` in the endpoint's path and writes the query; absent values are left out. */
export function addressOf(key: string, { params = {}, query = {} }: Parts) {
  const space = key.indexOf(' ')
  const path = key.slice(space + 1).replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])))
  const search = Object.entries(query)
    .filter(([, value]) => value !== undefined && value !== null)
    .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    .join('&')
  return { method: key.slice(0, space), url: `${API_BASE}${path}${search && `?${search}`}` }
}

/** Returns the headers every call carries. */
export const headersOf = ({ token, idempotencyKey }: Sending): Record<string, string> => ({
  'x-district': DISTRICT,
  'x-client-version': APP_VERSION,
  // This client words the times in sentences itself (`allWithTimes`).
  'x-times': 'marked',
  ...(token && { authorization: `Bearer ${token}` }),
  ...(idempotencyKey && { 'idempotency-key': idempotencyKey }),
})

const isEmpty = (data: unknown) => data === undefined || data === null || data === ''

/** Returns the result of a response: the value for 2xx, otherwise the API's problem. */
export function answerOf<T>(status: number, data: unknown): Result<T> {
  // A retry whose first answer may not be shown any more is answered with its status alone; only 204 has nothing to show by itself.
  if (status >= 200 && status < 300) return status !== 204 && isEmpty(data) ? failed(clientProblem('doneBefore')) : ok(data as T)
  const problem = asRecord(data)
  const said = typeof problem?.code === 'string' && typeof problem.detail === 'string'
  return failed(said ? allWithTimes(data as ApiProblem, serverNow()) : clientProblem('garbled'))
}

/** Returns a header's text: WeChat passes header names on as the server wrote them, a browser in lower case. */
const headerOf = (header: unknown, name: string) => asText(asRecord(header)?.[name] ?? asRecord(header)?.[name.toLowerCase()])

/** Returns the problem of a request without response, from the error of WeChat or the browser. */
export const failureOf = (error: unknown) => {
  const message = String(asRecord(error)?.errMsg ?? error)
  return failed(clientProblem(/timed?.?out/i.test(message) ? 'timeout' : 'offline'))
}

/** Sends one request, without session or retry. Never throws. */
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
