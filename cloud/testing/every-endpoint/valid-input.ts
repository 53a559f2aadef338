import type { Endpoint } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { uuidv7 } from '../../platform/process/ids'
import type { District } from '../district'

/** Values for fields that refer to something of the district, by field name; other fields are generated from their schema. */
export type Known = Record<string, unknown>

/** Returns the values with which the contract's fields may be filled in the small district. */
export const knownOf = ({ grids: [first, second], categories }: District): Known => ({
  buildingCode: first.buildings[0].code,
  gridCode: first.code,
  grid: first.code,
  area: first.code,
  parent: first.code.slice(0, 12),
  audience: [first.code],
  token: first.buildings[0].doorToken,
  lng: String(first.centre.lng),
  lat: String(first.centre.lat),
  categoryCode: categories.ordinary,
  text: '楼道的灯坏了三天',
  kind: 'help',
  branchCode: 'B1',
  toStaffCode: first.deputy,
  standInCode: first.deputy,
  handlerCode: second.member,
  fromDay: '2026-11-24',
  untilDay: '2026-11-25',
  from: '08:30',
  to: '09:30',
  venueCode: 'V1',
  venue: 'V1',
  satisfied: 5,
  solved: true,
})

/** Returns input that an endpoint accepts; optional fields are left out unless `all`. Throws for a kind of schema it does not handle. */
export function validInput({ params, query, body }: Endpoint, known: Known, all = false) {
  const part = (schema: v.GenericSchema | undefined) =>
    schema === undefined ? undefined : (valid(schema, known, { all }) as Record<string, unknown>)
  return { params: part(params), query: part(query), body: part(body) }
}

/** The parts of a valibot schema, of any kind, that this file reads. */
export interface Shape {
  type: string
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
  options?: readonly unknown[]
  literal?: unknown
  pipe?: readonly unknown[]
}
export const shapeOf = (schema: v.GenericSchema) => schema as unknown as Shape

interface How {
  /** Which optional fields are filled in: none, those with a known value, or all. */
  all: boolean | 'known'
  name?: string
}

const strings = () => [
  '请您看一看',
  uuidv7(),
  '13800000000',
  '2026-11-24',
  '2026-11-24T01:00:00.000Z',
  '1',
  `${uuidv7()}.${'x'.repeat(12)}`,
  'x'.repeat(22),
  'x'.repeat(43),
  '0'.repeat(15),
  '0'.repeat(6),
  'A',
]

/** Returns a value the schema accepts. */
export function valid(schema: v.GenericSchema, known: Known, how: How): unknown {
  const { name } = how
  if (name !== undefined && name in known && v.is(schema, known[name])) return known[name]
  const candidates = candidatesOf(schema, known, how)
  const fits = candidates.find((one) => v.is(schema, one))
  if (fits === undefined && !candidates.includes(undefined)) throw new Error(`No valid value known for ${name ?? 'this'} (${schema.type})`)
  return fits
}

function candidatesOf(schema: v.GenericSchema, known: Known, how: How): unknown[] {
  const { type, entries = {}, item, wrapped, options = [], literal } = shapeOf(schema)
  switch (type) {
    case 'string':
      return strings()
    case 'number':
      return [1, 5]
    case 'boolean':
      return [true]
    case 'literal':
      return [literal]
    case 'picklist':
      return [...options]
    case 'array':
      return item === undefined ? [] : [[valid(item, known, how)], []]
    case 'optional':
      return wrapped !== undefined && (how.all === true || (how.all === 'known' && how.name !== undefined && how.name in known))
        ? [valid(wrapped, known, how)]
        : [undefined]
    case 'nullable':
      return wrapped === undefined ? [] : [valid(wrapped, known, how)]
    case 'union':
    case 'variant':
      return (options as v.GenericSchema[]).map((option) => valid(option, known, how))
    case 'object':
      // Some forms require at least one of their optional fields.
      return [fields(entries, known, how), ...(how.all === false ? [fields(entries, known, { ...how, all: 'known' })] : [])]
    default:
      throw new Error(`This walk knows no ${type} schema yet`)
  }
}

const fields = (entries: Record<string, v.GenericSchema>, known: Known, how: How) =>
  Object.fromEntries(
    Object.entries(entries)
      .map(([name, schema]) => [name, valid(schema, known, { ...how, name })] as const)
      .filter(([, value]) => value !== undefined),
  )
