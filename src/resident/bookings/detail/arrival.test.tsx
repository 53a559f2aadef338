import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aBooking, aTicket } from '../../../testing/bookings'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import BookingDetail from './index'

const token = 'Ab3dEf6hIj9kLm2nOp5qRs'
let mockScanned: unknown
jest.mock('../../../platform/device/scan', () => ({
  ...jest.requireActual<object>('../../../platform/device/scan'),
  canScan: true,
  scanCode: () => Promise.resolve(mockScanned),
}))

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const soon = aBooking({ startsAt: inMinutes(20), endsAt: inMinutes(35), arriveFrom: inMinutes(-40), cancelUntil: inMinutes(-100) })
const arrive = async () => {
  const button = await screen.findByRole('button', { name: '签到' })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const api = () =>
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings/{id}': soon,
    'POST /v1/bookings/{id}/checkIn': { booking: { ...soon, state: 'arrived' }, ticket: aTicket() },
  })
const sent = (calls: { key: string; body: unknown }[]) => calls.find(({ key }) => key === 'POST /v1/bookings/{id}/checkIn')?.body

beforeEach(() => signedInAs())

test('scanning the poster checks in and leads to the number', async () => {
  mockScanned = { ok: true, value: `checkin=${token}` }
  const calls = api()
  show(<BookingDetail />, { id: soon.id })
  await arrive()
  expect(sent(calls)).toEqual({ token })
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/queue/ticket/index?id=${aTicket().id}` })
})

test('another code is not sent, and the counter is named', async () => {
  mockScanned = { ok: true, value: 'https://example.org/menu' }
  const calls = api()
  show(<BookingDetail />, { id: soon.id })
  await arrive()
  expect(await screen.findByText(/这不是签到码/)).toBeTruthy()
  expect(sent(calls)).toBeUndefined()
})

test('turning back from the scanner is nothing to speak of', async () => {
  mockScanned = { ok: false, problem: { code: 'cancelled', status: 0, detail: '已取消' } }
  const calls = api()
  show(<BookingDetail />, { id: soon.id })
  await arrive()
  expect(sent(calls)).toBeUndefined()
  expect(screen.queryByText('已取消')).toBeNull()
})
