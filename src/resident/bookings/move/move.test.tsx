import type { SlotRow } from '@doorstep/contract/services/views'
import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../../platform/device/elder'
import { watchNetwork } from '../../../platform/device/network'
import { aBooking } from '../../../testing/bookings'
import { aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aServiceTimes } from '../../../testing/services'
import { show, signedInAs } from '../../../testing/show'
import { connect, device } from '../../../testing/taro'
import MoveBooking from './index'

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const booking = aBooking({ startsAt: inHours(20), endsAt: inHours(20.25), arriveFrom: inHours(19), cancelUntil: inHours(18) })
const day = { day: '2026-11-26', state: 'open' as const, free: 2, slots: 4, says: '' }
const slot = (over: Partial<SlotRow> = {}): SlotRow => ({
  id: '019ab000-0000-7000-8f00-000000000001',
  startsAt: '2026-11-26T01:30:00.000Z',
  endsAt: '2026-11-26T01:45:00.000Z',
  capacity: 2,
  free: 2,
  state: 'free',
  waiting: 0,
  ...over,
})
const other = '019ab000-0000-7000-8f00-000000000002'
const api = (over: Answers): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/bookings/{id}': booking,
  'GET /v1/services/{code}/times': aServiceTimes({ days: [day], day: day.day, slots: [slot()] }),
  ...over,
})
const tap = async (role: 'button' | 'radio', name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}

beforeEach(() => signedInAs())
afterEach(() => act(() => setElder(false)))

test('the new place is named on the button, and taken in one step', async () => {
  const calls = fakeApi(api({ 'POST /v1/bookings/{id}/move': booking }))
  show(<MoveBooking />, { id: booking.id })
  await tap('radio', /^9:30/)
  await tap('button', /^改到 .*9:30–9:45/)
  expect(calls.find(({ key }) => key === 'POST /v1/bookings/{id}/move')?.body).toEqual({ slotId: slot().id })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/resident/bookings/detail/index?id=${booking.id}` })
})

test('a place just taken by somebody else: says so, offers to wait or another time, and the old booking stands', async () => {
  const calls = fakeApi(
    api({
      'POST /v1/bookings/{id}/move': {
        problem: {
          code: 'slotFull',
          status: 409,
          detail: '这个时段刚刚约满了，可以候补或换个时间',
          next: [
            { does: 'joinWaiting', label: '候补这个时段', id: slot().id },
            { does: 'otherSlot', label: '约明天 10:00', id: other },
          ],
        },
      },
    }),
  )
  show(<MoveBooking />, { id: booking.id })
  await tap('radio', /^9:30/)
  await tap('button', /^改到/)
  expect(await screen.findByText('这个时段刚刚约满了，可以候补或换个时间')).toBeTruthy()
  expect(screen.getByRole('button', { name: '候补这个时段' })).toBeTruthy()
  expect(screen.getByRole('button', { name: '改时间，先选一个新的时间' })).toBeTruthy()
  expect(device.redirectTo).not.toHaveBeenCalled()
  await tap('button', '约明天 10:00')
  expect(calls.filter(({ key }) => key === 'POST /v1/bookings/{id}/move').map(({ body }) => body?.slotId)).toEqual([slot().id, other])
})

test('too late to move: the phone is the way, no slots are offered', async () => {
  fakeApi(api({ 'GET /v1/bookings/{id}': { ...booking, cancelUntil: inHours(-1), actions: [] } }))
  show(<MoveBooking />, { id: booking.id })
  await tap('button', '打电话 0999-0001188')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0001188' })
  expect(screen.queryByRole('radio')).toBeNull()
})

test('without network it says so before it is tapped, and the chosen time stays', async () => {
  watchNetwork()
  const calls = fakeApi(api({ 'POST /v1/bookings/{id}/move': booking }))
  show(<MoveBooking />, { id: booking.id })
  await tap('radio', /^9:30/)
  act(() => connect(false))
  await tap('button', /^改到 .*没有网络，连上后再改；选好的时间还在/)
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/bookings/{id}/move')
  act(() => connect(true))
  await tap('button', /^改到 .*9:30–9:45$/)
  expect(calls.map(({ key }) => key)).toContain('POST /v1/bookings/{id}/move')
})

test('when no answer came it says that it has to be tapped again, and the same tap does', async () => {
  let times = 0
  const calls = fakeApi(
    api({ 'POST /v1/bookings/{id}/move': () => ((times += 1) === 1 ? Promise.reject(new Error('request:fail')) : booking) }),
  )
  show(<MoveBooking />, { id: booking.id })
  await tap('radio', /^9:30/)
  await tap('button', /^改到/)
  expect(await screen.findByText('现在没有网络，这次还没有办成，连上后请再点一次')).toBeTruthy()
  await tap('button', /^改到 .*9:30–9:45/)
  const keys = calls.filter(({ key }) => key === 'POST /v1/bookings/{id}/move').map(({ headers }) => headers['idempotency-key'])
  expect(keys).toHaveLength(2)
  expect(new Set(keys).size).toBe(1)
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/resident/bookings/detail/index?id=${booking.id}` })
})

test('in elder mode a day on which only her own time is left is not called full', async () => {
  act(() => setElder(true))
  fakeApi(api({ 'GET /v1/services/{code}/times': aServiceTimes({ days: [day], day: day.day, slots: [slot({ state: 'mine', free: 1 })] }) }))
  show(<MoveBooking />, { id: booking.id })
  expect(await screen.findByText('这一天除了您已经约的，没有别的空位，请看别的日子。')).toBeTruthy()
  expect(screen.queryByText(/约满了/)).toBeNull()
})
