import { bookingMachine, counterActions } from '@doorstep/contract/bookings/machine'
import { bookingStates } from '@doorstep/contract/bookings/words'
import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { problems } from '@doorstep/contract/problems'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { aCall, aSheet, aSheetSlot, aStaffBooking } from '../../../testing/venues'
import { actsFor } from './acts'
import { BookingDeskWithButtons } from './booking-desk'

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}
beforeEach(() => signedInAs())

test('the buttons are what the answer offers, and nothing besides: no form guesses from the state or the clock', () => {
  for (const state of bookingStates) expect(actsFor(aStaffBooking({ state, actions: [] }))).toEqual([])
  const every = actsFor(aStaffBooking({ actions: [...counterActions] }))
  expect([...every].sort()).toEqual(counterActions.filter((action) => action !== 'called').sort())
})

test('that somebody did not come is not offered before the grace is over, though it has begun', async () => {
  const begun = aStaffBooking({ startsAt: new Date(Date.now() - 60_000).toISOString() })
  const others = begun.actions.filter((action) => action !== 'miss')
  const { rerender } = show(<BookingDeskWithButtons of={{ ...begun, actions: others }} />)
  expect(await screen.findByRole('button', { name: bookingMachine.finish.label })).toBeTruthy()
  const more = screen.queryByRole('button', { name: '更多' })
  if (more) fireEvent.click(more)
  expect(screen.queryByRole('button', { name: bookingMachine.miss.label })).toBeNull()
  rerender(<BookingDeskWithButtons of={{ ...begun, actions: ['miss'] }} />)
  expect(await screen.findByRole('button', { name: bookingMachine.miss.label })).toBeTruthy()
})

test('nobody is declined without a reason', async () => {
  const calls = fakeApi({ 'POST /v1/staff/bookings/{id}/decline': aStaffBooking({ state: 'declined' }) })
  show(<BookingDeskWithButtons of={aStaffBooking({ state: 'pending' })} />)
  await tap('不能安排')
  await tap('不能安排')
  expect(await screen.findByText('这里不能空着')).toBeTruthy()
  expect(calls).toEqual([])
  fireEvent.input(screen.getByRole('textbox', { name: '为什么不能安排' }), { target: { value: '医生临时出诊' } })
  expect(screen.queryByText('这里不能空着')).toBeNull()
  await tap('不能安排')
  expect(calls.map(({ key, body }) => [key, body])).toEqual([['POST /v1/staff/bookings/{id}/decline', { reason: '医生临时出诊' }]])
})

test('a move to a slot that has just filled keeps the reason, says so and shows the slots anew', async () => {
  let taken = 0
  const at = (time: string) => ({ startsAt: `2099-11-24T${time}:00.000Z`, endsAt: `2099-11-24T${time}:59.000Z` })
  const slots = () => [aSheetSlot(4, { ...at('02:00'), taken, capacity: 3 }), aSheetSlot(5, { ...at('02:15'), closedReason: '停水' })]
  fakeApi({
    'GET /v1/services/{code}/days': { rows: [{ day: '2026-11-24', state: 'open', free: 3, slots: 2, says: '' }] },
    'GET /v1/staff/venues/{code}/sheet': () => aSheet({ services: [{ code: 'HS-YZ', name: '健康义诊', way: 'slot', slots: slots() }] }),
    'POST /v1/staff/bookings/{id}/move': () => {
      taken = 3
      return { problem: { code: 'slotFull', ...problems.slotFull } }
    },
  })
  show(<BookingDeskWithButtons of={aStaffBooking(at('01:30'))} />)
  await tap('改时间')
  await tap('改时间')
  expect(await screen.findByText('请先选新的时间')).toBeTruthy()
  expect((await screen.findByRole('radio', { name: '10:15，停办' })).getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(await screen.findByRole('radio', { name: '10:00，余 3' }))
  fireEvent.input(screen.getByRole('textbox', { name: '为什么改' }), { target: { value: '孩子要接' } })
  await tap('改时间')
  expect(await screen.findByText(problems.slotFull.detail)).toBeTruthy()
  expect(await screen.findByRole('radio', { name: '10:00，约满' })).toBeTruthy()
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '为什么改' }).value).toBe('孩子要接')
})

test('somebody without an account is not said to be told: the dialog says to call, then what to say, until it was said', async () => {
  const booked = aStaffBooking({ name: '吴代约', byStaff: true, hasAccount: false, actions: ['callOff', 'move'] })
  const { rerender } = show(<BookingDeskWithButtons of={booked} />)
  for (const label of ['取消这次预约', '改时间']) {
    await tap(label)
    expect(screen.getByText(/吴代约没有账号，收不到通知：定下后请打电话告诉/)).toBeTruthy()
    await tap('返回')
  }
  const off = { ...booked, ...aCall(2, { name: '吴代约' }), actions: [...booked.actions, 'called' as const] }
  const calls = fakeApi({ 'POST /v1/staff/bookings/{id}/called': { ...off, toCall: null } })
  rerender(<BookingDeskWithButtons of={off} />)
  expect(screen.getByText(off.toCall ?? '')).toBeTruthy()
  await tap('吴代约，已告诉')
  expect(calls.map(({ key, params, body }) => [key, params, body])).toEqual([
    ['POST /v1/staff/bookings/{id}/called', { id: off.id }, { said: off.toCall }],
  ])
  // Helpers who are only sent to the home can read; the venue's staff phone.
  rerender(<BookingDeskWithButtons of={{ ...off, as: [], actions: [] }} />)
  expect(screen.queryByRole('button', { name: '吴代约，已告诉' })).toBeNull()
})

test('a home visit is given to one of those who can go; without a choice nothing is sent', async () => {
  const helpers = [
    { code: 'W003', name: '李明', onLeave: true },
    { code: 'W007', name: '周敏', onLeave: false },
  ]
  const visit = aStaffBooking({ way: 'home', place: '上门', address: '槐树里 3 号楼 2 单元 401', helpers })
  const calls = fakeApi({ 'POST /v1/staff/bookings/{id}/assign': { ...visit, helper: { code: 'W007', name: '周敏' } } })
  show(<BookingDeskWithButtons of={visit} />)
  expect(screen.getByText('还没有安排')).toBeTruthy()
  await tap('安排人员')
  expect(screen.getByText(/会看到他的名字和电话/)).toBeTruthy()
  await tap('安排人员')
  expect(await screen.findByText('请先选谁去')).toBeTruthy()
  expect(calls).toEqual([])
  const list = within(screen.getByRole('radiogroup', { name: '谁去' }))
  expect(list.getByRole('radio', { name: '李明，那时请假' }).getAttribute('aria-disabled')).toBe('true')
  fireEvent.click(list.getByRole('radio', { name: '周敏' }))
  await tap('安排人员')
  expect(calls.map(({ key, params, body }) => [key, params, body])).toEqual([
    ['POST /v1/staff/bookings/{id}/assign', { id: visit.id }, { staffCode: 'W007' }],
  ])
})

test('leave filed after somebody was chosen is said, for then nobody would come', () => {
  const helper = { code: 'W003', name: '李明' }
  const visit = aStaffBooking({ way: 'home', helper, helpers: [{ ...helper, onLeave: true }] })
  const { rerender } = show(<BookingDeskWithButtons of={visit} />)
  expect(screen.getByText('李明那时请假，请另外安排')).toBeTruthy()
  rerender(<BookingDeskWithButtons of={{ ...visit, helpers: [{ ...helper, onLeave: false }] }} />)
  expect(screen.getByText('李明')).toBeTruthy()
})
