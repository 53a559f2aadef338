import type { SlotRow } from '@doorstep/contract/services'
import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aBooking } from '../../testing/bookings'
import { aResident } from '../../testing/doorsteps'
import { fakeApi, type Answers } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
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
  'GET /v1/services/{code}/days': { rows: [day] },
  'GET /v1/services/{code}/slots': { day, rows: [slot()] },
  ...over,
})
const tap = async (role: 'button' | 'radio', name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}

beforeEach(() => signedInAs())

test('the new place is named on the button, and taken in one step', async () => {
  const calls = fakeApi(api({ 'POST /v1/bookings/{id}/move': booking }))
  show(<MoveBooking />, { id: booking.id })
  await tap('radio', /^9:30/)
  await tap('button', /^改到 .*9:30–9:45/)
  expect(calls.find(({ key }) => key === 'POST /v1/bookings/{id}/move')?.body).toEqual({ slotId: slot().id })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/bookings/detail/index?id=${booking.id}` })
})

test('a place just taken by somebody else: says so, offers to wait or another time, and the old booking stands', async () => {
  const calls = fakeApi(
    api({
      'POST /v1/bookings/{id}/move': {
        problem: {
          code: 'slotFull',
          status: 409,
          detail: '这个时段刚刚约满了,可以候补或换个时间',
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
  expect(await screen.findByText('这个时段刚刚约满了,可以候补或换个时间')).toBeTruthy()
  expect(screen.getByRole('button', { name: '候补这个时段' })).toBeTruthy()
  expect(screen.getByRole('button', { name: '改时间,先选一个新的时间' })).toBeTruthy()
  expect(device.redirectTo).not.toHaveBeenCalled()
  await tap('button', '约明天 10:00')
  expect(calls.filter(({ key }) => key === 'POST /v1/bookings/{id}/move').map(({ body }) => body?.slotId)).toEqual([slot().id, other])
})

test('too late to move: the phone is the way, no slots are offered', async () => {
  fakeApi(api({ 'GET /v1/bookings/{id}': { ...booking, cancelUntil: inHours(-1) } }))
  show(<MoveBooking />, { id: booking.id })
  await tap('button', '打电话 0999-0001188')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0001188' })
  expect(screen.queryByRole('radio')).toBeNull()
})
