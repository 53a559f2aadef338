import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { oldestClient } from '@doorstep/contract/client-versions'
import type { EndpointKey } from '@doorstep/contract/endpoints'
import Fastify from 'fastify'
import * as v from 'valibot'
import { repositoryRoot } from '../../platform/process/repository-root'
import { community, type Community } from '../../requests/testing/requests'
import { signedIn, type SignedIn } from '../people/signed-in'
import { rawCall, type RawRequest } from '../http/raw-call'
import { validCalls, type ValidCall } from '../valid-calls/valid-calls'

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
let calls: Partial<Record<string, () => Promise<ValidCall>>>

beforeAll(async () => {
  here = await community()
  calls = validCalls(here)
  const server = Fastify({
    ajv: { customOptions: { coerceTypes: false, useDefaults: false, removeAdditional: false, strict: false, validateFormats: false } },
  })
  server.get('/', (request, reply) => {
    checkOf = ({ $defs }, schema) => {
      const validate = request.compileValidationSchema({ ...schema, $defs })
      return (value) => (validate(value) ? '' : JSON.stringify(validate.errors))
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

const keys = [...new Set(contracts.flatMap(({ endpoints }) => Object.keys(endpoints)))]

test.each(keys)('%s', async (key) => {
  const prepare = calls[key]
  if (prepare === undefined) throw new Error(`${key} is gone, and a version that is served calls it`)
  const { who, sent } = await prepare()
  const theirs = contracts.flatMap((contract) => {
    const shapes = contract.endpoints[key]
    return shapes === undefined ? [] : [{ contract, shapes, sent: sentBy(contract, shapes, sent) }]
  })
  for (const { contract, shapes, sent: own } of theirs)
    if (shapes.body !== undefined && own.body !== undefined) expect(checkOf(contract, shapes.body)(own.body)).toBe('')
  // What the oldest of them sends, the others send, too.
  const [oldest] = theirs
  const token = who === null ? {} : { token: who.token }
  const heard = await rawCall(here.app.server, key as EndpointKey, { ...oldest?.sent, ...token })
  expect(heard.status < 300 ? '' : heard.text).toBe('')
  for (const { contract, shapes } of theirs) if (shapes.reply !== undefined) expect(checkOf(contract, shapes.reply)(heard.json)).toBe('')
})

/** Returns a call as a version sends it: without what its contract does not know. What answers no JSON is opened by a link as the API wrote it. */
function sentBy(contract: Contract, { query, body, reply }: v.InferOutput<typeof Shapes>, sent: RawRequest): RawRequest {
  const known = reply === undefined ? sent.query : knownTo(contract, query, sent.query)
  return {
    ...sent,
    headers: { ...sent.headers, 'x-client-version': contract.version },
    ...(sent.query !== undefined && isRecord(known) && { query: known }),
    ...(sent.body !== undefined && { body: knownTo(contract, body, sent.body) }),
  }
}

test.each(contracts)(
  'a rating by one tap is one that $version understands: what is not answered is never shown as no',
  async (contract) => {
    const request = await here.files(here.resident)
    await here.settles(request)
    const reads = () => here.app.does(here.resident, 'GET /v1/requests/{id}', { params: { id: request.id } })
    const misread = (answer: unknown) => checkOf(contract, contract.endpoints['GET /v1/requests/{id}']?.reply ?? {})(answer)
    await here.app.does(here.resident, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body: { satisfied: 5 } })
    const tapped = await reads()
    expect([misread(tapped), tapped.rated, tapped.rating]).toMatchObject(['', { satisfied: 5, solved: null }, null])
    const added = { params: { id: request.id }, body: { solved: true, contacted: false } }
    await here.app.does(here.resident, 'POST /v1/requests/{id}/ratings/add', added)
    const whole = await reads()
    expect([misread(whole), whole.rating]).toMatchObject(['', { satisfied: 5, solved: true, contacted: false }])
  },
)

test.each(contracts)('a request that a unit has is one that $version understands, whoever reads it', async (contract) => {
  const request = await here.files(here.resident)
  await here.acts(here.dispatcher, request, 'dispatch', { unitCode: 'CG', reason: '归城管局管' })
  const misread = async (who: SignedIn) => {
    const answer = await here.app.does(who, 'GET /v1/requests/{id}', { params: { id: request.id } })
    return checkOf(contract, contract.endpoints['GET /v1/requests/{id}']?.reply ?? {})(answer)
  }
  for (const who of [here.resident, here.member, here.handler, here.dispatcher, here.supervisor]) expect(await misread(who)).toBe('')
  await here.acts(here.handler, request, 'dispute', { reason: '不归我们管' })
  for (const who of [here.resident, here.handler, here.supervisor]) expect(await misread(who)).toBe('')
})

test.each(contracts)('the head of a unit is a handler to $version', async (contract) => {
  const head = await signedIn(here.district, 'unitHead')
  const answer = await here.app.does(head, 'GET /v1/session', {})
  expect(checkOf(contract, contract.endpoints['GET /v1/session']?.reply ?? {})(answer)).toBe('')
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
