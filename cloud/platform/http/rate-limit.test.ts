import { aDistrict, type District } from '../../testing/district'
import { testApp, type TestApp } from '../../testing/app/app'
import { signedIn } from '../../testing/people/signed-in'

/** A session has ten calls a minute, so an address has fifty of each kind. */
const perMinute = 10
const perAddress = 50
let app: TestApp
let place: District

beforeEach(async () => {
  app = await testApp({ settings: { RATE_PER_MINUTE: String(perMinute) } })
  place = await aDistrict(app.db)
})
afterEach(() => app.close())

async function statuses(times: number, ask: (at: number) => Promise<{ status: number }>): Promise<number[]> {
  const all: number[] = []
  for (let at = 0; at < times; at += 1) all.push((await ask(at)).status)
  return all
}
const count = (all: number[], status: number) => all.filter((one) => one === status).length

test('who only reads uses up the address’s reads; a neighbour who is signed in, and one who signs in, go on', async () => {
  const neighbour = await signedIn(place, 'resident')
  const reads = await statuses(perAddress + 10, () => app.call(null, 'GET /v1/areas'))
  expect([count(reads, 200), count(reads, 429)]).toEqual([perAddress, 10])
  expect((await app.call(neighbour, 'GET /v1/session')).status).toBe(200)
  expect((await app.call(null, 'POST /v1/sessions', { body: { code: app.standIn.mintCode('newcomer') } })).status).toBe(201)
})

test('a session is limited by itself, in whatever endpoints, and is told how long', async () => {
  const [busy, calm] = [await signedIn(place, 'resident'), await signedIn(place, 'resident')]
  const calls = await statuses(perMinute, () => app.call(busy, 'GET /v1/session'))
  expect(count(calls, 200)).toBe(perMinute)
  const refused = await app.call(busy, 'GET /v1/areas')
  expect(refused.problem).toMatchObject({ code: 'tooMany' })
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
  expect(Number(refused.headers['retry-after'])).toBeLessThanOrEqual(60)
  expect((await app.call(calm, 'GET /v1/session')).status).toBe(200)
})

test('nonsense tokens are failures of their address: then refused unseen, while sessions that are known go on', async () => {
  const neighbour = await signedIn(place, 'resident')
  expect((await app.call(neighbour, 'GET /v1/session')).status).toBe(200)
  const tries = await statuses(perAddress, (at) => app.call({ token: `nonsense-nonsense-nonsense-${at}` }, 'GET /v1/session'))
  expect(count(tries, 401)).toBe(perAddress)
  expect((await app.call({ token: 'another-nonsense-token' }, 'GET /v1/session')).problem).toMatchObject({ code: 'tooMany' })
  expect((await app.call(neighbour, 'GET /v1/session')).status).toBe(200)
})

test('addresses nobody knows are metered like reads', async () => {
  const answers = await statuses(perAddress + 1, async () => ({ status: (await app.server.inject({ url: '/v1/nothing' })).statusCode }))
  expect([count(answers, 404), count(answers, 429)]).toEqual([perAddress, 1])
})

test('what a monitor asks costs the database one look, however many ask', async () => {
  const asked = jest.spyOn(app.db, 'selectFrom')
  const raw = jest.spyOn(app.db, 'getExecutor')
  for (const url of ['/readyz', '/metrics', '/healthz']) {
    const answers = await Promise.all(Array.from({ length: 150 }, () => app.server.inject({ url })))
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  }
  expect(asked.mock.calls.length).toBeLessThanOrEqual(4)
  expect(raw.mock.calls.length).toBeLessThanOrEqual(5)
})

test('the description of the API is written once and not sent again to who has it', async () => {
  const first = await app.server.inject({ url: '/openapi.json' })
  expect(first.headers['content-type']).toContain('application/json')
  const { etag } = first.headers
  expect(etag).toMatch(/^"[0-9a-f]{64}"$/)
  const second = await app.server.inject({ url: '/openapi.json', headers: { 'if-none-match': String(etag) } })
  expect([second.statusCode, second.body]).toEqual([304, ''])
})
