import { api } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { checkedPaths, residentTexts, type TextEndpoint } from '../../account/resident-texts'
import { roomRoutes } from '../../rooms'

type Schema = v.GenericSchema & {
  pipe?: readonly { type: string; kind: string }[]
  entries?: Record<string, Schema>
  item?: Schema
  wrapped?: Schema
  options?: readonly Schema[]
}

const plain = ['boolean', 'number', 'picklist', 'literal', 'null']

/** Returns the paths of a body's free texts: strings that no pattern narrows. Throws for a schema it does not know, which could hide one. */
function freeTexts(schema: Schema, path: readonly string[] = []): string[] {
  const { type, pipe = [], entries, item, wrapped, options } = schema
  if (type === 'string')
    return pipe.some((step) => ['regex', 'uuid', 'iso_timestamp', 'iso_date'].includes(step.type)) ? [] : [path.join('.')]
  if (entries !== undefined) return Object.entries(entries).flatMap(([key, entry]) => freeTexts(entry, [...path, key]))
  if (options !== undefined && (type === 'union' || type === 'variant')) return options.flatMap((option) => freeTexts(option, path))
  if (item !== undefined) return freeTexts(item, path)
  if (wrapped !== undefined) return freeTexts(wrapped, path)
  if (plain.includes(type)) return []
  throw new Error(`Say in this test what a ${type} at ${path.join('.')} holds`)
}

const anybody: readonly string[] = ['resident', 'anyone']

test('every free text that residents send is checked, or it is said why not', () => {
  const found = Object.entries<Endpoint>(api).flatMap(([key, { who, body }]) => {
    if (body === undefined || !who.some((role) => anybody.includes(role))) return []
    const texts = [...new Set(freeTexts(body))].sort()
    return texts.length === 0 ? [] : [[key, texts] as const]
  })
  const named = Object.entries(residentTexts).map(([key, texts]) => [key, Object.keys(texts).sort()] as const)
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(found))
})

test('an endpoint whose texts are checked has a preparation, which checks before the transaction is open', () => {
  const handlers = new Map(roomRoutes.flatMap((room) => Object.entries(room.handlers)))
  const keys = Object.keys(residentTexts) as TextEndpoint[]
  const unprepared = keys.filter((key) => checkedPaths(key).length > 0 && typeof handlers.get(key) !== 'object')
  expect(unprepared).toEqual([])
})

test('an endpoint whose texts are checked needs an idempotency key, with which the openid is read', () => {
  const keys = (Object.keys(residentTexts) as TextEndpoint[]).filter((key) => checkedPaths(key).length > 0)
  const unkeyed = keys.filter((key) => !key.startsWith('POST ') || (api[key] as Endpoint).idempotent === false)
  expect(unkeyed).toEqual([])
  expect(keys).not.toEqual([])
})

test('a text without a pattern is seen wherever it lies in a body', () => {
  const body = v.object({
    id: v.pipe(v.string(), v.uuid()),
    rows: v.array(v.object({ said: v.optional(v.nullable(v.string())) })),
    either: v.union([v.pipe(v.string(), v.regex(/^a$/)), v.array(v.pipe(v.string(), v.trim()))]),
  })
  expect(freeTexts(body)).toEqual(['rows.said', 'either'])
  expect(() => freeTexts(v.object({ any: v.any() }))).toThrow('any at any')
})
