import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aBooking } from '../../../testing/bookings'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import RateService from './index'

const done = aBooking({ state: 'done', cancelUntil: null, rateBy: '2026-12-09T01:15:00.000Z' })
const choose = async (name: string) => fireEvent.click(await screen.findByRole('radio', { name }))
const submit = async () => {
  const button = await screen.findByRole('button', { name: '提交评价' })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const sent = (calls: { key: string; body: unknown }[]) => calls.find(({ key }) => key === 'POST /v1/bookings/{id}/ratings')?.body

beforeEach(() => signedInAs())

test('a bad rating must say why', async () => {
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': done, 'POST /v1/bookings/{id}/ratings': done })
  show(<RateService />, { id: done.id })
  await choose('不满意')
  await submit()
  expect(await screen.findByText('不满意时请选一个原因，我们好改')).toBeTruthy()
  await choose('满意')
  expect(screen.queryByText('不满意时请选一个原因，我们好改')).toBeNull()
  await choose('不满意')
  expect(sent(calls)).toBeUndefined()
  fireEvent.click(screen.getByRole('checkbox', { name: '等得太久' }))
  await submit()
  expect(sent(calls)).toEqual({ satisfied: 2, reasons: ['waited'], text: '' })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/resident/bookings/detail/index?id=${done.id}` })
})

test('reasons ticked before she thought better of it are not sent', async () => {
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': done, 'POST /v1/bookings/{id}/ratings': done })
  show(<RateService />, { id: done.id })
  await choose('非常不满意')
  fireEvent.click(screen.getByRole('checkbox', { name: '态度不好' }))
  await choose('满意')
  await submit()
  expect(sent(calls)).toEqual({ satisfied: 4, reasons: [], text: '' })
})

test('nothing is chosen for her', async () => {
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': done })
  show(<RateService />, { id: done.id })
  await submit()
  expect(await screen.findByText('请选一个')).toBeTruthy()
  await choose('满意')
  expect(screen.queryByText('请选一个')).toBeNull()
})

test('a service that was rated already leads back to the booking and its answer', async () => {
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': { ...done, rating: { satisfied: 2, text: '', answer: null } } })
  show(<RateService />, { id: done.id })
  expect(await screen.findByText('这次服务您已经评过了')).toBeTruthy()
})
