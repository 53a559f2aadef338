import type { Endpoint } from '@doorstep/contract/endpoints'
import fc from 'fast-check'
import { documentSchema, type JsonSchema } from '../../platform/http/json-schema'

/** The input of one request as it is sent: text in params and query, JSON in the body. */
export interface Sending {
  params: Record<string, string>
  query: Record<string, string>
  body: unknown
}

/** Values that exist in the database under test; an id drawn from these gets further than a random one. */
export type Known = readonly string[]

/** Returns input that fits the contract's schemas; the service may still refuse it. */
export const rightInput = (endpoint: Endpoint, known: Known): fc.Arbitrary<Sending> => inputOf(endpoint, (schema) => fitting(schema, known))

/** Returns input with something wrong in it: a part of another type, missing, too long, not storable or out of range. */
export const wrongInput = (endpoint: Endpoint, known: Known): fc.Arbitrary<Sending> => {
  const schema = (of: JsonSchema) => spoilt(fitting(of, known))
  return fc.record({
    params: textual(endpoint.params ? fitting(documentSchema(endpoint.params, 'input'), known) : fc.constant({})).chain((params) =>
      fc
        .constantFrom(...Object.keys(params), '')
        .chain((name) => hostileText.map((bad) => (name === '' ? params : { ...params, [name]: bad }))),
    ),
    query: textual(endpoint.query ? schema(documentSchema(endpoint.query, 'input')) : fc.constant({})),
    body: endpoint.body ? schema(documentSchema(endpoint.body, 'input')) : fc.constant(undefined),
  })
}

function inputOf({ params, query, body }: Endpoint, of: (schema: JsonSchema) => fc.Arbitrary<unknown>): fc.Arbitrary<Sending> {
  return fc.record({
    params: textual(params ? of(documentSchema(params, 'input')) : fc.constant({})),
    query: textual(query ? of(documentSchema(query, 'input')) : fc.constant({})),
    body: body ? of(documentSchema(body, 'input')) : fc.constant(undefined),
  })
}

/** Converts values to text for an address, without lone surrogates, which an address cannot contain. */
const textual = (values: fc.Arbitrary<unknown>): fc.Arbitrary<Record<string, string>> =>
  values.map((value) =>
    Object.fromEntries(
      Object.entries(typeof value === 'object' && value !== null ? value : {})
        .filter(([, part]) => part !== undefined)
        .map(([name, part]) => [name, Buffer.from(typeof part === 'string' ? part : JSON.stringify(part)).toString()]),
    ),
  )

const hostileText = fc.constantFrom(
  '',
  ' ',
  '\u0000',
  '%00',
  '..',
  '../../etc/passwd',
  "' or 1=1 --",
  '9'.repeat(30),
  '00000000-0000-0000-0000-000000000000',
  '好'.repeat(500),
)

const hostile: fc.Arbitrary<unknown> = fc.oneof(
  hostileText,
  fc.constantFrom<unknown>(
    null,
    true,
    -1,
    0,
    0.5,
    2_147_483_648,
    1e308,
    [],
    {},
    [null],
    [[]],
    'x\u0000y',
    '\uD800',
    '👨‍👩‍👧',
    'a'.repeat(20_000),
    { constructor: 1 },
  ),
  fc.jsonValue({ maxDepth: 2 }),
)

/** Replaces or removes one part of the value, or all of it. */
const spoilt = (values: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(values, fc.array(fc.nat(20), { maxLength: 3 }), fc.option(hostile, { nil: undefined }))
    .map(([value, path, bad]) => replaceAt(value, path, bad))

function replaceAt(value: unknown, [at, ...deeper]: number[], bad: unknown): unknown {
  if (at === undefined || typeof value !== 'object' || value === null) return bad
  const entries = Object.entries(value)
  const [name, part] = entries[at % Math.max(entries.length, 1)] ?? []
  if (name === undefined) return bad
  const replaced = replaceAt(part, deeper, bad)
  if (Array.isArray(value)) return value.map((one: unknown, index) => (String(index) === name ? replaced : one))
  return { ...value, [name]: replaced }
}

/** Returns values that fit a JSON Schema as generated from the contract; handles every keyword the contract uses. */
function fitting(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const {
    anyOf,
    oneOf,
    enum: options,
    const: only,
    type,
  } = schema as {
    anyOf?: JsonSchema[]
    oneOf?: JsonSchema[]
    enum?: unknown[]
    const?: unknown
    type?: string
  }
  const choices = anyOf ?? oneOf
  if (choices) return fc.oneof(...choices.map((choice) => fitting(choice, known)))
  if (options) return fc.constantFrom(...options)
  if ('const' in schema) return fc.constant(only)
  switch (type) {
    case 'object':
      return objects(schema, known)
    case 'array':
      return arrays(schema, known)
    case 'string':
      return texts(schema, known)
    case 'integer':
    case 'number':
      return numbers(schema)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 2 })
  }
}

function objects(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = schema as { properties?: Record<string, JsonSchema>; required?: string[] }
  const parts = Object.fromEntries(Object.entries(properties).map(([name, of]) => [name, fitting(of, known)]))
  return fc.record(parts, { requiredKeys: required })
}

function arrays(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const {
    items,
    prefixItems,
    minItems = 0,
    maxItems = 4,
  } = schema as {
    items?: JsonSchema
    prefixItems?: JsonSchema[]
    minItems?: number
    maxItems?: number
  }
  if (prefixItems) return fc.tuple(...prefixItems.map((item) => fitting(item, known)))
  return fc.array(fitting(items ?? {}, known), { minLength: minItems, maxLength: Math.max(minItems, Math.min(maxItems, 4)) })
}

function texts(schema: JsonSchema, known: Known): fc.Arbitrary<unknown> {
  const {
    format,
    pattern,
    minLength = 0,
    maxLength = 60,
  } = schema as { format?: string; pattern?: string; minLength?: number; maxLength?: number }
  const fits = known.filter((value) => pattern !== undefined && new RegExp(pattern, 'u').test(value))
  const found = fits.length > 0 ? [{ arbitrary: fc.constantFrom(...fits), weight: 4 }] : []
  if (format === 'uuid') return fc.oneof({ arbitrary: fc.uuid({ version: 7 }), weight: 1 }, ...uuids(known))
  if (format === 'date') return fc.constantFrom('2026-11-23', '2028-02-29', '1999-01-01')
  if (format === 'date-time') return fc.constantFrom('2026-11-23T01:00:00.000Z', '2026-12-31T16:00:00Z', '0001-01-01T00:00:00Z')
  if (pattern !== undefined) return fc.oneof({ arbitrary: fc.stringMatching(new RegExp(pattern, 'u')), weight: 1 }, ...found)
  return fc.oneof(
    fc.string({ unit: 'grapheme', minLength, maxLength: Math.min(maxLength, 60) }),
    fc.constantFrom('楼道灯坏了三天', '槐树里', 'hsl3').map((text) => text.slice(0, maxLength)),
  )
}

const uuids = (known: Known) => {
  const ids = known.filter((value) => /^[0-9a-f]{8}-/.test(value))
  return ids.length > 0 ? [{ arbitrary: fc.constantFrom(...ids), weight: 4 }] : []
}

function numbers(schema: JsonSchema): fc.Arbitrary<unknown> {
  const { minimum = -1000, maximum = 1000, type } = schema as { minimum?: number; maximum?: number; type?: string }
  return type === 'integer' ? fc.integer({ min: minimum, max: maximum }) : fc.double({ min: minimum, max: maximum, noNaN: true })
}
