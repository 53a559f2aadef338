import { api, type ApiKey } from '@doorstep/contract/api'
import type { Endpoint } from '@doorstep/contract/endpoints'
import * as v from 'valibot'
import { checkedPaths, freeTexts, textsOf, uncheckedTexts } from '../../account/resident-texts'
import { roomRoutes } from '../../rooms'

const anybody: readonly string[] = ['resident', 'anyone']
const keys = (Object.keys(api) as ApiKey[]).filter((key) => (api[key] as Endpoint).who.some((role) => anybody.includes(role)))
const checked = keys.filter((key) => checkedPaths(key).length > 0)

test('whatever is said not to be checked is a free text that residents send', () => {
  const named = Object.entries(uncheckedTexts).map(([key, texts]) => [key, Object.keys(texts).sort()] as const)
  const found = keys.flatMap((key) => {
    const unread = textsOf(key).filter((path) => !checkedPaths(key).includes(path))
    return unread.length === 0 ? [] : [[key, unread.sort()] as const]
  })
  expect(Object.fromEntries(named)).toEqual(Object.fromEntries(found))
})

test('what others read of residents is checked, the detail of a place and a note on a booking too', () => {
  expect([...checkedPaths('POST /v1/requests')].sort()).toEqual(['answers.value', 'placeDetail', 'text'])
  expect(checkedPaths('POST /v1/bookings')).toEqual(['note'])
  expect(checkedPaths('POST /v1/conversations/{id}/messages')).toEqual(['text'])
  expect(checkedPaths('POST /v1/sessions')).toEqual([])
})

test('an endpoint whose texts are checked has a preparation, which checks before the transaction is open', () => {
  const handlers = new Map(roomRoutes.flatMap((room) => Object.entries(room.handlers)))
  expect(checked.filter((key) => typeof handlers.get(key) !== 'object')).toEqual([])
})

test('an endpoint whose texts are checked needs an idempotency key, with which the openid is read', () => {
  const unkeyed = checked.filter((key) => !key.startsWith('POST ') || (api[key] as Endpoint).idempotent === false)
  expect(unkeyed).toEqual([])
  expect(checked).not.toEqual([])
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
