import { act, fireEvent, screen } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aGridCard, aResident } from '../../../testing/grids'
import { aCase } from '../../../testing/requests'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import { ReplyForm } from './reply-form'

jest.mock('../../../platform/device/media/recorder', () => ({
  createRecorder: () => ({ start: () => Promise.resolve(), stop: () => Promise.resolve({ path: 'wxfile://voice', seconds: 3 }) }),
}))

const settled = () => act(() => new Promise((done) => setTimeout(done, 0)))
const tap = async (name: string | RegExp) => {
  fireEvent.click(await screen.findByRole('button', { name }))
  await settled()
}

test('a photo and a recording that could not be uploaded are there again when the sheet is opened again', async () => {
  signedInAs()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/grids/{code}': aGridCard() })
  const done = () => undefined
  const first = show(<ReplyForm how="comment" of={aCase()} done={done} />)
  device.chooseMedia.mockResolvedValue({ tempFiles: [{ tempFilePath: 'wxfile://1' }] })
  await tap(/^加照片/)
  await tap(/^按住说话/)
  testClock.pass(3)
  await tap('正在录音，点一下结束')
  first.unmount()
  show(<ReplyForm how="comment" of={aCase()} done={done} />)
  await settled()
  expect(screen.getByRole('button', { name: /^没有传上/ })).toBeTruthy()
  expect(screen.getByText(/录音还没传上/)).toBeTruthy()
  const arrived = (kind: string) => ({
    statusCode: 201,
    data: JSON.stringify({ id: kind, kind, url: `/f/${kind}`, thumbUrl: null, seconds: 3 }),
  })
  device.upload.mockImplementation(({ filePath }) => Promise.resolve(arrived(filePath === 'wxfile://voice' ? 'voice' : 'photo')))
  await tap(/^没有传上/)
  await tap('再传一次')
  expect(screen.getByRole('button', { name: '照片 1，点开看大图' })).toBeTruthy()
  expect(screen.getByRole('button', { name: '删去这段语音' })).toBeTruthy()
})
