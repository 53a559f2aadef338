import { fireEvent, screen, within } from '@testing-library/react'
import { act } from 'react'
import { problems } from '@doorstep/contract/problems'
import { inCalendar } from '../../../platform/device/calendar'
import { setElder } from '../../../platform/device/elder'
import { watchNetwork } from '../../../platform/device/network'
import { aBooking } from '../../../testing/bookings'
import { aResident } from '../../../testing/grids'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { connect, device } from '../../../testing/taro'
import BookingDetail from './index'

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
const tomorrow = { startsAt: inHours(20), endsAt: inHours(20.25), arriveFrom: inHours(19), cancelUntil: inHours(18) }
const over = { startsAt: inHours(-3), endsAt: inHours(-2), arriveFrom: inHours(-4), cancelUntil: null, icsUrl: null }
const tap = async (name: string | RegExp, inside: HTMLElement = document.body) => {
  const button = await within(inside).findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const keys = (calls: { key: string }[]) => calls.map(({ key }) => key)

beforeEach(() => signedInAs())
afterEach(() => act(() => setElder(false)))

test('the code is read digit by digit', async () => {
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': aBooking(tomorrow) })
  show(<BookingDetail />, { id: aBooking().id })
  expect(await screen.findByRole('img', { name: '预约码 4 8 2 9 1 3' })).toBeTruthy()
})

test('cancelling asks first, and takes a reason she may leave out', async () => {
  const b = aBooking(tomorrow)
  const calls = fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings/{id}': b,
    'POST /v1/bookings/{id}/cancel': { ...b, state: 'cancelled' },
  })
  show(<BookingDetail />, { id: b.id })
  await tap('取消预约')
  expect(keys(calls)).not.toContain('POST /v1/bookings/{id}/cancel')
  await tap('取消预约', screen.getByRole('dialog'))
  expect(calls.find(({ key }) => key === 'POST /v1/bookings/{id}/cancel')?.body).toEqual({})
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('it says until when, and what counts after that', async () => {
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': aBooking(tomorrow) })
  show(<BookingDetail />, { id: aBooking().id })
  expect(await screen.findByText(/前可以自己取消或改时间；再晚取消，算临时取消，不计爽约/)).toBeTruthy()
})

test('after the cancel window there is a way: it says what counts, and frees the place', async () => {
  const b = aBooking({ ...tomorrow, cancelUntil: inHours(-1), actions: ['cancel'] })
  const calls = fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings/{id}': b,
    'POST /v1/bookings/{id}/cancel': { ...b, state: 'cancelled' },
  })
  show(<BookingDetail />, { id: b.id })
  expect(await screen.findByText(/不能自己改时间了。现在取消，算临时取消，不计爽约/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '打电话 0999-0001188，给槐树社区党群服务站说明' })).toBeTruthy()
  await tap('来不了了')
  expect(within(screen.getByRole('dialog')).queryByRole('button', { name: '不取消，改个时间' })).toBeNull()
  await tap('取消预约', screen.getByRole('dialog'))
  expect(keys(calls)).toContain('POST /v1/bookings/{id}/cancel')
})

test('once the time has begun it says why not, and whom to call', async () => {
  const begun = { startsAt: inHours(-0.1), endsAt: inHours(0.4), arriveFrom: inHours(-1), cancelUntil: inHours(-1), actions: [] }
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': aBooking(begun) })
  show(<BookingDetail />, { id: aBooking().id })
  expect(await screen.findByText(/时间已经开始，不能自己取消或改时间了/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '取消预约' })).toBeNull()
  expect(screen.queryByRole('button', { name: '改时间' })).toBeNull()
  await tap('打电话 0999-0001188，给槐树社区党群服务站说明')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0001188' })
})

test('the phone’s calendar rings an hour before; once the booking moved, the old entry is named', async () => {
  const b = aBooking(tomorrow)
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': b })
  const first = show(<BookingDetail />, { id: b.id })
  await tap('加到日历')
  expect(device.addPhoneCalendar).toHaveBeenCalledWith(
    expect.objectContaining({
      title: '老年人健康体检',
      startTime: Math.floor(Date.parse(b.startsAt) / 1000),
      alarm: true,
      alarmOffset: 3600,
      // Worded today, the next step would be wrong on the day it is read.
      description: expect.not.stringContaining(b.next) as string,
    }),
  )
  expect(screen.queryByText(/手机日历里还是旧的/)).toBeNull()
  first.unmount()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': { ...b, endsAt: inHours(26), sequence: 1 } })
  show(<BookingDetail />, { id: b.id })
  await act(() => import('../../../platform/api/query').then(({ refresh }) => refresh('GET /v1/bookings')))
  expect(await screen.findByText(/手机日历里还是旧的/)).toBeTruthy()
})

test('a booking that moved while its page was open is offered to the calendar again, and no longer said to be there', async () => {
  const b = aBooking(tomorrow)
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': b })
  show(<BookingDetail />, { id: b.id })
  await tap('加到日历')
  expect(await screen.findByText(/已放到日历/)).toBeTruthy()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': { ...b, startsAt: inHours(21), endsAt: inHours(21.25), sequence: 1 } })
  await act(() => import('../../../platform/api/query').then(({ refresh }) => refresh('GET /v1/bookings')))
  expect(await screen.findByText(/手机日历里还是旧的/)).toBeTruthy()
  expect(screen.queryByText(/已放到日历/)).toBeNull()
  await tap('把改过的加到日历')
  expect(await screen.findByText(/已放到日历/)).toBeTruthy()
  expect(screen.queryByText(/手机日历里还是旧的/)).toBeNull()
})

test('a booking that is again what is in the calendar is not offered again, however often it changed', async () => {
  const b = aBooking(tomorrow)
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': b })
  const first = show(<BookingDetail />, { id: b.id })
  await tap('加到日历')
  first.unmount()
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': { ...b, sequence: 2 } })
  show(<BookingDetail />, { id: b.id })
  await act(() => import('../../../platform/api/query').then(({ refresh }) => refresh('GET /v1/bookings')))
  expect(await screen.findByRole('button', { name: '再加一次到日历' })).toBeTruthy()
  expect(screen.queryByText(/手机日历里还是旧的/)).toBeNull()
})

test('what an earlier version put into the calendar is told by the number of its change', async () => {
  const b = aBooking(tomorrow)
  inCalendar(b.id).set(0)
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': { ...b, sequence: 1 } })
  show(<BookingDetail />, { id: b.id })
  expect(await screen.findByText(/手机日历里还是旧的/)).toBeTruthy()
})

test('what she explains about a no-show survives a lost network', async () => {
  const missed = aBooking({ ...over, state: 'missed', missedSays: '30 天内第二次没有来，健康类服务限到 12月23日' })
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings/{id}': missed,
    'POST /v1/bookings/{id}/appeal': () => Promise.reject(new Error('request:fail')),
  })
  const first = show(<BookingDetail />, { id: missed.id })
  expect(await screen.findByText(missed.missedSays ?? '')).toBeTruthy()
  await tap('说明情况')
  await tap('提交说明')
  expect(await screen.findByText(/^请写几句，例如：临时住院/)).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '说明情况' }), { target: { value: '临时住院了' } })
  expect(screen.queryByText(/^请写几句，例如：临时住院/)).toBeNull()
  await tap('提交说明')
  expect(await screen.findByText(/没有网络/)).toBeTruthy()
  first.unmount()
  show(<BookingDetail />, { id: missed.id })
  await tap('说明情况')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '说明情况' }).value).toBe('临时住院了')
})

test('elder mode folds the history away and keeps it within reach', async () => {
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': aBooking(tomorrow) })
  act(() => setElder(true))
  show(<BookingDetail />, { id: aBooking().id })
  await screen.findByRole('img', { name: /预约码/ })
  expect(screen.queryByText('您约好了')).toBeNull()
  await tap('看看经过')
  expect(screen.getByText('您约好了')).toBeTruthy()
})

test('without network a booking is not given up at a tap, and the page says so', async () => {
  watchNetwork()
  const b = aBooking(tomorrow)
  const calls = fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': b })
  show(<BookingDetail />, { id: b.id })
  await tap('取消预约')
  act(() => connect(false))
  await tap(/^取消预约，没有网络，还没有取消，连上后再点/, screen.getByRole('dialog'))
  expect(keys(calls)).not.toContain('POST /v1/bookings/{id}/cancel')
  act(() => connect(true))
  expect(within(screen.getByRole('dialog')).getByRole('button', { name: '取消预约' })).toBeTruthy()
})

test('once it is cancelled, the entry in the calendar is spoken of where there is one', async () => {
  const b = aBooking(tomorrow)
  const cancelled = { ...b, state: 'cancelled' as const, sequence: 1, actions: [] }
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': cancelled })
  const without = show(<BookingDetail />, { id: b.id })
  await screen.findByRole('button', { name: '再约一次' })
  expect(screen.queryByText(/请在日历里删掉/)).toBeNull()
  without.unmount()
  inCalendar(b.id).set(0)
  show(<BookingDetail />, { id: b.id })
  expect(await screen.findByText(/日历里还留着：请在日历里删掉/)).toBeTruthy()
})

test('what is over rings no more: nothing is said of the calendar', async () => {
  const b = aBooking({ ...over, state: 'cancelled' })
  fakeApi({ 'GET /v1/session': aResident(), 'GET /v1/bookings/{id}': b })
  inCalendar(b.id).set(0)
  show(<BookingDetail />, { id: b.id })
  await screen.findByRole('button', { name: '再约一次' })
  expect(screen.queryByText(/请在日历里删掉/)).toBeNull()
})

test('a link that lacks its booking leads to all of them; a broken one says so', async () => {
  fakeApi({
    'GET /v1/session': aResident(),
    'GET /v1/bookings/{id}': { problem: { code: 'badInput', ...problems.badInput, errors: [{ path: 'id', message: '编号不对' }] } },
  })
  const without = show(<BookingDetail />)
  expect(await screen.findByRole('button', { name: '去我的预约' })).toBeTruthy()
  without.unmount()
  show(<BookingDetail />, { id: 'abc' })
  expect(await screen.findByText(/编号不对；链接可能没有复制完整/)).toBeTruthy()
  expect(screen.queryByText(/请看标出的地方/)).toBeNull()
})
