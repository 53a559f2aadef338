import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { fakeApi } from '../../testing/fake-api'
import { aGridCard, aResident } from '../../testing/grids'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import DutyPage from './index'

const { code, name, community, street, onDuty } = aGridCard()
const photo = {
  id: '019ab000-0000-7000-8000-0000000000f1',
  kind: 'photo' as const,
  url: '/v1/files/f1?v=full',
  thumbUrl: '/v1/files/f1?v=thumb',
  width: 640,
  height: 480,
  seconds: null,
}
const tap = async (label: string) => {
  const button = await screen.findByRole('button', { name: label })
  await act(async () => {
    fireEvent.click(button)
    await Promise.resolve()
  })
}
const staff = { code: 'W003', name: '李明', headOf: null, roles: [], grids: [{ code, name }] }

test('a grid member puts a photo in the place of their initial, and takes it away again', async () => {
  signedInAs()
  let shown: typeof photo | null = null
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://me' }] })
  device.upload.mockResolvedValue({ statusCode: 201, data: JSON.stringify(photo) })
  const calls = fakeApi({
    'GET /v1/session': aResident({ staff }),
    'GET /v1/my-duty': () => ({ grids: [{ code, name, community, street, onDuty, mates: [] }], absences: [], photo: shown }),
    'PUT /v1/my-photo': ({ body }) => ({ photo: (shown = body.fileId === null ? null : photo) }),
  })
  const sent = () => calls.filter(({ key }) => key === 'PUT /v1/my-photo').map(({ body }) => body)
  show(<DutyPage />)
  expect(await screen.findByText('居民现在看到的是您的姓')).toBeTruthy()
  await tap('放一张照片')
  expect(await screen.findByText('居民看得到这张照片')).toBeTruthy()
  expect(sent()).toEqual([{ fileId: photo.id }])
  await tap('不放照片')
  expect(await screen.findByText('居民现在看到的是您的姓')).toBeTruthy()
  expect(sent()).toEqual([{ fileId: photo.id }, { fileId: null }])
})

test('a photo that is refused says why, and another is chosen; one that did not arrive can be sent again', async () => {
  signedInAs()
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://me' }] })
  const refusal = { code: 'fileRefused', status: 415, detail: '这个文件打不开，请换一张' }
  device.upload.mockResolvedValueOnce({ statusCode: 415, data: JSON.stringify(refusal) })
  fakeApi({
    'GET /v1/session': aResident({ staff }),
    'GET /v1/my-duty': { grids: [{ code, name, community, street, onDuty, mates: [] }], absences: [], photo: null },
    'PUT /v1/my-photo': { photo },
  })
  show(<DutyPage />)
  await tap('放一张照片')
  expect(await screen.findByText('这个文件打不开，请换一张')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '没有传上，再传一次' })).toBeNull()
  device.upload.mockRejectedValueOnce(new Error('uploadFile:fail'))
  await tap('放一张照片')
  expect(await screen.findByText(/没有网络/)).toBeTruthy()
  expect(screen.queryByText('这个文件打不开，请换一张')).toBeNull()
  device.upload.mockResolvedValueOnce({ statusCode: 201, data: JSON.stringify(photo) })
  await tap('没有传上，再传一次')
  await waitFor(() => expect(screen.queryByText(/没有网络/)).toBeNull())
})

test('a file that a browser cannot show as a photo is not left unsaid', async () => {
  signedInAs()
  device.chooseMedia.mockResolvedValue({ tempFiles: [] })
  fakeApi({
    'GET /v1/session': aResident({ staff }),
    'GET /v1/my-duty': { grids: [{ code, name, community, street, onDuty, mates: [] }], absences: [], photo: null },
  })
  show(<DutyPage />)
  await tap('放一张照片')
  expect(await screen.findByText('选的文件不是照片，请换一张')).toBeTruthy()
})
