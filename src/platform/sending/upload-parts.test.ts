import { partKilobytes, unusedHours } from '@doorstep/contract/rules'
import '../../testing/show'
import { fakeApi } from '../../testing/fake-api'
import { signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import { signOut } from '../api/session'
import { upload } from './upload'

const partBytes = partKilobytes * 1024
const bytes = 3 * partBytes + 1000
const path = 'wxfile://large'
const file = { id: 'f1', kind: 'photo' as const, url: '/f1', thumbUrl: '/f1', width: 3, height: 4, seconds: null }
const gone = { problem: { code: 'notFound' as const, status: 404, detail: '没有找到' } }
const cut = () => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail abort' }))

/** The API's side of uploads: what has arrived of each, and every byte that was sent. */
function api() {
  const arrived = new Map<string, Set<number>>()
  const keys = new Map<string, string>()
  const state = { sent: 0, opened: 0, finished: 0, cutAfter: Infinity, loseOpening: false, restarts: 0 }
  const view = (id: string) => ({
    id,
    bytes,
    partBytes,
    missing: [0, 1, 2, 3].filter((part) => !arrived.get(id)?.has(part)),
  })
  const calls = fakeApi({
    'DELETE /v1/session': undefined,
    'POST /v1/uploads': ({ headers }) => {
      const key = headers['idempotency-key'] ?? ''
      const id = keys.get(key) ?? `u${(state.opened += 1)}`
      keys.set(key, id)
      if (!arrived.has(id)) arrived.set(id, new Set())
      if (state.loseOpening) {
        state.loseOpening = false
        return cut()
      }
      return view(id)
    },
    'GET /v1/uploads/{id}': ({ params: { id } }) => (arrived.has(id) ? view(id) : gone),
    'PUT /v1/uploads/{id}': ({ params: { id }, query: { part }, bytes: size }) => {
      if (state.cutAfter <= 0) return cut()
      if (state.restarts > 0) {
        state.restarts -= 1
        return { bare: 502 }
      }
      state.cutAfter -= 1
      state.sent += size
      arrived.get(id)?.add(Number(part))
      return undefined
    },
    'POST /v1/uploads/{id}/finish': ({ params: { id } }) => {
      const known = arrived.get(id)
      if (known === undefined) return gone
      if (known.size < 4) return { problem: { code: 'partsMissing', status: 409, detail: '请接着传' } }
      state.finished += 1
      return file
    },
  })
  return { state, arrived, calls }
}

beforeEach(() => {
  signedInAs()
  device.files.set(path, new Uint8Array(bytes).fill(7))
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

/** Runs the clock until the upload has an answer. */
async function ended<T>(result: Promise<T>): Promise<T> {
  await jest.advanceTimersByTimeAsync(60_000)
  return result
}

test('a large file is sent in parts, each once, with its progress', async () => {
  const { state } = api()
  const percents: number[] = []
  expect(await ended(upload(path, (percent) => percents.push(percent)))).toEqual({ ok: true, value: file })
  expect(state).toMatchObject({ sent: bytes, opened: 1, finished: 1 })
  expect(percents).toEqual([25, 50, 75, 100])
  expect(device.upload).not.toHaveBeenCalled()
})

test('a small one, and one that cannot be read in pieces, is sent whole', async () => {
  const { state } = api()
  device.upload.mockResolvedValue({ statusCode: 201, data: JSON.stringify(file) })
  device.files.set('wxfile://small', new Uint8Array(partBytes))
  expect(await ended(upload('wxfile://small'))).toMatchObject({ ok: true })
  expect(await ended(upload('wxfile://unknown'))).toMatchObject({ ok: true })
  expect(device.upload).toHaveBeenCalledTimes(2)
  expect(state.opened).toBe(0)
})

test('after a cut it goes on by itself with what is missing', async () => {
  const { state } = api()
  state.cutAfter = 2
  const result = upload(path)
  await jest.advanceTimersByTimeAsync(500)
  expect(state.sent).toBe(2 * partBytes)
  state.cutAfter = Infinity
  expect(await ended(result)).toMatchObject({ ok: true })
  expect(state).toMatchObject({ sent: bytes, opened: 1 })
})

test('what a gateway says while the API starts anew is waited out', async () => {
  const { state } = api()
  state.restarts = 2
  expect(await ended(upload(path))).toMatchObject({ ok: true })
  expect(state).toMatchObject({ sent: bytes, opened: 1, finished: 1 })
})

test('when the cut lasts it is given up, and the next try goes on with what is missing, also after the app was closed', async () => {
  const { state } = api()
  state.cutAfter = 3
  expect(await ended(upload(path))).toMatchObject({ ok: false, problem: { code: 'offline' } })
  state.cutAfter = Infinity
  // WeChat gave the photo another path.
  device.files.set('wxfile://again', new Uint8Array(bytes).fill(7))
  expect(await ended(upload('wxfile://again'))).toMatchObject({ ok: true })
  expect(state).toMatchObject({ sent: bytes, opened: 1, finished: 1 })
})

test('a lost answer to the opening opens no second upload', async () => {
  const { state } = api()
  state.loseOpening = true
  expect(await ended(upload(path))).toMatchObject({ ok: true })
  expect(state).toMatchObject({ opened: 1, sent: bytes })
})

test('an upload that the API dropped is begun anew, and so is one that is a day old', async () => {
  const { state, arrived, calls } = api()
  state.cutAfter = 1
  await ended(upload(path))
  arrived.clear()
  state.cutAfter = 1
  expect(await ended(upload(path))).toMatchObject({ ok: false })
  expect(state.opened).toBe(2)
  await jest.advanceTimersByTimeAsync(unusedHours * 3_600_000)
  calls.length = 0
  state.cutAfter = Infinity
  expect(await ended(upload(path))).toMatchObject({ ok: true })
  expect(calls.map(({ key }) => key)).not.toContain('GET /v1/uploads/{id}')
  expect(state.opened).toBe(3)
})

test('a part that the API lost is sent again', async () => {
  const { state, arrived } = api()
  const result = upload(path, (percent) => percent === 100 && arrived.get('u1')?.delete(2))
  await jest.advanceTimersByTimeAsync(500)
  expect(state.finished).toBe(0)
  expect(state.sent).toBe(bytes)
  await jest.advanceTimersByTimeAsync(600)
  expect(state.sent).toBe(bytes + partBytes)
  void result
})

test('an API that loses every part is asked so many times, and then left', async () => {
  const { state, arrived } = api()
  const result = upload(path, (percent) => percent === 100 && arrived.get('u1')?.clear())
  expect(await ended(result)).toMatchObject({ ok: false, problem: { code: 'partsMissing' } })
  expect(state.sent).toBe(4 * bytes)
})

test('a finished file chosen again is another one, and so is one that is sent twice at once', async () => {
  const { state } = api()
  await ended(upload(path))
  await ended(upload(path))
  expect(state).toMatchObject({ opened: 2, finished: 2 })
  await ended(Promise.all([upload(path), upload(path)]))
  expect(state).toMatchObject({ opened: 4, finished: 4, sent: 4 * bytes })
})

test('what was begun is forgotten with the session', async () => {
  const { state, calls } = api()
  state.cutAfter = 1
  await ended(upload(path))
  await signOut()
  signedInAs('token-of-another')
  calls.length = 0
  state.cutAfter = Infinity
  await ended(upload(path))
  expect(calls[0]?.key).toBe('POST /v1/uploads')
})

test('a refusal is told at once, and a file that is gone from the device too', async () => {
  fakeApi({ 'POST /v1/uploads': { problem: { code: 'uploadsFull', status: 409, detail: '请先提交' } } })
  const refused = upload(path)
  await jest.advanceTimersByTimeAsync(10)
  expect(await refused).toMatchObject({ ok: false, problem: { code: 'uploadsFull' } })
  api()
  const lost = upload(path, (percent) => percent === 25 && device.files.delete(path))
  await jest.advanceTimersByTimeAsync(10)
  expect(await lost).toMatchObject({ ok: false, problem: { code: 'cannot' } })
})
