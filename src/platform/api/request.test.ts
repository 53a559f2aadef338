import { waitFor } from '@testing-library/react'
import { fakeApi } from '../../testing/fake-api'
import { signedInAs } from '../../testing/show'
import { device, onDevice, type FakeRequest } from '../../testing/taro'
import { stored } from '../device/storage'
import { addressOf } from './http'
import { read, send } from './request'
import { onSession, sessionToken, signIn, signOut, watchOtherTabs } from './session'

const taroEnv = process.env.TARO_ENV
const me = {
  account: { id: '0198f0aa-0000-7000-8000-000000000001', name: null, phone: null, elder: false },
  homes: [],
  staff: null,
  unread: { inbox: 0, messages: 0 },
}
const session = { token: 'fresh', expiresAt: '2026-12-23T00:00:00.000Z', me }
const badToken = { problem: { code: 'badToken', detail: '登录已失效，请重新登录', status: 401 } } as const

test('the address is made of the endpoint, its path filled and its query written, absent values left out', () => {
  expect(
    addressOf('GET /v1/buildings/{code}/x', { params: { code: '3号/东' }, query: { q: '槐 树', after: undefined, limit: 20 } }),
  ).toEqual({
    method: 'GET',
    url: '/v1/buildings/3%E5%8F%B7%2F%E4%B8%9C/x?q=%E6%A7%90%20%E6%A0%91&limit=20',
  })
})

test('a refused token is replaced silently and the call made again, once', async () => {
  signedInAs('old')
  const calls = fakeApi({
    'GET /v1/session': ({ headers }) => (headers.authorization === 'Bearer fresh' ? me : badToken),
    'POST /v1/sessions': session,
  })
  expect(await read('GET /v1/session', {})).toEqual({ ok: true, value: me })
  expect(calls.map(({ key }) => key)).toEqual(['GET /v1/session', 'POST /v1/sessions', 'GET /v1/session'])
})

test('somebody the demo does not have is told so, and the code of that refusal is no sign-in code', async () => {
  Object.assign(globalThis, { PREVIEW: true })
  process.env.TARO_ENV = 'h5'
  window.history.replaceState(null, '', '/?as=nobody_here')
  const asked: FakeRequest[] = []
  device.request.mockImplementation((request) => {
    asked.push(request)
    return Promise.resolve(
      request.url.includes('login-codes')
        ? { statusCode: 404, data: { code: 'notFound', status: 404, detail: '没有找到' } }
        : { statusCode: 401, data: { code: 'signInNeeded', status: 401, detail: '请先登录再试' } },
    )
  })
  expect(await read('GET /v1/session', {})).toMatchObject({ ok: false, problem: { code: 'noSuchPerson' } })
  expect(asked.map(({ url }) => url)).toEqual(['/v1/session', '/preview/login-codes'])
  expect(asked[1]?.data).toEqual({ persona: 'nobody_here' })
  window.sessionStorage.clear()
  window.history.replaceState(null, '', '/')
  process.env.TARO_ENV = taroEnv
  Object.assign(globalThis, { PREVIEW: false })
})

test('calls refused at the same moment share one sign-in', async () => {
  signedInAs('old')
  const calls = fakeApi({
    'GET /v1/session': ({ headers }) => (headers.authorization === 'Bearer fresh' ? me : badToken),
    'POST /v1/sessions': session,
  })
  await Promise.all([read('GET /v1/session', {}), read('GET /v1/session', {}), read('GET /v1/session', {})])
  expect(calls.filter(({ key }) => key === 'POST /v1/sessions')).toHaveLength(1)
})

test('a retry after a new sign-in carries the idempotency key of the first try', async () => {
  signedInAs('old')
  const calls = fakeApi({
    'POST /v1/inbox/read': ({ headers }) => (headers.authorization === 'Bearer fresh' ? { unread: 0 } : badToken),
    'POST /v1/sessions': session,
  })
  await send('POST /v1/inbox/read', { body: {} })
  const keys = calls.filter(({ key }) => key === 'POST /v1/inbox/read').map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/)
  expect(keys[1]).toBe(keys[0])
})

test('who signed out is not signed in behind her back, and what she read is gone from the device', async () => {
  signedInAs('old')
  const told: unknown[] = []
  const stop = onSession((who) => told.push(who))
  const calls = fakeApi({
    'DELETE /v1/session': undefined,
    'GET /v1/session': { problem: { code: 'signInNeeded', detail: '请先登录再试', status: 401 } },
    'POST /v1/sessions': session,
  })
  await signOut()
  stop()
  expect(sessionToken()).toBeUndefined()
  expect(told).toEqual([null])
  expect(await read('GET /v1/session', {})).toMatchObject({ ok: false, problem: { code: 'signedOut' } })
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/sessions')
})

test('a session that was ended from another device signs nobody in again: what was cached goes, and the page says to sign in', async () => {
  signedInAs('ended')
  stored<object>('cache.reads', () => undefined).set({ secret: '王阿姨的诉求' })
  stored<object>('draft.requests.file.light', () => undefined).set({ text: '没写完' })
  const told: unknown[] = []
  const stop = onSession((who) => told.push(who))
  const calls = fakeApi({
    'GET /v1/session': { problem: { code: 'sessionEnded', detail: '这台设备已经退出登录', status: 401 } },
    'POST /v1/sessions': session,
  })
  expect(await read('GET /v1/session', {})).toMatchObject({ ok: false, problem: { code: 'sessionEnded' } })
  stop()
  expect(sessionToken()).toBeUndefined()
  expect(told).toEqual([null])
  expect(Object.keys(onDevice())).toEqual(['session.left', 'session.departures'])
  expect(await read('GET /v1/session', {})).toMatchObject({ ok: false })
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/sessions')
})

describe('whoever leaves while something is on its way has left', () => {
  /** An answer that comes when it is let go. */
  const held = <T>(value: T) => {
    let letGo: () => void = () => undefined
    const answer = new Promise<T>((resolve) => {
      letGo = () => {
        resolve(value)
      }
    })
    return {
      answer,
      letGo: () => {
        letGo()
      },
    }
  }
  /** What another tab of the browser does to the storage both share, and the browser's word of it. */
  const otherTabSignsOut = () => {
    const kept = onDevice()
    for (const key of Object.keys(kept)) stored<unknown>(key, () => undefined).clear()
    stored<boolean>('session.left', () => undefined).set(true)
    stored<number>('session.departures', () => undefined).set(Number(kept['session.departures'] ?? 0) + 1)
    return Promise.resolve()
  }

  test.each([
    ['in this tab', () => signOut()],
    ['in another tab', otherTabSignsOut],
  ])('%s: a sign-in under way signs nobody in, and its session is ended', async (_, leaves) => {
    const { answer, letGo } = held(session)
    const calls = fakeApi({ 'POST /v1/sessions': () => answer, 'DELETE /v1/session': undefined })
    const signing = signIn()
    await leaves()
    letGo()
    expect(await signing).toMatchObject({ ok: false, problem: { code: 'signedOut' } })
    expect(sessionToken()).toBeUndefined()
    expect(calls.at(-1)).toMatchObject({ key: 'DELETE /v1/session', headers: { authorization: 'Bearer fresh' } })
  })

  test('a token that is being renewed is not', async () => {
    signedInAs('old')
    const { answer, letGo } = held(session)
    const calls = fakeApi({
      'GET /v1/session': ({ headers }) => (headers.authorization === 'Bearer fresh' ? me : badToken),
      'POST /v1/sessions': () => answer,
      'DELETE /v1/session': undefined,
    })
    const reading = read('GET /v1/session', {})
    await waitFor(() => expect(calls.map(({ key }) => key)).toContain('POST /v1/sessions'))
    await signOut()
    letGo()
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'signedOut' } })
    expect(sessionToken()).toBeUndefined()
  })

  test('what was being read is neither shown nor kept', async () => {
    signedInAs('old')
    const { answer, letGo } = held(me)
    fakeApi({ 'GET /v1/session': () => answer, 'DELETE /v1/session': undefined })
    const reading = read('GET /v1/session', {})
    await signOut()
    letGo()
    expect(await reading).toMatchObject({ ok: false, problem: { code: 'signedOut' } })
  })

  test('signing in again by oneself works as ever', async () => {
    signedInAs('old')
    fakeApi({ 'POST /v1/sessions': session, 'DELETE /v1/session': undefined, 'GET /v1/session': me })
    await signOut()
    expect(await signIn()).toEqual({ ok: true, value: me })
    expect(await read('GET /v1/session', {})).toEqual({ ok: true, value: me })
  })

  test('a tab that had written once more before it heard of a sign-out in another keeps nothing', () => {
    const env = process.env.TARO_ENV
    process.env.TARO_ENV = 'h5'
    watchOtherTabs()
    stored<object>('cache.reads', () => undefined).set({ secret: '王阿姨的诉求' })
    stored<object>('draft.requests.file.light', () => undefined).set({ text: '没写完' })
    window.dispatchEvent(new StorageEvent('storage', { key: 'session.token', oldValue: 'old', newValue: null }))
    expect(Object.keys(onDevice()).filter((key) => /^(cache|draft|outbox)\./.test(key))).toEqual([])
    process.env.TARO_ENV = env
  })
})

test.each([
  ['request:fail timeout', 'timeout'],
  ['request:fail -118:net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
  ['request:fail -106:net::ERR_INTERNET_DISCONNECTED', 'offline'],
  ['request:fail url not in domain list', 'wrongAddress'],
  ['request:fail ssl hand shake error', 'unsafe'],
  ['request:fail -202:net::ERR_CERT_AUTHORITY_INVALID', 'unsafe'],
  ['request:fail errcode:-200 cronet_error_code:-200 error_msg:net::ERR_CERT_COMMON_NAME_INVALID', 'unsafe'],
])('without an answer (%s) the problem says %s and nothing is thrown', async (errMsg, code) => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg })))
  expect(await read('GET /v1/categories', {})).toMatchObject({ ok: false, problem: { code, status: 0 } })
})

test.each([
  ['login:fail', 'loginFailed'],
  ['login:fail system error', 'loginFailed'],
  ['login:fail network error', 'offline'],
  ['login:fail timeout', 'timeout'],
])('a wx.login that fails (%s) is no missing network unless it says so', async (errMsg, code) => {
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  device.login.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg })))
  const session = await signIn()
  expect(session).toMatchObject({ ok: false, problem: { code } })
  expect(!session.ok && /没有网络/.test(session.problem.detail)).toBe(code === 'offline')
})

test('an answer without the rows it should have is no answer: the page can say so and try again', async () => {
  fakeApi({ 'GET /v1/categories': { rows: null } as never })
  expect(await read('GET /v1/categories', {})).toMatchObject({ ok: false, problem: { code: 'garbled' } })
})

describe('an answer in no form of the API is no answer', () => {
  const params = { id: '0198f0aa-0000-7000-8000-000000000001' }
  const reads = () => read('GET /v1/categories', {})
  const comments = () => send('POST /v1/requests/{id}/comment', { params, body: { text: '请尽快', fileIds: [] } })
  const leaves = () => send('DELETE /v1/homes/{id}', { params })

  test.each([
    ['a page of a hotel’s network, to a read', reads, 200, '<html>请先登录无线网</html>'],
    ['a page of a hotel’s network, to a send', comments, 200, '<html>请先登录无线网</html>'],
    ['a page of a hotel’s network, to what answers nothing', leaves, 200, '<html>请先登录无线网</html>'],
    ['nothing, to a read', reads, 200, ''],
    ['null, to a read', reads, 200, null],
    ['204, to a read', reads, 204, ''],
    ['204, where a send is answered', comments, 204, ''],
    ['a list', reads, 200, []],
    ['a number', comments, 201, 7],
    ['rows that are no list', reads, 200, { rows: {} }],
    ['a gateway’s page', comments, 502, '<html>Bad Gateway</html>'],
    ['an error of nothing', comments, 500, null],
  ])('%s', async (_, asks, statusCode, data) => {
    signedInAs('fresh')
    device.request.mockImplementation(() => Promise.resolve({ statusCode, data }))
    expect(await asks()).toMatchObject({ ok: false, problem: { code: 'garbled' } })
  })
})

test('an answer that is not ours, a gateway page for one, is not taken for a problem of the API', async () => {
  device.request.mockImplementation(() => Promise.resolve({ statusCode: 502, data: '<html>Bad Gateway</html>' }))
  expect(await read('GET /v1/categories', {})).toMatchObject({ ok: false, problem: { code: 'garbled' } })
})

test('a retry answered with its status alone is told as done before, and nothing is shown as its answer', async () => {
  signedInAs('fresh')
  device.request.mockResolvedValueOnce({ statusCode: 200, data: '' }).mockResolvedValueOnce({ statusCode: 204, data: '' })
  const params = { id: '0198f0aa-0000-7000-8000-000000000001' }
  const shown = await send('POST /v1/requests/{id}/comment', { params, body: { text: '请尽快', fileIds: [] } })
  expect(shown).toMatchObject({ ok: false, problem: { code: 'doneBefore', detail: '这一步已经办好了，请刷新看最新情况' } })
  expect(await send('DELETE /v1/homes/{id}', { params })).toMatchObject({ ok: true })
})
