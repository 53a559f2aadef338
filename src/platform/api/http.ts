import Taro from '@tarojs/taro'
import type { ApiKey } from '@doorstep/contract/api'
import type { Problem as ApiProblem } from '@doorstep/contract/problems'
import { allWithTimes } from '@doorstep/contract/time-words'
import { hearClock, serverNow } from './server-clock'
import { logFault } from '../device/log'
import { asRecord, asText } from '../device/storage'
import { clientProblem, failed, ok, type ClientProblem, type Input, type Result, type SendKey, type Value } from './result'

/** Request timeout in milliseconds; WeChat's own is 60 s, longer than people wait. */
const usualPatience = 15_000

export interface Sending {
  token?: string | undefined
  /** The same for every retry of one submission. */
  idempotencyKey?: string | undefined
  /** A body that is no JSON. */
  bytes?: ArrayBuffer | undefined
  /** How long the answer may take, in milliseconds; 15 s when left out. */
  patience?: number | undefined
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

/** False for an answer of rows that has none: a page that lists them would not be drawn. */
const isList = (data: unknown) => {
  const record = asRecord(data)
  return record === undefined || !('rows' in record) || Array.isArray(record.rows)
}

/** The endpoints that answer with 204 alone. */
const answeredBy204: Record<{ [K in SendKey]: Value<K> extends undefined ? K : never }[SendKey], true> = {
  'DELETE /v1/session': true,
  'DELETE /v1/sessions/{id}': true,
  'DELETE /v1/homes/{id}': true,
  'DELETE /v1/people/{id}': true,
  'DELETE /v1/organisation-contacts/{id}': true,
  'DELETE /v1/tickets/{id}': true,
  'PUT /v1/conversations/{id}/marks': true,
  'DELETE /v1/templates/{id}': true,
  'DELETE /v1/holds/{id}': true,
  'DELETE /v1/waiting/{id}': true,
  'DELETE /v1/staff/feeds/{id}': true,
  'DELETE /v1/staff/closures/{id}': true,
  'DELETE /v1/absences/{id}': true,
  'DELETE /v1/requests/{id}/follow': true,
  'PUT /v1/requests/{id}/follow': true,
  'PUT /v1/uploads/{id}': true,
}

/**
 * Returns the value of a 2xx response. A retry whose first answer may not be shown any more is answered with its status alone; only 204 has
 * nothing to show by itself. Anything else that is no object, the page of a hotel's network for one, is not the API's answer.
 */
function valueOf<T>(key: ApiKey, status: number, data: unknown): Result<T> {
  if (status === 204) return key in answeredBy204 ? ok(undefined as T) : failed(clientProblem('garbled'))
  if (isEmpty(data) && !key.startsWith('GET ')) return failed(clientProblem('doneBefore'))
  return asRecord(data) !== undefined && isList(data) ? ok(data as T) : failed(clientProblem('garbled'))
}

/** Returns the result of a response: the value for 2xx, otherwise the API's problem. */
export function answerOf<T>(key: ApiKey, status: number, data: unknown): Result<T> {
  if (status >= 200 && status < 300) return valueOf(key, status, data)
  const problem = asRecord(data)
  const said = typeof problem?.code === 'string' && typeof problem.detail === 'string'
  return failed(said ? allWithTimes(data as ApiProblem, serverNow()) : clientProblem('garbled'))
}

/** Returns a header's text: WeChat passes header names on as the server wrote them, a browser in lower case. */
const headerOf = (header: unknown, name: string) => asText(asRecord(header)?.[name] ?? asRecord(header)?.[name.toLowerCase()])

const messageOf = (error: unknown) => String(asRecord(error)?.errMsg ?? error)

/** What WeChat says of a request without response, by words of its message; anything else is a network that is not there. */
const failures: readonly [RegExp, ClientProblem['code']][] = [
  [/domain list|url not in|invalid url|not in whitelist/i, 'wrongAddress'],
  [/ssl|tls|cert|handshake|hand shake/i, 'unsafe'],
  [/timed?.?out/i, 'timeout'],
]

/** Returns the problem of a request without response, from the error of WeChat or the browser. */
export function failureOf(error: unknown) {
  const message = messageOf(error)
  const code = failures.find(([words]) => words.test(message))?.[1] ?? 'offline'
  if (code === 'wrongAddress' || code === 'unsafe') logFault('request', message)
  return failed(clientProblem(code))
}

/** Returns the problem of a failed wx.login: WeChat's own, unless it says that there is no network. */
export function loginFailureOf(error: unknown) {
  const message = messageOf(error)
  if (/timed?.?out/i.test(message)) return failed(clientProblem('timeout'))
  if (/network|offline|interrupted|\u7F51\u7EDC/i.test(message)) return failed(clientProblem('offline'))
  logFault('login', message)
  return failed(clientProblem('loginFailed'))
}

/** Sends one request, without session or retry. Never throws. */
export async function call<K extends ApiKey>(key: K, input: Input<K>, sending: Sending): Promise<Result<Value<K>>> {
  const { body, ...parts } = input as Parts
  const { method, url } = addressOf(key, parts)
  const { bytes, patience = usualPatience } = sending
  const type = bytes ? 'application/octet-stream' : body && 'application/json'
  const sentAt = Date.now()
  try {
    const answer = await Taro.request<unknown>({
      url,
      method: method as 'GET',
      timeout: patience,
      header: { ...headersOf(sending), ...(type && { 'content-type': type }) },
      ...((bytes ?? body) && { data: bytes ?? body }),
    })
    hearClock(headerOf(answer.header, 'Date'), sentAt, Date.now())
    return answerOf(key, answer.statusCode, answer.data)
  } catch (error) {
    return failureOf(error)
  }
}
