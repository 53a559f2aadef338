import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ApiKey } from '@doorstep/contract/api'
import { oldestClient } from '@doorstep/contract/client-versions'
import Fastify from 'fastify'
import * as v from 'valibot'
import { repositoryRoot } from '../../platform/process/repository-root'
import { community, type Community } from '../../requests/testing/requests'
import { rawCall, type RawRequest } from '../http/raw-call'
import { validCalls } from '../valid-calls/valid-calls'

/**
 * Calls the API as released mini-programs do: with what their contract lets them send and nothing they do not know, and holds the answers
 * against what they expect. A release adds its own contract here (docs/operate.md).
 */
const Schema = v.record(v.string(), v.unknown())
type Schema = v.InferOutput<typeof Schema>
const Shapes = v.object({ params: v.optional(Schema), query: v.optional(Schema), body: v.optional(Schema), reply: v.optional(Schema) })
const Contract = v.object({ version: v.string(), $defs: v.record(v.string(), Schema), endpoints: v.record(v.string(), Shapes) })
type Contract = v.InferOutput<typeof Contract>

const contracts = readdirSync(__dirname)
  .filter((file) => file.endsWith('.json'))
  .map((file) => v.parse(Contract, JSON.parse(readFileSync(join(__dirname, file), 'utf8'))))
  .sort((a, b) => a.version.localeCompare(b.version, 'en', { numeric: true }))

type Check = (value: unknown) => string
/** Returns what is wrong with a value by a schema of a contract; empty when nothing is. */
let checkOf: (contract: Contract, schema: Schema) => Check
let here: Community

beforeAll(async () => {
  here = await community()
  const server = Fastify({
    ajv: { customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false, strict: false, validateFormats: false } },
  })
  server.get('/', (request, reply) => {
    checkOf = ({ $defs }, schema) => {
      const validate = request.compileValidationSchema({ ...schema, $defs })
      return (value) => (validate(value) === true ? '' : JSON.stringify(validate.errors))
    }
    return reply.send('')
  })
  await server.inject('/')
})
afterAll(() => here.app.close())

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Returns a value without what a contract does not know. */
function knownTo(contract: Contract, schema: unknown, value: unknown): unknown {
  if (!isRecord(schema)) return value
  const { $ref, anyOf, properties, items } = schema
  if (typeof $ref === 'string') return knownTo(contract, contract.$defs[$ref.replace('#/$defs/', '')], value)
  if (Array.isArray(anyOf)) {
    const fits = anyOf.filter(isRecord).find((one) => checkOf(contract, one)(value) === '')
    return knownTo(contract, fits, value)
  }
  if (Array.isArray(value)) return value.map((one) => knownTo(contract, items, one))
  if (!isRecord(value) || !isRecord(properties)) return value
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => name in properties)
      .map(([name, one]) => [name, knownTo(contract, properties[name], one)]),
  )
}

test('the contracts held are those of the oldest client that is served, to the last release', () => {
  const changelog = readFileSync(join(repositoryRoot(), 'CHANGELOG.md'), 'utf8')
  const lastRelease = /^## (\d+\.\d+\.\d+)/m.exec(changelog)?.[1]
  expect([contracts[0]?.version, contracts.at(-1)?.version]).toEqual([oldestClient, lastRelease])
})

describe.each(contracts)('$version', (contract) => {
  test.each(Object.entries(contract.endpoints))('%s', async (key, { query, body, reply }) => {
    const prepare = validCalls(here)[key as ApiKey] as (() => ReturnType<ReturnType<typeof validCalls>[ApiKey]>) | undefined
    if (prepare === undefined) throw new Error(`${key} is gone, and this version calls it`)
    const { who, sent } = await prepare()
    const theirs: RawRequest = { ...sent, headers: { ...sent.headers, 'x-client-version': contract.version } }
    if (sent.query !== undefined && query !== undefined) theirs.query = knownTo(contract, query, sent.query) as Record<string, unknown>
    if (sent.body !== undefined && body !== undefined) {
      theirs.body = knownTo(contract, body, sent.body)
      expect(checkOf(contract, body)(theirs.body)).toBe('')
    }
    const heard = await rawCall(here.app.server, key as ApiKey, { ...theirs, ...(who === null ? {} : { token: who.token }) })
    expect({ status: heard.status < 300, text: heard.status < 300 ? '' : heard.text }).toEqual({ status: true, text: '' })
    if (reply !== undefined) expect(checkOf(contract, reply)(heard.json)).toBe('')
  })
})

test.each(['0.1.0', '0.1.9'])('%s is told in words to be opened anew, whatever it asks', async (version) => {
  for (const key of ['GET /v1/services', 'GET /v1/session', 'POST /v1/requests'] as const) {
    const heard = await rawCall(here.app.server, key, { headers: { 'x-client-version': version } })
    expect(heard.status).toBe(426)
    expect(heard.json).toMatchObject({ code: 'clientTooOld', detail: '这个版本的小程序太旧，用不了了；请关掉重新打开，会自动换成新的' })
  }
})

test.each([undefined, '', 'preview'])('who names no version is served: %s', async (version) => {
  const heard = await rawCall(here.app.server, 'GET /v1/services', {
    headers: version === undefined ? {} : { 'x-client-version': version },
  })
  expect(heard.status).toBe(200)
})
