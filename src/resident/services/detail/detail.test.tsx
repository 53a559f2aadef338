import { act, screen, waitFor } from '@testing-library/react'
import { setElder } from '../../../platform/device/elder'
import { fakeApi } from '../../../testing/fake-api'
import { aGridCard } from '../../../testing/grids'
import { aDay, aService } from '../../../testing/services'
import { device } from '../../../testing/taro'
import { api, open, tap, times, wentTo } from '../testing'

afterEach(() => act(() => setElder(false)))

test('one call brings the service, its days and the times of the first; another day is one more', async () => {
  const calls = fakeApi(api())
  open()
  expect(await screen.findByRole('radio', { name: /9:00 到 9:15，余 2/ })).toBeTruthy()
  const read = () => calls.map(({ key }) => key).filter((key) => key.startsWith('GET /v1/services'))
  expect(read()).toEqual(['GET /v1/services/{code}/times'])
  await tap('radio', /11月26日/)
  expect(await screen.findByRole('radio', { name: /10:00 到/ })).toBeTruthy()
  expect(read()).toEqual(['GET /v1/services/{code}/times', 'GET /v1/services/{code}/slots'])
})

test('only days and times that are open and ahead are in sight; why a day is closed is said, and a time too near has the phone', async () => {
  fakeApi(api())
  open()
  expect(await screen.findByRole('radio', { name: /9:15 到 .*已满 · 3 人候补/ })).toBeTruthy()
  expect(screen.getAllByRole('radio').map((one) => one.getAttribute('aria-label'))).toEqual([
    '明天，还有 6 个位置',
    '11月26日 周四，已约满，可以候补',
    '9:00 到 9:15，余 2',
    '9:15 到 9:15，已满 · 3 人候补',
  ])
  expect(screen.getByText(/停办：消防检查/)).toBeTruthy()
  expect(screen.getByText(/离开始太近或者停办了/)).toBeTruthy()
  await tap('button', '打电话问 0999-0001188')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0001188' })
})

test('a service without booking says when to come and how to get a number', async () => {
  fakeApi(api({ 'GET /v1/services/{code}/times': times({ service: aService({ way: 'walkIn' }), days: [], day: null, slots: [] }) }))
  open()
  expect(await screen.findByRole('heading', { name: '不用预约，现场取号' })).toBeTruthy()
  await tap('button', '到了服务点，扫码取号')
  expect(wentTo()).toEqual(['/resident/queue/check-in/index'])
})

test('where no day has anything it says so, with the phone', async () => {
  fakeApi(api({ 'GET /v1/services/{code}/times': times({ days: [aDay({ state: 'over', free: 0 })], day: null, slots: [] }) }))
  open()
  expect(await screen.findByText('现在没有能约的日子。')).toBeTruthy()
  expect(screen.getByRole('button', { name: '打电话问 0999-0001188' })).toBeTruthy()
  expect(screen.queryByRole('radio')).toBeNull()
})

test('elder mode shows only free times at first, with the help of the grid member', async () => {
  act(() => setElder(true))
  fakeApi(api())
  open()
  expect(await screen.findByRole('radio', { name: /9:00 到/ })).toBeTruthy()
  expect(screen.queryByRole('radio', { name: /9:15 到/ })).toBeNull()
  await tap('button', '看约满的，可以候补')
  expect(screen.getByRole('radio', { name: /9:15 到/ })).toBeTruthy()
  await tap('button', '请网格员代我约')
  const say = encodeURIComponent('请您代我约：老年人健康体检')
  expect(wentTo()).toEqual([`/resident/messages/chat/index?grid=${aGridCard().code}&hint=booking&say=${say}`])
})

test('days further ahead are one tap away, and the way back too', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ service: aService({ lastDay: '2027-03-01' }) }) }))
  open()
  await tap('button', '看更晚的日子')
  await waitFor(() => expect(calls.at(-1)?.query).toEqual({ from: '2026-11-28' }))
  await tap('button', '看更早的日子')
  await waitFor(() => expect(calls.filter(({ key }) => key.endsWith('/times')).at(-1)?.query).toEqual({ from: '2026-11-23' }))
})

test('opened without saying which service it leads to all of them', async () => {
  fakeApi(api())
  open({})
  await tap('button', '看能约的服务')
  expect(device.redirectTo).toHaveBeenCalledWith({ url: '/resident/services/list/index' })
})

test('its name stands in the bar at the top, once', async () => {
  fakeApi(api())
  open()
  const name = await screen.findByRole('heading', { name: '老年人健康体检' })
  expect(screen.getByRole('banner').contains(name)).toBe(true)
  expect(screen.getAllByText('老年人健康体检')).toEqual([name])
})

test.each<[string, Record<string, string>]>([
  ['service', { code: 'GONE' }],
  ['place', { holdId: '019ab000-0000-7000-8b00-00000000000f' }],
])('a %s that is not there offers the others', async (_, params) => {
  const gone = { problem: { code: 'notFound' as const, status: 404, detail: '没有找到，可能已经撤下' } }
  fakeApi(api({ 'GET /v1/services/{code}/times': gone, 'GET /v1/bookings/{id}': gone }))
  open(params)
  expect(await screen.findByText(/可能已经撤下/)).toBeTruthy()
  await tap('button', '看能约的服务')
  expect(device.redirectTo).toHaveBeenCalledWith({ url: '/resident/services/list/index' })
})
