import type { Endpoint, EndpointKey } from '@doorstep/contract/endpoints'
import type { Problem } from '@doorstep/contract/problems'
import { staffRoles, type StaffRole } from '@doorstep/contract/roles'
import { testApp, type TestApp } from '../app/app'
import { aDistrict, type District } from '../district'
import { everyEndpoint, rawCall, type RawResponse } from '../http/raw-call'
import { signedIn } from '../people/signed-in'
import { knownOf, validInput, type Known } from './valid-input'

/** Tries the role matrix of docs/roles.md over HTTP: every endpoint with every role. */
let app: TestApp
let place: District
let known: Known

beforeAll(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
  known = knownOf(place)
})
afterAll(() => app.close())

const codeOf = ({ json }: RawResponse) => (json as Problem | undefined)?.code
const open = ({ who }: Endpoint) => who.includes('anyone')
const closed = everyEndpoint.filter(([, endpoint]) => !open(endpoint))
const callers = ['resident', ...staffRoles] as const

/** Sends input the endpoint accepts, so that with a missing role check the request would do its work. */
const ask = (key: EndpointKey, endpoint: Endpoint, token?: string) =>
  rawCall(app.server, key, { ...validInput(endpoint, known), ...(token === undefined ? {} : { token }) })

test.each(closed)('%s asks a stranger to sign in', async (key, endpoint) => {
  const heard = await ask(key, endpoint)
  expect([heard.status, codeOf(heard)]).toEqual([401, 'signInNeeded'])
})

test.each(closed)('%s takes no made-up, ended or revoked session', async (key, endpoint) => {
  const refused = [401, 'badToken']
  const madeUp = await ask(key, endpoint, 'A'.repeat(43))
  expect([madeUp.status, codeOf(madeUp)]).toEqual(refused)
  for (const end of [{ expires_at: app.clock.now() }, { revoked_at: app.clock.now() }]) {
    const who = await signedIn(place, holderOf(endpoint))
    await app.db.updateTable('session').set(end).where('district_id', '=', place.id).where('id', '=', who.actor.sessionId).execute()
    const heard = await ask(key, endpoint, who.token)
    expect([heard.status, codeOf(heard)]).toEqual(refused)
  }
})

const holderOf = ({ who }: Endpoint): 'resident' | StaffRole => {
  const [first] = who
  return first === undefined || first === 'anyone' ? 'resident' : first
}

/** Everybody who only reads, each once; whoever writes comes new, because writing may end a session or a role. */
const readers = new Map<(typeof callers)[number], ReturnType<typeof signedIn>>()
function callerOf(key: EndpointKey, caller: (typeof callers)[number]) {
  if (!key.startsWith('GET ')) return signedIn(place, caller)
  const reader = readers.get(caller) ?? signedIn(place, caller)
  readers.set(caller, reader)
  return reader
}

describe.each(callers)('as %s', (caller) => {
  const passes = ({ who }: Endpoint) => who.includes('anyone') || who.includes('resident') || who.some((role) => role === caller)
  test.each(everyEndpoint)('%s opens exactly to its roles', async (key, endpoint) => {
    const { token } = await callerOf(key, caller)
    const heard = await ask(key, endpoint, token)
    if (!passes(endpoint)) {
      expect([heard.status, codeOf(heard)]).toEqual([403, 'notYourRole'])
      return
    }
    expect(heard.status).toBeLessThan(500)
    expect([401, 403].includes(heard.status) && codeOf(heard)).not.toBe('notYourRole')
    expect(heard.status).not.toBe(401)
  })
})
