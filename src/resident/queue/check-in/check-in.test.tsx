import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aBooking, aBookingRow, aTicket, aVenueRow } from '../../../testing/bookings'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import CheckIn from './index'

const token = 'Ab3dEf6hIj9kLm2nOp5qRs'
const here = {
  venue: aVenueRow(),
  bookings: [aBookingRow()],
  tickets: [],
  walkIns: [
    { serviceCode: 'S-PAPER', name: '证明代办', open: true, says: '现在有 4 个人在等' },
    { serviceCode: 'S-LEGAL', name: '法律咨询', open: false, says: '今天的号取完了，可以约明天' },
  ],
}
const api = (over: Answers = {}): Answers => ({ 'GET /v1/check-in-places/{token}': here, ...over })
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

beforeEach(() => signedInAs())

test.each([
  ['WeChat’s own code', { scene: token }],
  ['an ordinary code', { q: encodeURIComponent(`https://example.org/c?token=${token}`) }],
  ['a link', { token }],
])('opened by %s, it shows the place', async (_, params) => {
  const calls = fakeApi(api())
  show(<CheckIn />, params)
  expect(await screen.findByText('槐树社区党群服务站')).toBeTruthy()
  expect(calls[0]?.params).toEqual({ token })
})

test('one tap checks in and leads to the number', async () => {
  const calls = fakeApi(api({ 'POST /v1/bookings/{id}/checkIn': { booking: aBooking({ state: 'arrived' }), ticket: aTicket() } }))
  show(<CheckIn />, { scene: token })
  await tap('签到：老年人健康体检')
  expect(calls.find(({ key }) => key === 'POST /v1/bookings/{id}/checkIn')?.body).toEqual({ token })
  expect(device.redirectTo).toHaveBeenCalledWith({ url: `/resident/queue/ticket/index?id=${aTicket().id}` })
})

test('too early, or the wrong place: the refusal and its next step stay on the page', async () => {
  fakeApi(
    api({
      'POST /v1/bookings/{id}/checkIn': {
        problem: { code: 'notArrivable', status: 409, detail: '还没到签到时间，开始前 1 小时起可以签到' },
      },
    }),
  )
  show(<CheckIn />, { scene: token })
  await tap('签到：老年人健康体检')
  expect(await screen.findByText('还没到签到时间，开始前 1 小时起可以签到')).toBeTruthy()
  expect(device.redirectTo).not.toHaveBeenCalled()
})

test('a number is drawn for what is open; what is not says why and has no button', async () => {
  const calls = fakeApi(api({ 'POST /v1/tickets': aTicket({ bookingId: null }) }))
  show(<CheckIn />, { scene: token })
  await tap('取号：证明代办')
  expect(calls.find(({ key }) => key === 'POST /v1/tickets')?.body).toEqual({ token, serviceCode: 'S-PAPER' })
  expect(screen.getByText('今天的号取完了，可以约明天')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '取号：法律咨询' })).toBeNull()
})

test('a photo of the wall’s code that expired says so and asks for the code of now, not for the scanner again by itself', async () => {
  const detail = '这个码已经过期，请扫大屏上现在的码'
  fakeApi(api({ 'GET /v1/check-in-places/{token}': { problem: { code: 'codeExpired', status: 409, detail } } }))
  show(<CheckIn />, { token, scan: '1' })
  expect(await screen.findByText(detail)).toBeTruthy()
  expect(device.scanCode).not.toHaveBeenCalled()
})

test('a code that is none says so and names the other way', async () => {
  fakeApi(api({ 'GET /v1/check-in-places/{token}': { problem: { code: 'notFound', status: 404, detail: '没有找到' } } }))
  show(<CheckIn />, { scene: token })
  expect(await screen.findByText(/没认出这个签到码/)).toBeTruthy()
  expect(screen.getByRole('button', { name: '看我的预约码' })).toBeTruthy()
})
