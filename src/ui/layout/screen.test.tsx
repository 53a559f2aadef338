import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { watchNetwork } from '../../platform/device/network'
import { useRead } from '../../platform/api/query'
import { fakeApi, type Answers } from '../../testing/fake-api'
import { show } from '../../testing/show'
import { connect, device } from '../../testing/taro'
import { moment } from '../format'
import { Screen } from './screen'

const Page = () => {
  const templates = useRead('GET /v1/templates', {})
  return (
    <Screen of={templates} bar={(t) => <div>底部 {t.rows.length}</div>} empty={{ when: (t) => t.rows.length === 0, title: '还没有模板' }}>
      {(t) => t.rows.map(({ id, title }) => <div key={id}>{title}</div>)}
    </Screen>
  )
}
const template = { id: '0198f0aa-0000-7000-8000-000000000001', title: '收到', text: '好的', use: 'message' as const }
const no = (code: 'notYourRole' | 'notFound' | 'internal' | 'signInNeeded', status: number): Answers => ({
  'GET /v1/templates': { problem: { code, status, detail: `因为${code}`, requestId: 'r-7' } },
  'POST /v1/sessions': { problem: { code: 'wechatUnreachable', status: 503, detail: '' } },
})

test('first the shape of what comes, then what came, with its bar', async () => {
  fakeApi({ 'GET /v1/templates': { rows: [template] } })
  show(<Page />)
  expect(screen.getByRole('status', { name: '正在打开' })).toBeTruthy()
  expect(await screen.findByText('收到')).toBeTruthy()
  expect(screen.getByText('底部 1')).toBeTruthy()
  expect(screen.queryByRole('status', { name: '正在打开' })).toBeNull()
})

test('nothing in it is said, not shown as a blank', async () => {
  fakeApi({ 'GET /v1/templates': { rows: [] } })
  show(<Page />)
  expect(await screen.findByRole('heading', { name: '还没有模板' })).toBeTruthy()
})

test.each([
  ['notYourRole', 403, '您现在看不了这里', '返回'],
  ['notFound', 404, '没有找到', '返回'],
  ['internal', 500, '没有打开', '再试一次'],
  ['signInNeeded', 401, '请先登录', '登录'],
] as const)('%s says why in the API’s words and offers the way on', async (code, status, title, way) => {
  fakeApi(no(code, status))
  show(<Page />)
  expect(await screen.findByRole('heading', { name: title })).toBeTruthy()
  expect(screen.getByText(new RegExp(`因为${code}`))).toBeTruthy()
  expect(screen.getByRole('button', { name: way })).toBeTruthy()
  // The number of a log entry is told where something failed; elsewhere it would read like the number of a case.
  expect(screen.queryByText(/r-7/) !== null).toBe(code === 'internal')
})

describe('an answer that cannot be drawn', () => {
  // React reports what a boundary caught.
  beforeEach(() => void jest.spyOn(console, 'error').mockImplementation(() => undefined))
  afterEach(() => void jest.restoreAllMocks())
  const broken = { rows: [null] } as never

  test('holds back its page only: it says so, and trying again shows what comes then', async () => {
    fakeApi({ 'GET /v1/templates': broken })
    show(<Page />)
    expect(await screen.findByRole('heading', { name: '这一页没有显示出来' })).toBeTruthy()
    fakeApi({ 'GET /v1/templates': { rows: [template] } })
    fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
    expect(await screen.findByText('收到')).toBeTruthy()
  })

  test('is logged', async () => {
    fakeApi({ 'GET /v1/templates': broken })
    show(<Page />)
    await screen.findByRole('heading', { name: '这一页没有显示出来' })
    expect(jest.mocked(console.error).mock.calls.map(([where]: unknown[]) => where)).toContain('page')
  })
})

test('trying again after no network shows what came', async () => {
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  show(<Page />)
  expect(await screen.findByRole('heading', { name: '没有网络' })).toBeTruthy()
  fakeApi({ 'GET /v1/templates': { rows: [template] } })
  fireEvent.click(screen.getByRole('button', { name: '再试一次' }))
  expect(await screen.findByText('收到')).toBeTruthy()
})

test('without network the last good answer stays, marked with its time', async () => {
  fakeApi({ 'GET /v1/templates': { rows: [template] } })
  const page = show(<Page />)
  await screen.findByText('收到')
  page.unmount()
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  const { queryClient } = await import('../../platform/api/query')
  await queryClient.invalidateQueries()
  show(<Page />)
  expect(screen.getByText('收到')).toBeTruthy()
  await waitFor(() => expect(screen.getByRole('status').textContent).toMatch(/没有网络，这是 今天 \d{1,2}:\d\d 的内容/))
})

test('elder mode follows WeChat’s own font setting', async () => {
  device.baseInfo = { fontSizeScaleFactor: 1.4 }
  const { refreshLook } = await import('../../platform/device/elder')
  refreshLook()
  fakeApi({ 'GET /v1/templates': { rows: [template] } })
  const { container } = show(<Page />)
  await screen.findByText('收到')
  expect(container.querySelector('.elder')).not.toBeNull()
  device.baseInfo = {}
  act(() => refreshLook())
})

test('the time of what is shown is the API’s, whatever the device’s clock says', async () => {
  const page = (date: Date) => ({ statusCode: 200, data: { rows: [template] }, header: { Date: date.toUTCString() } })
  const real = new Date()
  const hourAhead = new Date(real.getTime() + 60 * 60_000)
  device.request.mockImplementation(() => Promise.resolve(page(hourAhead)))
  show(<Page />)
  await screen.findByText('收到')
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  const { queryClient } = await import('../../platform/api/query')
  await act(() => queryClient.invalidateQueries())
  const [note] = await screen.findAllByText(/没有网络，这是 今天/)
  const told = [-2000, 0, 10_000].map((off) => hourAhead.getTime() + off).map((at) => `没有网络，这是 ${moment(at, at)} 的内容`)
  expect(told).toContain(note?.textContent)
  // Restores the clock for the tests that follow.
  device.request.mockImplementation(() => Promise.resolve(page(new Date())))
  await act(() => queryClient.invalidateQueries())
})

test('what could not be opened without network opens by itself when it is back', async () => {
  watchNetwork()
  device.request.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'request:fail' })))
  act(() => connect(false))
  show(<Page />)
  expect(await screen.findByText('现在没有网络，连上后会自动打开')).toBeTruthy()
  fakeApi({ 'GET /v1/templates': { rows: [template] } })
  act(() => connect(true))
  expect(await screen.findByText('收到')).toBeTruthy()
})
