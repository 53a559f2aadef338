import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { show } from '../../../testing/show'
import { connect, device } from '../../../testing/taro'
import { watchNetwork } from '../../../platform/device/network'
import FileRequest from './index'
import { api, drafts, filedWith } from './testing'

const mic = { refuses: false }
jest.mock('../../../platform/device/media/recorder', () => ({
  createRecorder: () => ({
    start: () => (mic.refuses ? Promise.reject(new Error('operateRecorder:fail auth deny')) : Promise.resolve()),
    stop: () => Promise.resolve({ path: 'wxfile://voice', seconds: 3 }),
  }),
}))
jest.mock('../../../platform/device/privacy', () => ({
  ...jest.requireActual<object>('../../../platform/device/privacy'),
  hasSettings: true,
}))

const voice = { id: '019ab000-0000-7000-8000-0000000000e1', kind: 'voice', url: '/f/v', thumbUrl: null, seconds: 3 }
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(async () => {
    fireEvent.click(button)
    await new Promise((done) => setTimeout(done, 0))
  })
}

const opened = () => ({ calls: fakeApi(api()), ...show(<FileRequest />) })
beforeEach(() => {
  mic.refuses = false
})

test('said instead of written: nothing goes out while it is recorded, and it is heard once more before it goes', async () => {
  device.upload.mockResolvedValue({ statusCode: 201, data: JSON.stringify(voice) })
  const { calls } = opened()
  await tap('说给我们听')
  expect(screen.getByRole('button', { name: '提交，正在录音，先点一下结束' })).toBeTruthy()
  testClock.pass(3)
  await tap('正在录音，点一下结束')
  expect(await screen.findByRole('button', { name: '播放语音，3 秒' })).toBeTruthy()
  // There is one voice note: the microphone comes back when it is removed.
  expect(screen.queryByRole('button', { name: '说给我们听' })).toBeNull()
  await tap('提交')
  await tap(/^楼道灯/)
  await screen.findByText(/交给 网格员 李明/)
  expect(screen.getAllByRole('button', { name: '播放语音，3 秒' })).toHaveLength(2)
  await tap('确认提交')
  await waitFor(() => expect(filedWith(calls)[0]).toMatchObject({ fileIds: [voice.id], text: '' }))
})

test('what was said without network is there again after the form was left, and goes out once the network is back', async () => {
  watchNetwork()
  const { calls, unmount } = opened()
  await tap('说给我们听')
  testClock.pass(3)
  await tap('正在录音，点一下结束')
  expect(await screen.findByText(/录音还没传上/)).toBeTruthy()
  unmount()
  expect(drafts()).toHaveLength(1)
  show(<FileRequest />)
  await tap(/^接着写/)
  expect(await screen.findByText(/录音还没传上/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '播放语音，3 秒' })).toBeTruthy()
  device.upload.mockResolvedValue({ statusCode: 201, data: JSON.stringify(voice) })
  await act(async () => {
    connect(false)
    connect(true)
    await new Promise((done) => setTimeout(done, 0))
  })
  expect(await screen.findByRole('button', { name: '删去这段语音' })).toBeTruthy()
  expect(screen.queryByText(/录音还没传上/)).toBeNull()
  await tap('提交')
  await tap(/^楼道灯/)
  await tap('确认提交')
  await waitFor(() => expect(filedWith(calls)[0]).toMatchObject({ fileIds: [voice.id] }))
})

test('a recording that is deleted before it was uploaded does not come back', async () => {
  const answer: { give?: (to: { statusCode: number; data: string }) => void } = {}
  device.upload.mockReturnValue(new Promise((give) => (answer.give = give)))
  const { unmount } = opened()
  await tap('说给我们听')
  testClock.pass(3)
  await tap('正在录音，点一下结束')
  await tap('删去')
  await act(async () => {
    answer.give?.({ statusCode: 201, data: JSON.stringify(voice) })
    await new Promise((done) => setTimeout(done, 0))
  })
  expect(screen.getByRole('button', { name: '说给我们听' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^播放语音/ })).toBeNull()
  unmount()
  expect(drafts()).toEqual([])
})

const photo = (id: string) => ({ id, kind: 'photo', url: `/f/${id}`, thumbUrl: null, seconds: null })
const arrives = () => {
  const give: ((to: { statusCode: number; data: string }) => void)[] = []
  device.upload.mockImplementation(() => new Promise((answer) => give.push(answer)))
  return async (id: string) => {
    await act(async () => {
      give.shift()?.({ statusCode: 201, data: JSON.stringify(photo(id)) })
      await new Promise((done) => setTimeout(done, 0))
    })
  }
}
const takePhotos = async (...paths: string[]) => {
  device.chooseMedia.mockResolvedValue({ tempFiles: paths.map((tempFilePath) => ({ tempFilePath })) })
  await tap(/^拍给我们看/)
}
const shown = () => screen.queryAllByRole('button', { name: /^照片 \d，/ }).length
const onTheWay = () => screen.queryAllByRole('progressbar', { name: /^正在上传/ }).length

test('photos chosen without network are there again after the form was left, and go out once the network is back', async () => {
  watchNetwork()
  const { unmount } = opened()
  await takePhotos('wxfile://1', 'wxfile://2')
  expect(await screen.findAllByRole('button', { name: /^没有传上/ })).toHaveLength(2)
  unmount()
  expect(drafts()).toHaveLength(1)
  show(<FileRequest />)
  await tap(/^接着写/)
  expect(await screen.findAllByRole('button', { name: /^没有传上/ })).toHaveLength(2)
  const arrive = arrives()
  await act(async () => {
    connect(false)
    connect(true)
    await new Promise((done) => setTimeout(done, 0))
  })
  await arrive('1')
  await arrive('2')
  await waitFor(() => expect(shown()).toBe(2))
  expect(screen.queryByRole('button', { name: /^没有传上/ })).toBeNull()
})

test('a photo that arrives after the form was left is in the draft, once', async () => {
  const arrive = arrives()
  const { unmount } = opened()
  await takePhotos('wxfile://1')
  unmount()
  await arrive('1')
  show(<FileRequest />)
  await tap(/^接着写/)
  expect([shown(), onTheWay()]).toEqual([1, 0])
  expect(device.upload).toHaveBeenCalledTimes(1)
})

test('a form opened again before its photo arrived waits for the same upload, and keeps what is typed meanwhile', async () => {
  const arrive = arrives()
  const { unmount } = opened()
  await takePhotos('wxfile://1', 'wxfile://2')
  unmount()
  const again = show(<FileRequest />)
  await tap(/^接着写/)
  fireEvent.input(await screen.findByRole('textbox', { name: /写一写/ }), { target: { value: '灯坏了' } })
  expect([shown(), onTheWay()]).toEqual([0, 2])
  await arrive('1')
  await arrive('2')
  expect([shown(), onTheWay()]).toEqual([2, 0])
  expect(device.upload).toHaveBeenCalledTimes(2)
  again.unmount()
  expect(drafts()).toContainEqual(expect.objectContaining({ text: '灯坏了', chosen: [], photos: [expect.anything(), expect.anything()] }))
})

test('a photo that is deleted in the form opened again does not come back with its upload', async () => {
  const arrive = arrives()
  const { unmount } = opened()
  await takePhotos('wxfile://1')
  unmount()
  const again = show(<FileRequest />)
  await tap(/^接着写/)
  await tap('不要这张照片')
  await arrive('1')
  expect([shown(), onTheWay()]).toEqual([0, 0])
  again.unmount()
  expect(drafts()).toEqual([])
})

test('without leave for the microphone it says so and leads to the settings', async () => {
  mic.refuses = true
  opened()
  await tap('说给我们听')
  expect(await screen.findByText('没有得到允许，可在设置里打开后再试')).toBeTruthy()
  expect(screen.getByRole('button', { name: '去设置里打开' })).toBeTruthy()
})

test('without leave for camera and album it says so and leads to the settings', async () => {
  device.chooseMedia.mockRejectedValue({ errMsg: 'chooseMedia:fail auth deny' })
  opened()
  await tap(/^拍给我们看/)
  expect(await screen.findByText('没有得到允许，可在设置里打开后再试')).toBeTruthy()
  expect(screen.getByRole('button', { name: '去设置里打开' })).toBeTruthy()
})
