import type { Endpoint, EndpointKey } from '@doorstep/contract/endpoints'
import { Problem, problems } from '@doorstep/contract/problems'
import fc from 'fast-check'
import * as v from 'valibot'
import { testApp, type TestApp } from '../app/app'
import { aDistrict, type District } from '../district'
import { effort } from '../effort'
import { everyEndpoint, rawCall, type RawResponse, type RawRequest } from '../http/raw-call'
import { signedIn } from '../people/signed-in'
import { spoiltInputs } from './spoilt-input'
import { knownOf, shapeOf, validInput, type Known } from './valid-input'
import { uuidv7 } from '../../platform/process/ids'

/**
 * Sends every kind of wrong input to every endpoint of the contract: always refused with a message, never a 5xx, never with internal
 * details.
 */
let app: TestApp
let place: District
let known: Known

beforeAll(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
  known = knownOf(place)
})
afterAll(() => app.close())

/** Returns the token of a caller who passes the role check; a new person for what is counted per account. */
async function passing(key: EndpointKey, { who }: Endpoint): Promise<string> {
  const [first] = who
  const role = first === undefined || first === 'anyone' ? 'resident' : first
  const known = tokens.get(key) ?? signedIn(place, role)
  if (key !== 'POST /v1/staff-bindings') tokens.set(key, known)
  return (await known).token
}
const tokens = new Map<EndpointKey, ReturnType<typeof signedIn>>()

const ask = async (key: EndpointKey, endpoint: Endpoint, sent: RawRequest) =>
  rawCall(app.server, key, { token: await passing(key, endpoint), ...sent })

const insides =
  /node_modules|kysely|postgres|syntax error|violates|invalid (byte|input)|SQLSTATE|\bat .+:\d+:\d+|TypeError|select |insert into|update "/i

/** Returns what is wrong with a refusal, or null: it must be a problem of the table, in Chinese, without internal details. */
function fault({ status, headers, text, json }: RawResponse): string | null {
  if (status >= 500) return `answered ${status}: ${text}`
  if (status < 400) return null
  if (!String(headers['content-type']).startsWith('application/problem+json')) return `is ${String(headers['content-type'])}`
  const read = v.safeParse(Problem, json)
  if (!read.success) return `is no problem: ${text}`
  const { code, detail, errors = [] } = read.output
  if (problems[code].status !== status || read.output.status !== status) return `says ${code} with ${status}`
  if (JSON.stringify(read.output) !== JSON.stringify(json)) return `says more than a problem: ${text}`
  const said = [detail, ...errors.map(({ message }) => message)]
  if (!said.every((sentence) => /[\u4e00-\u9fff]/.test(sentence))) return `is not in Chinese: ${text}`
  return insides.test(text) ? `shows our insides: ${text}` : null
}
const codeOf = ({ json }: RawResponse) => (json as { code?: string } | undefined)?.code
const shown = (value: unknown) => JSON.stringify(value).slice(0, 60)

/** Returns all faults of these requests, for one readable failure. */
async function faultsOf(calls: readonly [what: string, call: Promise<RawResponse>, code?: readonly string[]][]): Promise<string[]> {
  const wrong: string[] = []
  for (const [what, call, codes] of calls) {
    const heard = await call
    const bad =
      fault(heard) ?? (codes === undefined || codes.includes(codeOf(heard) ?? '') ? null : `answered ${heard.status}: ${heard.text}`)
    if (bad !== null) wrong.push(`${what} ${bad}`)
  }
  return wrong
}

describe.each(everyEndpoint)('%s', (key, endpoint) => {
  const writes = !key.startsWith('GET ')
  const needsKey = key.startsWith('POST ') && endpoint.idempotent !== false

  test('refuses every field that is spoilt or left out, and names it', async () => {
    const wrong: string[] = []
    for (const { where, part, value, sent } of spoiltInputs(endpoint, known)) {
      const heard = await ask(key, endpoint, sent)
      const says = (what: string) => wrong.push(`${where} = ${shown(value)} ${what}`)
      const bad = fault(heard)
      if (bad !== null) says(bad)
      // A malformed or unknown address is refused before its parts are parsed.
      else if (part === 'params' && heard.status === 404) continue
      else if (codeOf(heard) !== 'badInput') says(`answered ${heard.status} ${codeOf(heard) ?? ''}`)
      else if (part !== 'params' && !namesField(heard, where)) says(`was refused without its name: ${heard.text}`)
    }
    expect(wrong).toEqual([])
  })

  test('refuses a district that is not here', async () => {
    const asks = (district: string) => ask(key, endpoint, { ...validInput(endpoint, known), headers: { 'x-district': district } })
    const districts = ['110101', '990102', '0', 'abc', '9901011', "990101' or 1=1", '-1', '1e5', '']
    expect(await faultsOf(districts.map((one) => [`x-district ${one}`, asks(one), ['badInput']]))).toEqual([])
  })

  test('says 404 of ids and codes of nothing here, or of another district', async () => {
    const { params, query, body } = validInput(endpoint, known)
    const foreign = { id: uuidv7(), code: foreignCodes(endpoint, params), token: 'Z'.repeat(String(params?.token).length) }
    const named = Object.keys(params ?? {}) as (keyof typeof foreign)[]
    for (const name of named) {
      const heard = await ask(key, endpoint, { params: { ...params, [name]: foreign[name] }, query, body })
      expect([fault(heard), heard.status]).toEqual([null, 404])
    }
  })

  test('answers in kind whatever JSON it is sent', async () => {
    const names = fieldNames(endpoint)
    const field = fc.oneof(fc.jsonValue({ maxDepth: 2 }), fc.string({ unit: 'binary' }), fc.constantFrom(...oddities))
    const body = fc.oneof(
      fc.jsonValue({ maxDepth: 3 }),
      names.length === 0 ? fc.constant({}) : fc.dictionary(fc.constantFrom(...names), field, { maxKeys: names.length }),
    )
    const words = fc.dictionary(fc.constantFrom('after', 'limit', ...names), fc.string({ unit: 'binary', maxLength: 40 }), { maxKeys: 3 })
    await fc.assert(
      fc.asyncProperty(body, words, async (body, query) => {
        const { params } = validInput(endpoint, known)
        const heard = await ask(key, endpoint, { params, query, ...(writes ? { body } : {}) })
        expect(fault(heard)).toBeNull()
      }),
      { numRuns: effort({ short: 5, long: 50 }) },
    )
  })

  if (writes && key !== 'DELETE /v1/session')
    test('refuses a body that is no JSON, is of another kind, or is too large', async () => {
      const { params } = validInput(endpoint, known)
      const send = (payload: string, type: string) => ask(key, endpoint, { params, payload, headers: { 'content-type': type } })
      const json = 'application/json'
      const bad = ['badInput', 'fileRefused', 'notFound']
      expect(
        await faultsOf([
          ['half of it', send('{"text":"x', json), bad],
          ['a poisoned prototype', send('{"__proto__":{"who":"me"}}', json), bad],
          ['a poisoned constructor', send('{"constructor":{"prototype":{"who":"me"}}}', json), bad],
          ['bytes that are not UTF-8', send('\xff\xfe{"a":1}', json), bad],
          ['nested 10,000 deep', send(`${'['.repeat(10_000)}${']'.repeat(10_000)}`, json)],
          ['plain text', send('text=x', 'text/csv'), bad],
          ['a form', send('text=x', 'application/x-www-form-urlencoded'), bad],
          ['XML', send('<a/>', 'application/xml'), bad],
          ['a type that is none', send('{}', 'nonsense'), bad],
          ['300 kB', send(JSON.stringify({ text: 'x'.repeat(300_000) }), json), ['tooLarge']],
          [
            'an upload cut short',
            send('--x\r\ncontent-disposition: form-data; name="file"; filename="a.jpg"\r\n\r\nabc', 'multipart/form-data; boundary=x'),
          ],
          ['a broken upload', send('--x\r\nnonsense', 'multipart/form-data; boundary=x')],
        ]),
      ).toEqual([])
    })

  if (writes && endpoint.body !== undefined)
    test('takes no list, word or number for a body', async () => {
      const { params } = validInput(endpoint, known)
      const bodies: unknown[] = [[], [1], 'x', 7, true]
      expect(await faultsOf(bodies.map((body) => [shown(body), ask(key, endpoint, { params, body }), ['badInput']]))).toEqual([])
    })

  if (needsKey)
    test('wants a well-formed Idempotency-Key', async () => {
      const sent = validInput(endpoint, known)
      if (endpoint.upload === 'form') return
      expect(await faultsOf([['none', ask(key, endpoint, { ...sent, mark: null }), ['keyNeeded']]])).toEqual([])
      const marks = ['short', 'x'.repeat(65), "key'; drop table", '        ', '钥匙'.repeat(5)]
      expect(await faultsOf(marks.map((mark) => [mark, ask(key, endpoint, { ...sent, mark: encodeURI(mark) }), ['badInput']]))).toEqual([])
    })

  if (endpoint.query !== undefined && 'after' in (shapeOf(endpoint.query).entries ?? {}))
    test('refuses a place in the list that it did not give', async () => {
      const { query } = validInput(endpoint, known)
      const place = (sortKey: unknown) => Buffer.from(JSON.stringify(sortKey)).toString('base64url')
      const turn = (after: string) => ask(key, endpoint, { ...validInput(endpoint, known), query: { ...query, after } })
      const forged = [
        '!',
        'AAAA',
        'e30x',
        place({}),
        place([]),
        place('x'),
        place([null]),
        place([{}]),
        place([1, 2, 3, 4, 5]),
        place([[[]]]),
      ]
      expect(await faultsOf(forged.map((after) => [after, turn(after), ['badInput']]))).toEqual([])
      const now = '2026-11-23T01:00:00.000Z'
      const hostile = [
        [-1, 'x'],
        [1e308, uuidv7()],
        ['infinity', uuidv7()],
        ['\u0000', '\u0000'],
        [now, '\u0000'],
        ['0001-01-01T00:00:00Z', uuidv7()],
        ['9999-12-31T23:59:59.999Z', uuidv7()],
        ['2026-02-30T00:00:00Z', uuidv7()],
        ['2026-11-23T01:00:00.000+99:00', uuidv7()],
        [0, now, uuidv7()],
        [1, '2026-11-23T01:00:00+99:99', uuidv7()],
      ]
      expect(await faultsOf(hostile.map((sortKey) => [JSON.stringify(sortKey), turn(place(sortKey))]))).toEqual([])
    })
})

const oddities = [
  '',
  '\u0000',
  '\uD800',
  '__proto__',
  'NaN',
  '1e999',
  '-0',
  '9'.repeat(40),
  '2026-02-30',
  '2026-11-23T01:00:00+99:99',
  uuidv7(),
  '990101001001001',
]

/** Returns a code of the same form as the endpoint's, of a district that does not exist here. */
const foreignCodes = (_endpoint: Endpoint, params: Record<string, unknown> | undefined) =>
  /^\d+$/.test(String(params?.code)) ? '110101001001001' : 'NOBODY-1'

const fieldNames = ({ body, query }: Endpoint): string[] => [body, query].flatMap((schema) => (schema === undefined ? [] : namesIn(schema)))

function namesIn(schema: v.GenericSchema): string[] {
  const { entries, options = [] } = shapeOf(schema)
  return entries === undefined ? (options as v.GenericSchema[]).flatMap(namesIn) : Object.keys(entries)
}

/** True when a field error points at the spoilt field or at one around or within it. */
function namesField({ json }: RawResponse, where: string): boolean {
  const path = where.split('.').slice(1).join('.')
  const { errors = [] } = json as v.InferOutput<typeof Problem>
  return errors.some((error) => path.startsWith(error.path) || error.path.startsWith(path))
}
