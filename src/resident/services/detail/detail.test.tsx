import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import type { ServiceTimes, SlotRow } from '@doorstep/contract/services/views'
import { setElder } from '../../../platform/device/elder'
import { aWaiting } from '../../../testing/bookings'
import { aGridCard, aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aDay, aHold, aService, aServiceTimes, aSlot } from '../../../testing/services'
import { show, signedInAs } from '../../../testing/show'
import { device } from '../../../testing/taro'
import ServicePage from './index'

const full = aSlot({ id: '019ab000-0000-7000-8c00-000000000002', startsAt: '2026-11-24T01:15:00.000Z', free: 0, state: 'full', waiting: 3 })
const tooLate = aSlot({ id: '019ab000-0000-7000-8c00-000000000003', startsAt: '2026-11-24T01:30:00.000Z', state: 'tooLate' })
const past = aSlot({ id: '019ab000-0000-7000-8c00-000000000004', startsAt: '2026-11-22T01:30:00.000Z' })
const second = '2026-11-26'
const days = [
  aDay(),
  aDay({ day: '2026-11-25', state: 'closed', free: 0, slots: 0, says: '停办：消防检查' }),
  aDay({ day: second, state: 'full', free: 0 }),
  aDay({ day: '2026-11-27', state: 'over', free: 0 }),
]
const times = (over: Partial<ServiceTimes> = {}) => aServiceTimes({ days, slots: [aSlot(), full, tooLate, past], ...over })
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/grids/{code}': aGridCard(),
  'GET /v1/services/{code}/times': times(),
  'GET /v1/services/{code}/slots': {
    day: aDay({ day: second }),
    rows: [aSlot({ startsAt: '2026-11-26T02:00:00.000Z', free: 0, state: 'full' })],
  },
  'POST /v1/holds': aHold(),
  'DELETE /v1/holds/{id}': undefined,
  'POST /v1/waiting': aWaiting({ position: 4 }),
  'GET /v1/waiting': { rows: [] },
  ...over,
})
const open = () => show(<ServicePage />, { code: 'S-CHECK' })
const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}
const wentTo = () => device.navigateTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)
const sent = (calls: ReturnType<typeof fakeApi>, key: string) => calls.filter((call) => call.key === key).map(({ body }) => body)

beforeEach(() => signedInAs())
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

test('a tap on a free time holds it once and opens its sheet; closing lets it go', async () => {
  const calls = fakeApi(api())
  open()
  const slot = await screen.findByRole('radio', { name: /9:00 到/ })
  await act(async () => {
    fireEvent.click(slot)
    fireEvent.click(slot)
    await Promise.resolve()
  })
  expect(await screen.findByRole('dialog', { name: /9:00–9:15/ })).toBeTruthy()
  expect(await screen.findByText(/位置给您留着/)).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds')).toEqual([{ slotId: aSlot().id, seats: 1 }])
  await tap('button', '关闭')
  expect(screen.queryByRole('dialog')).toBeNull()
  await waitFor(() =>
    expect(calls.filter(({ key }) => key === 'DELETE /v1/holds/{id}').map(({ params }) => params.id)).toEqual([aHold().id]),
  )
})

test('a sheet closed before the answer lets the place go once it has come, and a place taken anew stays', async () => {
  const answers: ((hold: ReturnType<typeof aHold>) => void)[] = []
  const calls = fakeApi(api({ 'POST /v1/holds': () => new Promise((answer) => answers.push(answer)) }))
  open()
  await tap('radio', /9:00 到/)
  await waitFor(() => expect(answers).toHaveLength(1))
  await tap('button', '关闭')
  await tap('radio', /9:00 到/)
  expect(answers).toHaveLength(1)
  await act(() => Promise.resolve(answers[0]?.(aHold())))
  await waitFor(() => expect(answers).toHaveLength(2))
  await act(() => Promise.resolve(answers[1]?.(aHold({ id: '019ab000-0000-7000-8f00-000000000002' }))))
  expect(await screen.findByText(/位置给您留着/)).toBeTruthy()
  const keys = calls.map(({ key }) => key).filter((key) => key.includes('/v1/holds'))
  expect(keys).toEqual(['POST /v1/holds', 'DELETE /v1/holds/{id}', 'POST /v1/holds'])
})

test('leaving the page lets the place go', async () => {
  const calls = fakeApi(api())
  const { unmount } = open()
  await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  unmount()
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/holds/{id}'))
})

test('a full time is waited for in its sheet, with how many are before', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', /9:15 到 .*已满 · 3 人候补/)
  expect(await screen.findByText(/前面有 3 人在候补/)).toBeTruthy()
  await tap('button', /^候补 .*9:15/)
  expect(await screen.findByText(/您排在第 4 位/)).toBeTruthy()
  expect(sent(calls, 'POST /v1/waiting')).toEqual([{ slotId: full.id, seats: 1 }])
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
  await tap('button', '看我的候补')
  expect(wentTo()).toEqual(['/resident/bookings/list/index'])
})

test('a full time is waited for somebody else as such', async () => {
  const calls = fakeApi(api({ 'POST /v1/waiting': aWaiting({ position: 4, forOther: true }) }))
  open()
  await tap('radio', /9:15 到 .*已满/)
  await tap('radio', '替别人约')
  await tap('button', /^候补 .*9:15/)
  expect(await screen.findByText(/已经给别人候补/)).toBeTruthy()
  expect(sent(calls, 'POST /v1/waiting')).toEqual([{ slotId: full.id, seats: 1, forOther: true }])
})

test('who is in line already is told where, and not offered to join again', async () => {
  fakeApi(api({ 'GET /v1/waiting': { rows: [aWaiting({ slotId: full.id, position: 3 })] } }))
  open()
  await tap('radio', /9:15 到 .*已满/)
  expect(await screen.findByText(/您已经在候补这个时段，排在第 3 位/)).toBeTruthy()
  expect(screen.queryByText(/前面有 3 人在候补/)).toBeNull()
  expect(screen.queryByRole('button', { name: /^候补/ })).toBeNull()
})

test('a place held for somebody else that a refusal leads to goes on for him', async () => {
  const problem = {
    code: 'alreadyBooked' as const,
    status: 409,
    detail: '这个位置给您留着，还没约好',
    next: [
      { does: 'myHold' as const, label: '继续填写', id: aHold().id, forOther: true },
      { does: 'service' as const, label: '看别的日子', id: 'S-CHECK' },
    ],
  }
  fakeApi(api({ 'POST /v1/waiting': { problem } }))
  open()
  await tap('radio', /9:15 到 .*已满/)
  await tap('button', /^候补 /)
  await tap('button', '继续填写')
  await waitFor(() => expect(wentTo()).toEqual([`/resident/services/detail/index?holdId=${aHold().id}&whose=other`]))
  // On the service's own page the days are shown already: the sheet closes.
  await tap('button', '看别的日子')
  expect(wentTo()).toHaveLength(1)
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a place let go by closing, whose row is still shown as held, is let go again', async () => {
  let row = aSlot()
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': () => times({ slots: [row] }) }))
  open()
  await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  row = hers()
  await tap('button', '关闭')
  await tap('radio', /给您留着/)
  await screen.findByText(/位置给您留着/)
  await tap('button', '关闭')
  await waitFor(() => expect(calls.filter(({ key }) => key === 'DELETE /v1/holds/{id}')).toHaveLength(2))
})

test('a time that filled up meanwhile offers its waiting list and the next free one, one tap away', async () => {
  const next = '019ab000-0000-7000-8c00-000000000009'
  const problem = {
    code: 'slotFull' as const,
    status: 409,
    detail: '这个时段刚刚约满了，可以候补或换个时间',
    next: [
      { does: 'joinWaiting' as const, label: '候补这个时段', id: aSlot().id },
      { does: 'otherSlot' as const, label: '约明天 9:30', id: next },
    ],
  }
  const other = aHold({
    slot: aSlot({ id: next, startsAt: '2026-11-24T01:30:00.000Z', endsAt: '2026-11-24T01:45:00.000Z', state: 'mine' }),
  })
  const calls = fakeApi(api({ 'POST /v1/holds': ({ body }) => (body.slotId === next ? other : { problem }) }))
  open()
  await tap('radio', /9:00 到/)
  expect(await screen.findByText(problem.detail)).toBeTruthy()
  expect(screen.getByRole('button', { name: '候补这个时段' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^约 / })).toBeNull()
  await tap('button', '约明天 9:30')
  expect(await screen.findByRole('dialog', { name: /9:30–9:45/ })).toBeTruthy()
  expect(screen.getByRole('button', { name: '约 明天 9:30' })).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds').map((body) => body?.slotId)).toEqual([aSlot().id, next])
})

test('another number of places is held at once', async () => {
  const calls = fakeApi(api({ 'POST /v1/holds': ({ body }) => aHold({ seats: body.seats ?? 1 }) }))
  open()
  await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  await tap('button', '几个人来，加一')
  await waitFor(() => expect(sent(calls, 'POST /v1/holds').map((body) => body?.seats)).toEqual([1, 2]))
})

test('for others it counts to two at most, whatever the service gives its booker', async () => {
  const of = times({ service: aService({ maxSeats: 5 }), slots: [aSlot({ free: 4 })] })
  const calls = fakeApi(
    api({
      'GET /v1/services/{code}/times': of,
      'POST /v1/holds': ({ body }) => aHold({ seats: body.seats ?? 1, slot: aSlot({ free: 4 - (body.seats ?? 1), state: 'mine' }) }),
    }),
  )
  open()
  await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  await tap('button', '几个人来，加一')
  await tap('button', '几个人来，加一')
  expect(await screen.findByRole('group', { name: '几个人来，3 人' })).toBeTruthy()
  await tap('radio', '替别人约')
  expect(await screen.findByRole('group', { name: '几个人来，2 人' })).toBeTruthy()
  await waitFor(() => expect(sent(calls, 'POST /v1/holds').at(-1)).toEqual({ slotId: aSlot().id, seats: 2, forOther: true }))
})

const hers = (over: Partial<NonNullable<SlotRow['held']>> = {}, slot: Partial<SlotRow> = {}) =>
  aSlot({ free: 1, held: { bookingId: aHold().id, until: '2026-11-23T06:05:00.000Z', seats: 1, ...over }, ...slot })

test('a place she holds is shown as hers, goes on, and closing its sheet is no answer to it', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ slots: [hers()] }) }))
  open()
  await tap('radio', /9:00 到 9:15，给您留着/)
  expect(await screen.findByText(/位置给您留着/)).toBeTruthy()
  await tap('button', '关闭')
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/holds/{id}')
  await tap('radio', /9:00 到 9:15，给您留着/)
  await tap('button', '不约了，让出位置')
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('DELETE /v1/holds/{id}'))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a place on offer that was waited for somebody else goes on for him, also in a slot she has herself', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ slots: [hers({ forOther: true }, { state: 'mine' })] }) }))
  open()
  await tap('radio', /给您留着/)
  expect(await screen.findByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  await waitFor(() => expect(sent(calls, 'POST /v1/holds')).toEqual([{ slotId: aSlot().id, seats: 1, forOther: true }]))
})

test('a time she has herself is held only for somebody else', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ slots: [aSlot({ state: 'mine', free: 1 })] }) }))
  open()
  await tap('radio', /您已约 · 余 1/)
  expect(await screen.findByText(/这个时段您已经约好了。还可以替别人约/)).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds')).toEqual([])
  await tap('radio', '替别人约')
  await waitFor(() => expect(sent(calls, 'POST /v1/holds')).toEqual([{ slotId: aSlot().id, seats: 1, forOther: true }]))
})

test('her own limit is said in the sheet with its way on, and does not bind somebody else', async () => {
  const missed = '019ab000-0000-7000-8b00-000000000009'
  const problem = {
    code: 'limitedForNow' as const,
    status: 409,
    detail: '近期约了没有来，健康类服务12月20日前不能在线预约；可以说明情况，也可以直接到现场办理',
    next: [{ does: 'appeal' as const, label: '说明情况', id: missed }],
  }
  const calls = fakeApi(api({ 'POST /v1/holds': ({ body }) => (body.forOther === true ? aHold() : { problem }) }))
  open()
  await tap('radio', /9:00 到/)
  expect(await screen.findByText(problem.detail)).toBeTruthy()
  await tap('button', '说明情况')
  expect(wentTo()).toEqual([`/resident/bookings/detail/index?id=${missed}`])
  await tap('radio', '替别人约')
  expect(await screen.findByRole('button', { name: /^约 明天 9:00/ })).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds').at(-1)).toEqual({ slotId: aSlot().id, seats: 1, forOther: true })
})

test('without an answer the same tap tries again', async () => {
  let asked = 0
  const lost = () => ((asked += 1) === 1 ? Promise.reject(new Error('request:fail')) : aHold())
  const calls = fakeApi(api({ 'POST /v1/holds': lost }))
  open()
  await tap('radio', /9:00 到/)
  await tap('button', '再试一次')
  expect(await screen.findByText(/位置给您留着/)).toBeTruthy()
  const keys = calls.filter(({ key }) => key === 'POST /v1/holds').map(({ headers }) => headers['idempotency-key'])
  expect([keys.length, new Set(keys).size]).toEqual([2, 1])
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
  show(<ServicePage />)
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
  show(<ServicePage />, params)
  expect(await screen.findByText(/可能已经撤下/)).toBeTruthy()
  await tap('button', '看能约的服务')
  expect(device.redirectTo).toHaveBeenCalledWith({ url: '/resident/services/list/index' })
})
