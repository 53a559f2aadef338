import type { Endpoint } from '@doorstep/contract/endpoints'
import { problems, type Problem } from '@doorstep/contract/problems'
import { staffRoles } from '@doorstep/contract/roles'
import fc from 'fast-check'
import { testApp, type Caller, type TestApp } from '../app/app'
import { rightInput, wrongInput, type Known } from './arbitrary'
import { aDistrict } from '../district'
import { everyEndpoint, rawCall } from '../http/raw-call'
import { signedIn } from '../people/signed-in'
import { effort } from '../effort'

/** Whatever is sent to any endpoint, the answer is a success or a typed refusal, never an internal error. */
let app: TestApp
const people = new Map<string, Caller>()
let known: Known = []

beforeAll(async () => {
  app = await testApp()
  const place = await aDistrict(app.db)
  // One after another: each takes a second connection while it holds its own, and together they are more than the pool has.
  for (const role of staffRoles) people.set(role, await signedIn(place, role))
  const resident = await signedIn(place, 'resident')
  people.set('resident', resident)
  const request = await app.does(resident, 'POST /v1/requests', { body: { kind: 'help', categoryCode: 'LIGHT', text: '楼道灯坏了三天' } })
  const conversation = await app.does(resident, 'POST /v1/conversations', { body: { gridCode: place.grids[0].code } })
  known = [
    request.id,
    conversation.id,
    resident.actor.sessionId,
    ...place.grids.flatMap(({ code, buildings }) => [code, ...buildings.flatMap((one) => [one.code, one.doorToken])]),
    ...Object.values(place.categories),
    ...place.branches,
    'M1',
    'D1',
    'H1',
  ]
})
afterAll(() => app.close())

const callerOf = ({ who }: Endpoint): Caller => {
  const role = who.find((one) => people.has(one))
  return role === undefined ? null : (people.get(role) ?? null)
}

/** Leaves out what would end the session needed by the endpoints after it. */
const endpoints = everyEndpoint.filter(([key]) => key !== 'DELETE /v1/session' && key !== 'DELETE /v1/sessions/{id}')

describe.each([
  ['as the contract describes it', rightInput],
  ['with something wrong in it', wrongInput],
])('input %s', (_, inputs) => {
  test.each(endpoints)('%s', async (key, endpoint) => {
    await fc.assert(
      fc.asyncProperty(inputs(endpoint, known), async (input) => {
        const token = callerOf(endpoint)?.token
        const { status, json } = await rawCall(app.server, key, { ...input, ...(token === undefined ? {} : { token }) })
        expect(status).toBeLessThan(500)
        if (status >= 400) expect(Object.keys(problems)).toContain((json as Problem).code)
      }),
      { numRuns: effort({ short: 8, long: 50 }), endOnFailure: true },
    )
  })
})
