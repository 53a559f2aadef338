import { startStandIn } from './server'
import type { StandIn } from './server'

const app = { appid: 'wx0000000000000001', secret: 'stand-in-secret' }
let now: Date
let standIn: StandIn
const later = (seconds: number) => void (now = new Date(now.getTime() + seconds * 1000))

beforeEach(async () => {
  now = new Date('2026-11-23T01:00:00Z')
  standIn = await startStandIn({ clock: { now: () => now }, ...app })
})
afterEach(() => standIn.close())

const get = async (path: string) => (await (await fetch(standIn.url + path)).json()) as Record<string, unknown>
const post = async (path: string, body: unknown) =>
  (await (
    await fetch(standIn.url + path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) })
  ).json()) as Record<string, unknown>
const stable = (more = {}) => post('/cgi-bin/stable_token', { grant_type: 'client_credential', ...app, ...more })
const plain = () => get(`/cgi-bin/token?grant_type=client_credential&appid=${app.appid}&secret=${app.secret}`)
const checkWith = (token: unknown) =>
  post(`/wxa/msg_sec_check?access_token=${String(token)}`, { openid: 'oSomebody', scene: 2, version: 2, content: '灯' })

test('listens on the loopback only', () => {
  expect(new URL(standIn.url).hostname).toBe('127.0.0.1')
})

test('answers 200 with a plain-text JSON body and a rid in every error', async () => {
  const response = await fetch(
    `${standIn.url}/sns/jscode2session?appid=${app.appid}&secret=${app.secret}&js_code=x&grant_type=authorization_code`,
  )
  expect(response.status).toBe(200)
  expect(response.headers.get('content-type')).toContain('text/plain')
  expect(await response.json()).toEqual({
    errcode: 40029,
    errmsg: expect.stringMatching(/^invalid code, rid: [0-9a-f]{8}(-[0-9a-f]{8}){2}$/) as string,
  })
})

test('gives a success without errcode and a new session key every time', async () => {
  const session = async () =>
    get(
      `/sns/jscode2session?appid=${app.appid}&secret=${app.secret}&js_code=${standIn.mintCode('oSomebody')}&grant_type=authorization_code`,
    )
  const [first, second] = [await session(), await session()]
  expect(first).toMatchObject({ openid: 'oSomebody' })
  expect(first).not.toHaveProperty('errcode')
  expect(second.session_key).not.toBe(first.session_key)
})

test('stops a person after 100 sign-ins a minute, and lets her in a minute later', async () => {
  const session = async () =>
    get(
      `/sns/jscode2session?appid=${app.appid}&secret=${app.secret}&js_code=${standIn.mintCode('oSomebody')}&grant_type=authorization_code`,
    )
  for (let i = 0; i < 100; i += 1) expect(await session()).not.toHaveProperty('errcode')
  expect(await session()).toMatchObject({ errcode: 45011 })
  later(60)
  expect(await session()).not.toHaveProperty('errcode')
})

test('keeps the stable token, renews it in the last 5 minutes, and both are good meanwhile', async () => {
  const first = await stable()
  later(7200 - 301)
  expect((await stable()).access_token).toBe(first.access_token)
  later(1)
  const second = await stable()
  expect(second.access_token).not.toBe(first.access_token)
  for (const { access_token: token } of [first, second]) expect(await checkWith(token)).toMatchObject({ errcode: 61010 })
  later(300)
  expect(await checkWith(first.access_token)).toMatchObject({ errcode: 42001 })
})

test('a forced refresh ends the old token at once, and not twice within 30 seconds', async () => {
  const first = await stable()
  const forced = await stable({ force_refresh: true })
  expect(await checkWith(first.access_token)).toMatchObject({ errcode: 40001 })
  expect((await stable({ force_refresh: true })).access_token).toBe(forced.access_token)
  later(30)
  expect((await stable({ force_refresh: true })).access_token).not.toBe(forced.access_token)
})

test('plain tokens are a space of their own; an older one ends 5 minutes after the next', async () => {
  const [kept, old] = [await stable(), await plain()]
  await plain()
  later(299)
  expect(await checkWith(old.access_token)).toMatchObject({ errcode: 61010 })
  later(1)
  expect(await checkWith(old.access_token)).toMatchObject({ errcode: 42001 })
  expect(await checkWith(kept.access_token)).toMatchObject({ errcode: 61010 })
})

test('names what is wrong with a call as WeChat does', async () => {
  expect(await checkWith('')).toMatchObject({ errcode: 41001 })
  expect(await checkWith('nobody')).toMatchObject({ errcode: 40001 })
  expect(await post('/cgi-bin/stable_token', '')).toMatchObject({ errcode: 44002 })
  expect(await post('/cgi-bin/stable_token', '{')).toMatchObject({ errcode: 47001 })
  expect(await get('/cgi-bin/stable_token')).toMatchObject({ errcode: 43002 })
  expect(await stable({ secret: 'wrong' })).toMatchObject({ errcode: 40125 })
  expect((await fetch(`${standIn.url}/nowhere`)).status).toBe(404)
})

test('can be driven over HTTP: codes, faults and the list of calls', async () => {
  const { code } = await post('/__/codes', { openid: 'oSomebody' })
  const path = `/sns/jscode2session?appid=${app.appid}&secret=${app.secret}&grant_type=authorization_code&js_code=${String(code)}`
  await post('/__/faults', { path: '/sns/jscode2session', errcode: -1 })
  expect(await get(path)).toMatchObject({ errcode: -1 })
  expect(await get(path)).toMatchObject({ openid: 'oSomebody' })
  expect(await get('/__/calls')).toEqual({ calls: ['GET /sns/jscode2session', 'GET /sns/jscode2session'] })
})
