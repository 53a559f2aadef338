import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../platform/device/elder'
import { aBookingRow } from '../../testing/bookings'
import { aCategory } from '../../testing/requests'
import { aResident } from '../../testing/grids'
import { fakeApi, type Answers } from '../../testing/fake-api'
import { aServiceRow } from '../../testing/services'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import ServicesTab from './index'

const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/categories': { rows: [aCategory()] },
  'GET /v1/services': {
    rows: [
      aServiceRow(),
      aServiceRow({ code: 'S-LEGAL', name: '法律咨询', group: 'legal', nextFree: null }),
      aServiceRow({ code: 'S-SELF', name: '血压自测', way: 'walkIn', nextFree: null }),
    ],
  },
  'GET /v1/bookings': { rows: [], next: null },
  ...over,
})
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const wentTo = () => device.navigateTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)

afterEach(() => setElder(false))

test('services can be looked at without an account: nobody is signed in behind her back', async () => {
  const calls = fakeApi(api())
  show(<ServicesTab />)
  await tap(/^老年人健康体检，/)
  expect(wentTo()).toEqual(['/resident/services/detail/index?code=S-CHECK'])
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/sessions')
  expect(calls.map(({ key }) => key)).not.toContain('GET /v1/bookings')
})

test('each service says when it can next be had, or how else', async () => {
  fakeApi(api())
  show(<ServicesTab />)
  expect(await screen.findByRole('button', { name: /^法律咨询，.*约满了，可以候补/ })).toBeTruthy()
  expect(screen.getByRole('button', { name: /^血压自测，.*不用预约，到现场取号/ })).toBeTruthy()
})

test('only groups that have services are offered, each leads to its list', async () => {
  fakeApi(api())
  show(<ServicesTab />)
  await tap('法律')
  expect(wentTo()).toEqual(['/resident/services/list/index?group=legal'])
  expect(screen.queryByRole('button', { name: '亲子' })).toBeNull()
})

test('the next booking stands above what can be booked, with the way to all of them', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/bookings': { rows: [aBookingRow()], next: null } }))
  show(<ServicesTab />)
  const heading = await screen.findByRole('heading', { name: '我的预约' })
  expect(heading.compareDocumentPosition(screen.getByRole('heading', { name: '约服务' }))).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  await tap(/^老年人健康体检，.*明天 9:00 开始/)
  await tap('我的预约，全部 1')
  expect(wentTo()).toEqual([`/resident/bookings/detail/index?id=${aBookingRow().id}`, '/resident/bookings/list/index'])
})

test('without a booking ahead the way to her bookings stands below', async () => {
  signedInAs()
  fakeApi(api())
  show(<ServicesTab />)
  await tap(/^我的预约，现在没有要去的预约/)
  expect(wentTo()).toEqual(['/resident/bookings/list/index'])
  const heading = screen.getByRole('heading', { name: '约服务' })
  const row = screen.getByRole('button', { name: /^我的预约/ })
  expect(heading.compareDocumentPosition(row)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
})

test('elder mode shows one group at a time and who can book for her; the phones stay first', async () => {
  setElder(true)
  device.route = 'tabs/services/index'
  fakeApi(api())
  show(<ServicesTab />)
  expect(await screen.findByRole('button', { name: '请网格员代我约' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /最近/ })).toBeNull()
  expect(screen.getAllByRole('button')[0]?.getAttribute('aria-label')).toBe('拨打 110 报警')
  await tap(/^健康/)
  expect(wentTo()).toEqual(['/resident/services/list/index?group=health'])
})

test('without the catalogue of services the phones and the directory still work', async () => {
  fakeApi(api({ 'GET /v1/services': { problem: { code: 'unavailable', status: 503, detail: '系统正忙，请稍后再试' } } }))
  show(<ServicesTab />)
  expect(await screen.findByText('系统正忙，请稍后再试')).toBeTruthy()
  expect(screen.getByRole('button', { name: '拨打 120 急救' })).toBeTruthy()
  expect(await screen.findByRole('button', { name: /楼道灯、路灯不亮/ })).toBeTruthy()
})
