import type * as v from 'valibot'
import { api } from './api'
import type { Endpoint } from './endpoints'
import { textChecks } from './values'

/** The parts of a valibot schema through which its strings are reached. */
interface Shape {
  type: string
  entries?: Record<string, v.GenericSchema>
  item?: v.GenericSchema
  wrapped?: v.GenericSchema
  options?: readonly unknown[]
  pipe?: readonly { type: string; kind: string }[]
}

/** What holds a string to a form of its own, so that it needs no rule for text. */
const forms = new Set(['regex', 'uuid', 'iso_date', 'iso_timestamp', 'digits'])

/** Returns the checks of a string, those of a pipe in its pipe included. */
const checksOf = ({ pipe = [] }: Shape, schema?: unknown): readonly { type: string }[] =>
  pipe.flatMap((one) => (one.kind === 'schema' && one !== schema && 'pipe' in one ? checksOf(one as unknown as Shape) : [one]))

/** Returns the strings of a schema, each with its path. */
function stringsOf(schema: v.GenericSchema, path: string): { path: string; checks: readonly { type: string }[] }[] {
  const shape = schema as unknown as Shape
  const { type, entries = {}, item, wrapped, options = [] } = shape
  if (type === 'string') return [{ path, checks: checksOf(shape, schema) }]
  return [
    ...Object.entries(entries).flatMap(([name, one]) => stringsOf(one, `${path}.${name}`)),
    ...[item, wrapped].flatMap((one) => (one === undefined ? [] : stringsOf(one, path))),
    ...(type === 'picklist' ? [] : options).flatMap((one) => stringsOf(one as v.GenericSchema, path)),
  ]
}

const isText = (checks: readonly unknown[]) => checks.includes(textChecks.storable) && checks.includes(textChecks.inked)

const parts = (key: string, { params, query, body }: Endpoint) =>
  Object.entries({ params, query, body }).flatMap(([name, schema]) => (schema === undefined ? [] : [[`${key} ${name}`, schema] as const]))
const sent = Object.entries(api as Record<string, Endpoint>).flatMap(([key, endpoint]) => parts(key, endpoint))

const strings = sent.flatMap(([path, schema]) => stringsOf(schema, path))

test('every string that people send is text, a line, or of a form of its own', () => {
  expect(sent.length).toBeGreaterThan(100)
  const loose = strings.filter(({ checks }) => !isText(checks) && !checks.some(({ type }) => forms.has(type)))
  expect(loose.map(({ path }) => path)).toEqual([])
})

/** Names of fields that stand in lists, calendars, file names and tables. */
const inLines = new Set(['name', 'title', 'label', 'relation', 'unit', 'room', 'device', 'window', 'placeDetail', 'address', 'q'])

test('names, titles and places are of one line', () => {
  const broken = strings.filter(({ path, checks }) => {
    const isWords = inLines.has(path.slice(path.lastIndexOf('.') + 1)) && isText(checks)
    return isWords && !(checks as readonly unknown[]).includes(textChecks.inOneLine)
  })
  expect(broken.map(({ path }) => path)).toEqual([])
})
