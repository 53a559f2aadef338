import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aCase } from '../../../testing/requests'
import { show } from '../../../testing/show'
import { device } from '../../../testing/taro'
import FileRequest from './index'
import { api, filedWith, leaveDraft, submit, tap, write } from './testing'

test('nothing is sent without the photo that is still on its way, or the one that did not arrive', async () => {
  let arrive: (answer: { statusCode: number; data: string }) => void = () => undefined
  const photo = { id: '019ab000-0000-7000-8000-0000000000f1', kind: 'photo', url: '/f/1', thumbUrl: '/f/1t', seconds: null }
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockImplementation(() => new Promise((resolve) => (arrive = resolve)))
  const calls = fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了')
  await tap(/^拍给我们看/)
  const waiting = await screen.findByRole('button', { name: /还有 1 张照片没传完/ })
  fireEvent.click(waiting)
  expect(filedWith(calls)).toEqual([])
  await waitFor(() => expect(device.upload).toHaveBeenCalled())
  await act(() => {
    arrive({ statusCode: 201, data: JSON.stringify(photo) })
    return Promise.resolve()
  })
  await screen.findByRole('button', { name: '照片 1，点开看大图' })
  await submit()
  await waitFor(() => expect(filedWith(calls)).toMatchObject([{ fileIds: [photo.id] }]))
})

test('a photo taken away while it is uploading does not come back', async () => {
  let arrive: (answer: { statusCode: number; data: string }) => void = () => undefined
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockImplementation(() => new Promise((resolve) => (arrive = resolve)))
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await write('楼道灯坏了')
  await tap(/^拍给我们看/)
  await waitFor(() => expect(device.upload).toHaveBeenCalled())
  await tap('不要这张照片')
  await act(() => {
    arrive({ statusCode: 201, data: JSON.stringify({ id: 'f1', url: '/f/1', thumbUrl: null }) })
    return Promise.resolve()
  })
  expect(screen.queryByRole('button', { name: '照片 1，点开看大图' })).toBeNull()
  expect(screen.getByRole('button', { name: '提交' })).toBeTruthy()
})

test('a photo that did not arrive is said to have failed, not to be on its way', async () => {
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://lamp' }] })
  device.upload.mockResolvedValue({ statusCode: 413, data: JSON.stringify({ code: 'tooLarge', detail: '文件太大', status: 413 }) })
  fakeApi(api())
  show(<FileRequest />, { categoryCode: 'light' })
  await tap(/^拍给我们看/)
  expect(await screen.findByText('有 1 张照片没有传上，点一下照片再传')).toBeTruthy()
  expect(screen.queryByText(/正在上传/)).toBeNull()
  expect(screen.getByRole('button', { name: /有 1 张照片没有传上，点一下照片再传，或者删去/ })).toBeTruthy()
})

test('a photo the server has dropped since is marked where it stands; without it the request goes out', async () => {
  const photos = [
    { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' },
    { id: '019ab000-0000-7000-8000-0000000000f2', url: '/f/2' },
  ]
  leaveDraft('light', {
    categoryCode: 'light',
    text: '灯坏了',
    photos,
  })
  const calls = fakeApi(
    api({
      'POST /v1/requests': ({ body }) =>
        body.fileIds?.includes(photos[1]?.id ?? '')
          ? { problem: { code: 'badInput', status: 400, detail: '', errors: [{ path: 'fileIds.1', message: '这个附件已失效' }] } }
          : aCase(),
    }),
  )
  show(<FileRequest />, { categoryCode: 'light' })
  await submit()
  expect(await screen.findByText(/有照片存得太久，已经过期/)).toBeTruthy()
  expect(screen.getByLabelText('照片 2，已过期')).toBeTruthy()
  expect(screen.getByRole('button', { name: '照片 1，点开看大图' })).toBeTruthy()
  await tap('删去照片 2')
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(filedWith(calls).at(-1)).toMatchObject({ fileIds: [photos[0]?.id] })
})

test('a voice note the server has dropped since is marked, and asked for again', async () => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  leaveDraft('light', {
    categoryCode: 'light',
    text: '灯坏了',
    voice,
  })
  const gone = { code: 'badInput' as const, status: 400, detail: '', errors: [{ path: 'fileIds.0', message: '这个附件已失效' }] }
  const calls = fakeApi(api({ 'POST /v1/requests': ({ body }) => (body.fileIds?.length ? { problem: gone } : aCase()) }))
  show(<FileRequest />, { categoryCode: 'light' })
  expect(await screen.findByRole('button', { name: /^播放语音/ })).toBeTruthy()
  await submit()
  expect(await screen.findByText('语音已过期')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^播放语音/ })).toBeNull()
  await submit()
  expect(await screen.findByText('槐3-261123-01')).toBeTruthy()
  expect(filedWith(calls).at(-1)).toMatchObject({ fileIds: [] })
})
