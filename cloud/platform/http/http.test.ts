import { timeMark } from '@doorstep/contract/time-words'
import fastify from 'fastify'
import { publishedUntil } from '../time/calendar'
import { aDistrict, type District } from '../../testing/district'
import { testApp, type TestApp } from '../../testing/app/app'
import { signedIn } from '../../testing/people/signed-in'
import { addRequestHooks } from './request-hooks'

let app: TestApp
let place: District

beforeAll(async () => {
  app = await testApp()
  place = await aDistrict(app.db)
})
afterAll(() => app.close())

test('somebody who browses sees a grid card without signing in', async () => {
  const { status, body } = await app.call(null, 'GET /v1/grids/{code}', { params: { code: place.grids[0].code } })
  expect(status).toBe(200)
  expect(body).toMatchObject({ code: place.grids[0].code, name: '第一网格' })
})

test('no session, an unknown session and the wrong role are told apart, before the input is looked at', async () => {
  const wrongInput = { body: { ids: ['not an id'] } }
  expect((await app.call(null, 'POST /v1/inbox/read', wrongInput)).problem).toMatchObject({ status: 401, code: 'signInNeeded' })
  expect((await app.call({ token: 'x'.repeat(43) }, 'POST /v1/inbox/read', wrongInput)).problem).toMatchObject({
    status: 401,
    code: 'badToken',
  })
  const resident = await signedIn(place, 'resident')
  expect((await app.call(resident, 'GET /v1/grid-corrections')).problem).toMatchObject({ status: 403, code: 'notYourRole' })
})

test('wrong input names each field in Chinese', async () => {
  const resident = await signedIn(place, 'resident')
  const { problem, headers } = await app.call(resident, 'POST /v1/inbox/read', { body: { ids: ['not an id'], upTo: 'x' } })
  expect(headers['content-type']).toContain('application/problem+json')
  expect(problem).toMatchObject({ code: 'badInput', requestId: headers['x-request-id'] })
  expect(problem?.errors).toEqual([
    { path: 'ids.0', message: '编号不对' },
    { path: 'upTo', message: '编号不对' },
  ])
})

test.each([
  ['a body that is not JSON', { payload: '{"ids":', headers: { 'content-type': 'application/json' } }, 400],
  ['a poisoned prototype', { payload: '{"__proto__":{"a":1}}', headers: { 'content-type': 'application/json' } }, 400],
  ['a body of another kind', { payload: 'a=1', headers: { 'content-type': 'text/csv' } }, 400],
  [
    'a body that is too large',
    { payload: JSON.stringify({ ids: 'x'.repeat(300_000) }), headers: { 'content-type': 'application/json' } },
    413,
  ],
])('%s is refused as problem+json', async (_, sent, status) => {
  const { token } = await signedIn(place, 'resident')
  const headers = { ...sent.headers, authorization: `Bearer ${token}`, 'idempotency-key': 'key-key-key' }
  const response = await app.server.inject({ method: 'POST', url: '/v1/inbox/read', payload: sent.payload, headers })
  expect(response.statusCode).toBe(status)
  expect(response.headers['content-type']).toContain('application/problem+json')
})

test('unknown addresses and broken ones are problems too', async () => {
  for (const url of ['/v1/nothing', '/v1/%zz', '/%c0%ae']) {
    const response = await app.server.inject({ method: 'GET', url })
    expect(response.json<{ code: string }>().code).toMatch(/^(notFound|badInput)$/)
  }
})

test('a district nobody imported is refused, the only one is assumed', async () => {
  const there = await app.call(null, 'GET /v1/areas', { headers: { 'x-district': '990101' } })
  expect(there.body.rows).toHaveLength(1)
  const nowhere = await app.call(null, 'GET /v1/areas', { headers: { 'x-district': '110101' } })
  expect(nowhere.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'x-district', message: '没有这个区县' }] })
})

test.each([
  [false, undefined],
  [true, 'somebody'],
])('identity headers of CloudRun count only when its gateway is trusted (%s)', async (trusted, seen) => {
  const server = fastify()
  addRequestHooks(server, trusted, app.clock)
  server.get('/', (request) => ({ seen: request.headers['x-wx-openid'] }))
  expect((await server.inject({ url: '/', headers: { 'x-wx-openid': 'somebody' } })).json()).toEqual({ seen })
  await server.close()
})

test('through CloudRun the gateway’s word signs in, where it is trusted; elsewhere WeChat is asked about the code', async () => {
  const said = { body: { code: 'no code of WeChat' }, headers: { 'x-wx-source': 'wx_client', 'x-wx-openid': 'from-gateway' } }
  expect((await app.call(null, 'POST /v1/sessions', said)).problem).toMatchObject({ code: 'wechatCodeRefused' })
  const trusting = await testApp({ settings: { TRUST_CLOUDRUN: '1' } })
  await aDistrict(trusting.db)
  expect((await trusting.call(null, 'POST /v1/sessions', said)).status).toBe(201)
  const { openid } = await trusting.db.selectFrom('account').select('openid').where('district_id', '=', place.id).executeTakeFirstOrThrow()
  expect(openid).toBe('from-gateway')
  await trusting.close()
})

test('an answer and a refusal carry the clock that decided them', async () => {
  const there = await app.call(null, 'GET /v1/areas')
  const nowhere = await app.call(null, 'GET /v1/areas', { headers: { 'x-district': '110101' } })
  for (const { headers } of [there, nowhere]) expect(headers.date).toBe(app.clock.now().toUTCString())
})

test('it says whether it lives, whether it is ready, what it offers and how it fares', async () => {
  for (const url of ['/healthz', '/readyz']) expect((await app.server.inject({ url })).json()).toEqual({ ok: true })
  const document = (await app.server.inject({ url: '/openapi.json' })).json<{ openapi: string; paths: Record<string, unknown> }>()
  expect(document.openapi).toBe('3.1.0')
  expect(document.paths['/v1/grids/{code}']).toHaveProperty('get')
  const metrics = (await app.server.inject({ url: '/metrics' })).body
  expect(metrics).toContain('doorstep_http_seconds_count{method="GET",route="/v1/grids/:code",status="200"}')
  expect(metrics).toContain(`doorstep_calendar_known_until_seconds ${publishedUntil().getTime() / 1000}`)
})

test.each<[string, string, object, number]>([
  ['a program on the same machine', '', {}, 200],
  ['a proxy that passes a call on', '', { headers: { 'x-forwarded-for': '203.0.113.7' } }, 404],
  ['another machine', '', { remoteAddress: '203.0.113.7' }, 404],
  ['another machine with the token', 'sesame', { remoteAddress: '203.0.113.7', headers: { authorization: 'Bearer sesame' } }, 200],
  ['another token', 'sesame', { headers: { authorization: 'Bearer other' } }, 404],
  ['no token where one is wanted', 'sesame', {}, 404],
])('the metrics, by which a 举报 could be noticed, are read by %s', async (_who, token, call, status) => {
  const asked = await testApp({ settings: { METRICS_TOKEN: token } })
  expect((await asked.server.inject({ url: '/metrics', ...call })).statusCode).toBe(status)
  await asked.close()
})

test('times in sentences go as instants to a client that words them, and in words of today to every other', async () => {
  const clock = { now: () => new Date('2026-11-24T01:00:00.000Z') }
  const server = fastify()
  addRequestHooks(server, false, clock)
  const next = `请在${timeMark('2026-11-24T10:00:00.000Z')} 前确认`
  server.get('/next', () => ({ next }))
  const marked = await server.inject({ url: '/next', headers: { 'x-times': 'marked' } })
  expect(marked.json()).toEqual({ next })
  expect((await server.inject('/next')).json()).toEqual({ next: '请在今天 18:00 前确认' })
  await server.close()
})
