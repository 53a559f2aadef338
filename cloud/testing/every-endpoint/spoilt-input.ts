import type { Endpoint } from '@doorstep/contract/endpoints'
import type * as v from 'valibot'
import { isLong } from '../effort'
import { shapeOf, valid, validInput, type Known } from './valid-input'

type Part = 'params' | 'query' | 'body'

/** Valid input with one value spoilt. */
export interface Spoilt {
  part: Part
  /** Dotted path, `body.place.detail`. */
  where: string
  value: unknown
  /** The input to send. */
  sent: Record<Part, Record<string, unknown> | undefined>
}

/** Returns, for every field of an endpoint, input with each value its type excludes, or without the field where it is required. */
export function spoiltInputs(endpoint: Endpoint, known: Known): Spoilt[] {
  const base = validInput(endpoint, known, true)
  return (['params', 'query', 'body'] as const).flatMap((part) => {
    const schema = endpoint[part]
    const whole = base[part]
    if (schema === undefined || whole === undefined) return []
    return spoil(schema, whole, part === 'body', known).map(({ path, value, whole: spoilt }) => ({
      part,
      where: [part, ...path].join('.'),
      value,
      sent: { ...base, [part]: spoilt },
    }))
  })
}

interface One {
  path: (string | number)[]
  value: unknown
  /** The whole input with the spoilt value. */
  whole: Record<string, unknown>
}

const absent = Symbol('absent')

function spoil(schema: v.GenericSchema, whole: Record<string, unknown>, typed: boolean, known: Known): One[] {
  return fieldsOf(schema, whole, known).flatMap(({ path, wrong, whole: base }) =>
    wrong
      .filter((value) => typed || travels(value))
      .map((value) => ({ path, value: value === absent ? '(left out)' : value, whole: put(base, path, value) })),
  )
}

/** True when a value can be sent in an address: everything is text there, and a repeated name is a list. */
const travels = (value: unknown) => typeof value === 'string' || value === absent || (Array.isArray(value) && value.length === 2)

interface Field {
  path: (string | number)[]
  wrong: unknown[]
  whole: Record<string, unknown>
}

/** Returns every field of the input with the values it must not have. */
function fieldsOf(schema: v.GenericSchema, whole: Record<string, unknown>, known: Known): Field[] {
  const found: Field[] = []
  const walk = (at: v.GenericSchema, path: (string | number)[], base: Record<string, unknown>, may: { be?: 'null'; lack?: boolean }) => {
    const { type, entries = {}, item, wrapped, options = [] } = shapeOf(at)
    if (type === 'optional' && wrapped) {
      walk(wrapped, path, base, { ...may, lack: true })
      return
    }
    if (type === 'nullable' && wrapped) {
      walk(wrapped, path, base, { ...may, be: 'null' })
      return
    }
    if (type === 'variant' || (type === 'union' && path.length === 0)) {
      for (const option of options as v.GenericSchema[]) walk(option, path, valid(option, known, { all: true }) as typeof base, may)
      return
    }
    const inList = typeof path.at(-1) === 'number'
    const wrong = [
      ...wrongFor(at),
      ...(may.be === 'null' ? [] : [null]),
      ...(may.lack === true || inList || path.length === 0 ? [] : [absent]),
    ]
    if (path.length > 0) found.push({ path, wrong, whole: base })
    for (const [name, inner] of Object.entries(entries)) walk(inner, [...path, name], base, {})
    if (item) walk(item, [...path, 0], base, {})
  }
  walk(schema, [], whole, {})
  return found
}

/** Returns one or a few values of each kind, in the long form with all their relatives. */
const values = (few: readonly unknown[], relatives: readonly unknown[]): unknown[] => (isLong ? [...few, ...relatives] : [...few])

const tooLong = '长'.repeat(20_000)
/** NUL and halves of a surrogate pair: PostgreSQL stores neither. */
const unstorable = values(['请您\u0000看一看', '\uDC00请您看一看'], ['\u0000', '请您\uD800看一看', '请您看一看\uD83D'])
const injected = values(["'; drop table request; --", '$ne'], ['../../etc/passwd', '<script>'])

function wrongFor(schema: v.GenericSchema): unknown[] {
  const { type, pipe } = shapeOf(schema)
  switch (type) {
    case 'string':
      return [...values([7, {}, ['x', 'y'], tooLong], [true, []]), ...unstorable, ...(isShaped(pipe) ? injected : [])]
    case 'number':
      return values(['1', true, {}, 1.5, -1, 2 ** 31, 1e308], ['一', [], [1], -(2 ** 53)])
    case 'boolean':
      return values(['true', 1, {}], [0, []])
    case 'picklist':
    case 'literal':
      return [...values(['nobody', '__proto__', '', 1, {}], ['constructor', true, []]), ...unstorable]
    case 'array':
      return values(['x', 1, { length: 1 }, Array.from({ length: 1000 }, () => 'x')], [true, {}])
    case 'object':
      return values(['x', 1, []], [true])
    default:
      return [{ a: 1 }, 7]
  }
}

/** True when a string has a fixed form (an id, a code, a number, a day), which free text never has. */
const isShaped = (pipe: readonly unknown[] = []) =>
  pipe.some((step) => ['regex', 'uuid', 'iso_date', 'iso_timestamp'].includes((step as { type: string }).type))

function put(whole: Record<string, unknown>, path: readonly (string | number)[], value: unknown): Record<string, unknown> {
  const copy = structuredClone(whole)
  let at: Record<string | number, unknown> = copy
  for (const step of path.slice(0, -1)) at = at[step] as typeof at
  const last = path.at(-1) ?? ''
  if (value === absent) Reflect.deleteProperty(at, last)
  else at[last] = value
  return copy
}
