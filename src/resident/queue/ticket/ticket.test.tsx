import type { TicketView } from '@doorstep/contract/queue/views'
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { act } from 'react'
import { refresh } from '../../../platform/api/query'
import { aTicket } from '../../../testing/bookings'
import { fakeApi } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import Ticket from './index'

const { id } = aTicket()
const again = () => act(() => refresh('GET /v1/tickets'))

beforeEach(() => signedInAs())

test('being called shakes the phone once and is said at once, with the window', async () => {
  let now: Partial<TicketView> = {}
  fakeApi({ 'GET /v1/tickets/{id}': () => aTicket(now) })
  show(<Ticket />, { id })
  expect(await screen.findByText('前面还有 3 位')).toBeTruthy()
  expect(device.vibrateLong).not.toHaveBeenCalled()
  now = { state: 'called', window: '2 号窗口', ahead: 0 }
  await again()
  expect(await screen.findByText('请到 2 号窗口')).toBeTruthy()
  expect(screen.getAllByRole('alert').map(({ textContent }) => textContent)).toContain('A012，请到 2 号窗口。现在叫到您了，请马上过去。')
  await again()
  expect(device.vibrateLong).toHaveBeenCalledTimes(1)
})

test('while she waits a screen reader hears how many are before, not each new estimate', async () => {
  let now: Partial<TicketView> = {}
  fakeApi({ 'GET /v1/tickets/{id}': () => aTicket(now) })
  show(<Ticket />, { id })
  expect(await screen.findByText(/大约 10 到 20 分钟/)).toBeTruthy()
  const said = () => screen.getAllByRole('status').map(({ textContent }) => textContent)
  expect(said()).toContain('A012，前面还有 3 位')
  now = { estimate: { from: 8, to: 18, says: '大约 8 到 18 分钟' } }
  await again()
  expect(await screen.findByText(/大约 8 到 18 分钟/)).toBeTruthy()
  expect(said()).toContain('A012，前面还有 3 位')
})

test('without anything to reckon from, it says so', async () => {
  fakeApi({ 'GET /v1/tickets/{id}': aTicket({ estimate: { from: null, to: null, says: '说不准要等多久' } }) })
  show(<Ticket />, { id })
  expect(await screen.findByText('说不准要等多久。预约优先，按预约时间叫号')).toBeTruthy()
})

test('giving a number back asks first', async () => {
  const calls = fakeApi({ 'GET /v1/tickets/{id}': aTicket(), 'DELETE /v1/tickets/{id}': undefined })
  show(<Ticket />, { id })
  fireEvent.click(await screen.findByRole('button', { name: '不等了' }))
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/tickets/{id}')
  await act(() => Promise.resolve(fireEvent.click(within(screen.getByRole('dialog')).getByRole('button', { name: '不等了' }))))
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/tickets/{id}'))
})

test('a number that is being served cannot be given back; one that is done leads to the rating', async () => {
  fakeApi({ 'GET /v1/tickets/{id}': aTicket({ state: 'serving', window: '2 号窗口' }) })
  const first = show(<Ticket />, { id })
  expect(await screen.findByText('正在 2 号窗口 办理')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '不等了' })).toBeNull()
  first.unmount()
  fakeApi({ 'GET /v1/tickets/{id}': aTicket({ state: 'done' }) })
  show(<Ticket />, { id })
  await again()
  fireEvent.click(await screen.findByRole('button', { name: '评价这次服务' }))
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/bookings/detail/index?id=${aTicket().bookingId ?? ''}` })
})

test('a number the closing place did not call says so, and leads to booking', async () => {
  const says = '当天没有叫到，对不起。没有办成的，明天 8:30 开门，到时可以再取号，也可以先预约'
  fakeApi({ 'GET /v1/tickets/{id}': aTicket({ state: 'void', leftOver: true, says, ahead: 0, actions: [] }) })
  show(<Ticket />, { id })
  expect(await screen.findByText('这个号已结束')).toBeTruthy()
  expect(screen.getByText(says)).toBeTruthy()
  expect(screen.getByRole('button', { name: '先约个时间' })).toBeTruthy()
})
