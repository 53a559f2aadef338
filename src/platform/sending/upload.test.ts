import '../../testing/show'
import { signedInAs } from '../../testing/show'
import { device, type FakeUpload } from '../../testing/taro'
import { upload } from './upload'

const done = { statusCode: 201, data: JSON.stringify({ id: 'f1' }) }
const keyOf = ([{ header }]: [FakeUpload]) => header?.['idempotency-key']

beforeEach(() => {
  signedInAs()
  jest.useFakeTimers()
})
afterEach(() => jest.useRealTimers())

/** An upload that never ends by itself; `move` reports progress, and it fails when it is given up. */
function slow() {
  let tell: (at: { progress: number; totalBytesSent: number }) => void = () => undefined
  let end: (answer: typeof done) => void = () => undefined
  let given = 0
  device.startUpload.mockImplementation(() => {
    let fail: (error: Error) => void = () => undefined
    const task = new Promise<typeof done>((resolve, reject) => {
      end = resolve
      fail = reject
    })
    return Object.assign(task, {
      progress: (listen: typeof tell) => void (tell = listen),
      abort: () => {
        given += 1
        fail(Object.assign(new Error(), { errMsg: 'uploadFile:fail abort' }))
      },
    })
  })
  return {
    move: (progress: number, totalBytesSent = progress * 1000) => tell({ progress, totalBytesSent }),
    end: () => end(done),
    given: () => given,
  }
}

test('an upload goes on for minutes as long as it moves', async () => {
  const line = slow()
  const result = upload('wxfile://long')
  for (let percent = 1; percent <= 20; percent += 1) {
    await jest.advanceTimersByTimeAsync(25_000)
    line.move(percent)
  }
  line.end()
  expect(await result).toMatchObject({ ok: true })
  expect(line.given()).toBe(0)
  expect(device.startUpload).toHaveBeenCalledTimes(1)
})

test('one that moves by less than a percent at a time is not given up', async () => {
  const line = slow()
  const result = upload('wxfile://large')
  for (let step = 1; step <= 4; step += 1) {
    await jest.advanceTimersByTimeAsync(25_000)
    line.move(1, 1000 + step)
  }
  line.end()
  expect(await result).toMatchObject({ ok: true })
  expect(line.given()).toBe(0)
})

test('one that is told of and stands still is given up all the same', async () => {
  const line = slow()
  const result = upload('wxfile://still')
  for (let step = 1; step <= 2; step += 1) {
    await jest.advanceTimersByTimeAsync(16_000)
    line.move(0, 0)
  }
  expect(line.given()).toBe(0)
  await jest.advanceTimersByTimeAsync(16_000)
  expect(line.given()).toBe(1)
  await jest.advanceTimersByTimeAsync(2_000)
  line.end()
  expect(await result).toMatchObject({ ok: true })
})

test('one that stands still is given up and begun again by itself, under the same key', async () => {
  const line = slow()
  const result = upload('wxfile://stuck')
  await jest.advanceTimersByTimeAsync(0)
  line.move(40)
  await jest.advanceTimersByTimeAsync(32_000)
  expect(line.given()).toBe(1)
  expect(device.startUpload).toHaveBeenCalledTimes(2)
  line.end()
  expect(await result).toMatchObject({ ok: true })
  const keys = device.startUpload.mock.calls.map(keyOf)
  expect(new Set(keys).size).toBe(1)
})

test('after four tries it says that the network is too slow, and stays to be tried again', async () => {
  slow()
  const result = upload('wxfile://stuck')
  await jest.advanceTimersByTimeAsync(4 * 31_000 + 22_000)
  expect(await result).toMatchObject({ ok: false, problem: { code: 'timeout' } })
  expect(device.startUpload).toHaveBeenCalledTimes(4)
})

test('a file that is not on the phone any more is not taken for a missing network', async () => {
  device.upload.mockRejectedValue({ errMsg: 'uploadFile:fail createUploadTask:fail file not found' })
  expect(await upload('wxfile://gone')).toMatchObject({
    ok: false,
    problem: { code: 'cannot', detail: expect.stringContaining('重新选择') as unknown },
  })
})
