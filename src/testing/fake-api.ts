import type { ApiKey } from '@doorstep/contract/api'
import { defaultEmergencies } from '@doorstep/contract/emergencies'
import type { Problem } from '@doorstep/contract/problems'
import type { Input, Value } from '../platform/api/result'
import { device, type FakeRequest } from './taro'

interface Call {
  key: string
  params: Record<string, string>
  query: Record<string, string>
  body: Record<string, unknown> | undefined
  /** Bytes sent instead of JSON. */
  bytes: number
  headers: Record<string, string>
}
type Answer<K extends ApiKey> = Value<K> | { problem: Pick<Problem, 'code' | 'detail'> & Partial<Problem> } | { bare: number }
export type Answers = {
  [K in ApiKey]?: Answer<K> | ((call: Pick<Call, 'key' | 'headers' | 'bytes'> & Required<Input<K>>) => Answer<K> | Promise<Answer<K>>)
}

const pattern = (key: string) => {
  const names = [...key.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '')
  return { names, path: new RegExp(`^${key.slice(key.indexOf(' ') + 1).replace(/\{\w+\}/g, '([^/]+)')}$`) }
}

function find(answers: Answers, { method, url }: FakeRequest) {
  const [path = '', search = ''] = url.split('?')
  const query = Object.fromEntries(new URLSearchParams(search))
  for (const key of Object.keys(answers) as ApiKey[]) {
    const { names, path: known } = pattern(key)
    const match = key.startsWith(`${method} `) ? known.exec(path) : null
    if (match) return { key, query, params: Object.fromEntries(names.map((name, i) => [name, decodeURIComponent(match[i + 1] ?? '')])) }
  }
  return undefined
}

const isProblem = (answer: unknown): answer is { problem: Problem } => typeof answer === 'object' && answer !== null && 'problem' in answer
const isBare = (answer: unknown): answer is { bare: number } => typeof answer === 'object' && answer !== null && 'bare' in answer

/** Answers what pages of every kind ask for beside their own reads. */
const everywhere: Answers = {
  'GET /v1/people': { rows: [] },
  'POST /v1/similar-requests': { rows: [] },
  'GET /v1/organisations': { rows: [] },
  'GET /v1/emergencies': {
    rows: defaultEmergencies.map(({ words, phones, ...row }) => ({ ...row, words: [...words], phones: [...phones] })),
  },
}

/**
 * Answers the client's calls in a unit test, typed by the contract: `fakeApi({ 'GET /v1/inbox': { rows: [], next: null, unread: 0 } })`, a
 * function to inspect the call, `{ problem: { code, detail } }` for a refusal, `{ bare: 201 }` for a status alone. A call without an
 * answer fails the test. Returns the calls so far.
 */
export function fakeApi(answers: Answers): Call[] {
  const calls: Call[] = []
  device.request.mockImplementation(async (request) => {
    const found = find({ ...everywhere, ...answers }, request)
    if (!found) {
      console.error(`fakeApi has no answer for ${request.method} ${request.url}`)
      throw new Error('request:fail not in fakeApi')
    }
    const { data, header = {} } = request
    const sent = data instanceof ArrayBuffer ? { body: undefined, bytes: data.byteLength } : { body: data, bytes: 0 }
    const call: Call = { ...found, ...sent, headers: header }
    if (found.key in answers) calls.push(call)
    const given: unknown = { ...everywhere, ...answers }[found.key]
    const answer: unknown = typeof given === 'function' ? await (given as (call: Call) => unknown)(call) : given
    if (isBare(answer)) return { statusCode: answer.bare, data: '' }
    return isProblem(answer)
      ? { statusCode: answer.problem.status, data: answer.problem }
      : { statusCode: answer === undefined ? 204 : 200, data: answer }
  })
  return calls
}
