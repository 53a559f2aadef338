import { api, rooms } from './api'
import type { Endpoint } from './endpoints'
import { problems } from './problems'
import { staffRoles } from './roles'

const all = Object.entries(api as Record<string, Endpoint>)

test('no two rooms declare the same endpoint', () => {
  const declared = rooms.flatMap((room) => Object.keys(room.table))
  expect(declared).toHaveLength(new Set(declared).size)
  expect(all).toHaveLength(declared.length)
})

test.each(all)('%s says what it does, who may call it, and exactly one success', (_key, endpoint) => {
  expect(endpoint.does).toMatch(/\.$/)
  expect(endpoint.who.length).toBeGreaterThan(0)
  expect(Object.keys(endpoint.replies)).toHaveLength(1)
})

test.each(all)('%s takes a parameter for each one its path names', (key, endpoint) => {
  const named = [...key.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  const entries = endpoint.params && 'entries' in endpoint.params ? Object.keys(endpoint.params.entries as object) : []
  expect(entries).toEqual(named)
})

test.each(all)('%s does not list staff roles beside everyone, which would hide a slip', (_key, { who }) => {
  if (who.includes('anyone') || who.includes('resident')) expect(who).toHaveLength(1)
  else expect(who.every((role) => (staffRoles as readonly string[]).includes(role))).toBe(true)
})

test('a body is only sent where something is written', () => {
  for (const [key, endpoint] of all) if (key.startsWith('GET ')) expect(endpoint).not.toHaveProperty('body')
})

test('each problem is a 4xx or 5xx with a Chinese sentence a person can act on', () => {
  for (const { status, detail } of Object.values(problems)) {
    expect(status).toBeGreaterThanOrEqual(400)
    expect(detail).toMatch(/[\u4e00-\u9fff]/)
    expect(detail).not.toMatch(/[!!]/)
  }
})
