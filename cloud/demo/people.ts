import pLimit from 'p-limit'
import type { Client } from './client'
import { residents } from './words/names'

/** Somebody of the demo who is signed in. */
export interface Person {
  key: string
  name: string
  token: string
  buildingCode: string | null
}

/** A person who can be signed in at the door of the demo, as samples/personas.json names them. */
interface AtTheDoor {
  key: string
  openid: string
  name: string
  what: string
  staffCode?: string | undefined
  homes?: readonly string[] | undefined
}

export interface People {
  /** Returns a resident who has joined, by key. */
  resident: (key: string) => Person
  all: () => readonly Person[]
  /** Returns a member of staff; the first time they sign in and bind their identity. */
  staff: (code: string) => Promise<Person>
}

const staffKey = (code: string) => `staff-${code}`

/** Returns everybody who can sign in while the demo is made: the personas, the other residents and all staff. */
export function everybody(personas: readonly AtTheDoor[], staffCodes: readonly string[]): AtTheDoor[] {
  const known = new Set(personas.map(({ key }) => key))
  const bound = new Set(personas.map(({ staffCode }) => staffCode))
  return [
    ...personas,
    ...residents.filter(({ key }) => !known.has(key)).map(({ key, name }) => ({ key, openid: `demo-${key}`, name, what: '居民' })),
    ...staffCodes
      .filter((code) => !bound.has(code))
      .map((code) => ({ key: staffKey(code), openid: `demo-${staffKey(code)}`, name: code, what: '工作人员', staffCode: code })),
  ]
}

interface Joining {
  client: Client
  personas: readonly AtTheDoor[]
  /** Invitation codes by staff code. */
  invitations: ReadonlyMap<string, string>
}

const atOnce = 8

/** Lets all residents join: each signs in, says how to call them, and binds their home. */
export async function join({ client, personas, invitations }: Joining): Promise<People> {
  const limit = pLimit(atOnce)
  const signIn = async (key: string) => {
    const code = await client.loginCode(key)
    return client.does(null, 'POST /v1/sessions', { body: { code, device: '微信小程序' } })
  }
  const joined = await Promise.all(
    residents.map((words, n) =>
      limit(async (): Promise<Person> => {
        const { key, name, buildingCode, unit, room, elder } = words
        const { token } = await signIn(key)
        const who = { key, name, token, buildingCode }
        const phone = `1990001${String(n + 1).padStart(4, '0')}`
        await client.does(who, 'PUT /v1/account', { body: { name, phone, ...(elder && { elder }) } })
        await client.does(who, 'POST /v1/homes', { body: { buildingCode, ...(unit && { unit }), ...(room && { room }) } })
        return who
      }),
    ),
  )
  const byKey = new Map(joined.map((person) => [person.key, person]))
  const personaOf = new Map(personas.flatMap(({ key, staffCode }) => (staffCode === undefined ? [] : [[staffCode, key] as const])))
  const staff = new Map<string, Promise<Person>>()
  const bind = async (code: string): Promise<Person> => {
    const key = personaOf.get(code) ?? staffKey(code)
    const { token } = await signIn(key)
    const invitation = invitations.get(code)
    if (invitation === undefined) throw new Error(`There is no invitation for ${code}`)
    const me = await client.does({ token }, 'POST /v1/staff-bindings', { body: { code: invitation } })
    return { key, name: me.staff?.name ?? code, token, buildingCode: null }
  }
  return {
    resident: (key) => {
      const found = byKey.get(key)
      if (found === undefined) throw new Error(`Nobody is called ${key}`)
      return found
    },
    all: () => joined,
    staff: (code) => {
      const known = staff.get(code) ?? bind(code)
      staff.set(code, known)
      return known
    },
  }
}
