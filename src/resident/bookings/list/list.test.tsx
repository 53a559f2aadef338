import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { act } from 'react'
import { aBookingRow, aTicket, aWaiting } from '../../../testing/bookings'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import BookingList from './index'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const held = aBookingRow({ id: '019ab000-0000-7000-8b00-000000000009', state: 'held', serviceName: '亲子阅读', heldUntil: inMinutes(4) })
const offer = aWaiting({
  id: '019ab000-0000-7000-8d00-000000000002',
  serviceName: '亲子阅读',
  state: 'offered',
  holdId: held.id,
  offerUntil: inMinutes(12),
})
const tap = async (name: string | RegExp, inside = screen.getByRole('main')) => {
  const button = await within(inside).findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

beforeEach(() => signedInAs())

test('a place on offer comes first, once, and is booked like any held place', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/tickets': { rows: [] },
    'GET /v1/bookings': { rows: [held, aBookingRow()], next: null },
    'GET /v1/waiting': { rows: [offer, aWaiting()] },
  })
  show(<BookingList />)
  expect(await screen.findAllByText('亲子阅读')).toHaveLength(1)
  expect(screen.queryByText('位置给您留着，还没约好')).toBeNull()
  await tap('确认：亲子阅读')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/services/detail/index?holdId=${held.id}&whose=me` })
})

test('what is waited for somebody else says so, and its offer asks who it is', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/tickets': { rows: [] },
    'GET /v1/bookings': { rows: [held], next: null },
    'GET /v1/waiting': { rows: [{ ...offer, forOther: true }, aWaiting({ forOther: true })] },
  })
  show(<BookingList />)
  expect(await screen.findByText('给别人等的有位置了，请确认')).toBeTruthy()
  expect(screen.getByText('给别人等的')).toBeTruthy()
  await tap('确认：亲子阅读')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/services/detail/index?holdId=${held.id}&whose=other` })
})

test('a hold that ran out says so and cannot be confirmed', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/tickets': { rows: [] },
    'GET /v1/bookings': { rows: [{ ...held, heldUntil: inMinutes(-1) }], next: null },
    'GET /v1/waiting': { rows: [] },
  })
  show(<BookingList />)
  expect(await screen.findByText('时间已经过了')).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^确认/ })).toBeNull()
})

test('leaving a waiting list says what is given up, and asks first', async () => {
  const calls = fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/tickets': { rows: [] },
    'GET /v1/bookings': { rows: [], next: null },
    'GET /v1/waiting': { rows: [aWaiting()] },
    'DELETE /v1/waiting/{id}': undefined,
  })
  show(<BookingList />)
  expect(await screen.findByText(/前面还有 1 位，有位置会通知您/)).toBeTruthy()
  await tap('退出候补：法律咨询')
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/waiting/{id}')
  await tap('退出候补', screen.getByRole('dialog'))
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/waiting/{id}'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a number of today is one tap away, a finished one is not shown', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings': { rows: [], next: null },
    'GET /v1/waiting': { rows: [] },
    'GET /v1/tickets': {
      rows: [aTicket({ state: 'called', window: '2 号窗口', ahead: 0 }), aTicket({ id: held.id, number: 'B001', state: 'done' })],
    },
  })
  show(<BookingList />)
  await tap('A012 · 老年人健康体检，请到 2 号窗口，正在叫号')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/queue/ticket/index?id=${aTicket().id}` })
  expect(screen.queryByText(/B001/)).toBeNull()
})

test('with nothing ahead, the way to a service is shown', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/tickets': { rows: [] },
    'GET /v1/bookings': { rows: [], next: null },
    'GET /v1/waiting': { rows: [] },
  })
  show(<BookingList />)
  await tap('去约服务')
  expect(device.switchTab).toHaveBeenCalledWith({ url: '/tabs/services/index' })
})
