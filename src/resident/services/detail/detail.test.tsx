import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import type { DayRow, SlotRow } from '@doorstep/contract/services/views'
import { setElder } from '../../../platform/device/elder'
import { watchNetwork } from '../../../platform/device/network'
import { aWaiting } from '../../../testing/bookings'
import { aGridCard, aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aDay, aService, aSlot } from '../../../testing/services'
import { show, signedInAs } from '../../../testing/show'
import { connect, device } from '../../../testing/taro'
import { addDays, dayAt } from '../../../ui/format'
import ServicePage from './index'

const holdId = '019ab000-0000-7000-8f00-000000000001'
const missed = '019ab000-0000-7000-8b00-000000000009'
const full = aSlot({ id: '019ab000-0000-7000-8c00-000000000002', startsAt: '2026-11-24T01:15:00.000Z', free: 0, state: 'full', waiting: 3 })
const tooLate = aSlot({ id: '019ab000-0000-7000-8c00-000000000003', startsAt: '2026-11-24T01:30:00.000Z', state: 'tooLate' })
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/grids/{code}': aGridCard(),
  'GET /v1/services/{code}': aService(),
  'GET /v1/services/{code}/days': {
    rows: [aDay(), aDay({ day: '2026-11-25', state: 'closed', free: 0, slots: 0, says: '停办：消防检查' })],
  },
  'GET /v1/services/{code}/slots': ({ query }) =>
    query.day === '2026-11-25'
      ? { day: aDay({ day: '2026-11-25', state: 'closed', says: '停办：消防检查' }), rows: [] }
      : { day: aDay(), rows: [aSlot(), full, tooLate] },
  'POST /v1/holds': { id: holdId, slot: aSlot(), serviceCode: 'S-CHECK', seats: 1, heldUntil: '2026-11-23T06:05:00.000Z' },
  'POST /v1/waiting': aWaiting({ position: 4 }),
  'GET /v1/bookings': { rows: [], next: null },
  'GET /v1/waiting': { rows: [] },
  ...over,
})
const open = () => show(<ServicePage />, { code: 'S-CHECK' })
const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}
const wentTo = () => device.navigateTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)

beforeEach(() => signedInAs())
afterEach(() => setElder(false))

test('a free time is held with as many places as wanted, at two taps once, and opens the form', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', /9:00 到 9:15，余 2/)
  await tap('button', '几个人来，加一')
  const button = await screen.findByRole('button', { name: /^约 .*9:00/ })
  await act(async () => {
    fireEvent.click(button)
    fireEvent.click(button)
    await Promise.resolve()
  })
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}&whose=me`]))
  const holds = calls.filter(({ key }) => key === 'POST /v1/holds')
  expect(holds.map(({ body }) => body)).toEqual([{ slotId: aSlot().id, seats: 2 }])
  expect(holds[0]?.headers['idempotency-key']).toBeTruthy()
})

test('a full time is waited for, with how many are before', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', /9:15 到 .*已满 · 3 人候补/)
  expect(screen.getByText(/前面有 3 人在候补/)).toBeTruthy()
  await tap('button', /^候补 .*9:15/)
  expect(await screen.findByText(/您排在第 4 位/)).toBeTruthy()
  expect(calls.find(({ key }) => key === 'POST /v1/waiting')?.body).toEqual({ slotId: full.id, seats: 1 })
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
})

test('a time that filled up meanwhile offers its waiting list as a button', async () => {
  const problem = {
    code: 'slotFull' as const,
    status: 409,
    detail: '这个时段刚刚约满了，可以候补或换个时间',
    next: [
      { does: 'joinWaiting' as const, label: '候补这个时段', id: aSlot().id },
      { does: 'otherSlot' as const, label: '约明天 9:15', id: full.id },
      { does: 'otherSlot' as const, label: '约明天 9:30', id: tooLate.id },
    ],
  }
  const calls = fakeApi(api({ 'POST /v1/holds': { problem } }))
  open()
  await tap('radio', /9:00 到/)
  await tap('button', /^约 /)
  expect(await screen.findByText(problem.detail)).toBeTruthy()
  await tap('button', '候补这个时段')
  expect(await screen.findByText(/您排在第 4 位/)).toBeTruthy()
  expect(calls.find(({ key }) => key === 'POST /v1/waiting')?.body).toEqual({ slotId: aSlot().id, seats: 1 })
  expect(screen.getByRole('button', { name: '看我的候补' })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /^(候补|约) / })).toBeNull()
})

test('who is in line already is told where, and not offered to join again', async () => {
  fakeApi(api({ 'GET /v1/waiting': { rows: [aWaiting({ slotId: full.id, position: 3 })] } }))
  open()
  await tap('radio', /9:15 到 .*已满/)
  expect(await screen.findByText(/您已经在候补这个时段，排在第 3 位/)).toBeTruthy()
  expect(screen.queryByText(/前面有 3 人在候补/)).toBeNull()
  expect(screen.getByRole('button', { name: '看我的候补' })).toBeTruthy()
})

const hers = (over: Partial<NonNullable<SlotRow['held']>> = {}) =>
  aSlot({ free: 1, held: { bookingId: holdId, until: '2026-11-23T06:05:00.000Z', seats: 1, ...over } })
const withHers = (slot: SlotRow): Answers => ({ 'GET /v1/services/{code}/slots': { day: aDay(), rows: [slot, full] } })

test('a place she holds is shown as hers, and the form goes on as it was left', async () => {
  const calls = fakeApi(api(withHers(hers())))
  open()
  await tap('radio', /9:00 到 9:15，给您留着，继续填/)
  expect(screen.getByText(/这个位置给您留到 今天 14:05，还没约好/)).toBeTruthy()
  await tap('button', /^继续填 .*9:00/)
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}`]))
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
})

test('a place on offer that was waited for somebody else goes on for him, also in a slot she has herself', async () => {
  fakeApi(api(withHers({ ...hers({ forOther: true }), state: 'mine' })))
  open()
  await tap('radio', /9:00 到 9:15，给您留着/)
  expect(screen.getByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  await tap('button', /^继续填 /)
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}&whose=other`]))
})

test('another number of places is asked for with the place she holds', async () => {
  const calls = fakeApi(api(withHers({ ...hers(), free: 2 })))
  open()
  await tap('radio', /给您留着/)
  await tap('button', '几个人来，加一')
  await tap('button', /^继续填 /)
  await waitFor(() => expect(calls.find(({ key }) => key === 'POST /v1/holds')?.body).toEqual({ slotId: aSlot().id, seats: 2 }))
})

test('when only the answer was lost, the same button goes on with the place, and no waiting list is offered', async () => {
  let taken = false
  fakeApi(
    api({
      'POST /v1/holds': () => {
        taken = true
        return Promise.reject(new Error('request:fail'))
      },
      'GET /v1/services/{code}/slots': () => ({ day: aDay(), rows: [taken ? hers() : aSlot({ free: 1 })] }),
    }),
  )
  open()
  await tap('radio', /9:00 到/)
  await tap('button', /^约 .*9:00/)
  await tap('button', /^继续填 .*9:00/)
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}`]))
  expect(screen.queryByText(/还没有办成/)).toBeNull()
  expect(screen.queryByRole('button', { name: /^候补/ })).toBeNull()
})

test('fewer places, as a refusal names them, are held at a tap', async () => {
  const problem = {
    code: 'badInput' as const,
    status: 400,
    detail: '有些内容填得不对，请看标出的地方',
    errors: [{ path: 'seats', message: '这项服务一次最多约 1 个位置' }],
    next: [{ does: 'otherSlot' as const, label: '约 1 个位置', id: aSlot().id, seats: 1 }],
  }
  const held = { id: holdId, slot: aSlot(), serviceCode: 'S-CHECK', seats: 1, heldUntil: '2026-11-23T06:05:00.000Z' }
  const calls = fakeApi(api({ 'POST /v1/holds': ({ body }) => (body.seats === 1 ? held : { problem }) }))
  open()
  await tap('radio', /9:00 到/)
  await tap('button', '几个人来，加一')
  await tap('button', /^约 /)
  expect(await screen.findByText('这项服务一次最多约 1 个位置')).toBeTruthy()
  await tap('button', '约 1 个位置')
  await waitFor(() => expect(wentTo()).toHaveLength(1))
  expect(calls.filter(({ key }) => key === 'POST /v1/holds').map(({ body }) => body?.seats)).toEqual([2, 1])
})

test('a full time is waited for somebody else as such, chosen or offered after a refusal', async () => {
  const problem = {
    code: 'slotFull' as const,
    status: 409,
    detail: '这个时段刚刚约满',
    next: [{ does: 'joinWaiting' as const, label: '候补这个时段', id: aSlot().id, forOther: true }],
  }
  const calls = fakeApi(api({ 'POST /v1/holds': { problem }, 'POST /v1/waiting': aWaiting({ position: 4, forOther: true }) }))
  open()
  await tap('radio', '替别人约')
  await tap('radio', /9:15 到 .*已满/)
  await tap('button', /^候补 .*9:15/)
  expect(await screen.findByText(/已经给别人候补 /)).toBeTruthy()
  await tap('radio', /9:00 到/)
  await tap('button', /^约 .*9:00/)
  await tap('button', '候补这个时段')
  expect(await screen.findByText(/已经给别人候补 /)).toBeTruthy()
  expect(calls.filter(({ key }) => key === 'POST /v1/waiting').map(({ body }) => body)).toEqual([
    { slotId: full.id, seats: 1, forOther: true },
    { slotId: aSlot().id, seats: 1, forOther: true },
  ])
})

test('a time too near says why and offers the phone; a closed day says its reason', async () => {
  fakeApi(api())
  open()
  await tap('radio', /已截止/)
  expect(screen.getByText(/离开始太近，不能在线预约了/)).toBeTruthy()
  await tap('button', '打电话问')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '0999-0001188' })
  await tap('radio', /停办：消防检查/)
  expect(await screen.findByText(/停办：消防检查。请看别的日子/)).toBeTruthy()
})

test('without network it says so before a place is held', async () => {
  watchNetwork()
  const calls = fakeApi(api())
  open()
  await tap('radio', /9:00 到/)
  act(() => connect(false))
  await tap('button', /没有网络，连上后再约/)
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
  act(() => connect(true))
})

test('somebody limited for now is told why, and can say why she did not come', async () => {
  const limited = { says: '30 天内两次约了没有来，健康类服务暂时不能在线预约', until: '2026-12-20T16:00:00.000Z', bookingId: missed }
  fakeApi(api({ 'GET /v1/services/{code}': aService({ limited }) }))
  open()
  expect(await screen.findByText(limited.says)).toBeTruthy()
  expect(screen.queryByRole('radio')).toBeNull()
  await tap('button', '看是哪一次，说明情况')
  expect(wentTo()).toEqual([`/resident/bookings/detail/index?id=${missed}`])
})

test('a service without booking says when to come and how to get a number', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}': aService({ way: 'walkIn', nextFree: null }) }))
  open()
  expect(await screen.findByRole('heading', { name: '不用预约，现场取号' })).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('GET /v1/services/{code}/days')
})

test('elder mode shows only free times at first, with the help of the grid member', async () => {
  setElder(true)
  fakeApi(api())
  open()
  expect(await screen.findByRole('radio', { name: /9:00 到/ })).toBeTruthy()
  expect(screen.queryByRole('radio', { name: /9:15 到/ })).toBeNull()
  expect(screen.getByRole('button', { name: '请网格员代我约' })).toBeTruthy()
  await tap('button', '看约满的，可以候补')
  expect(screen.getByRole('radio', { name: /9:15 到/ })).toBeTruthy()
  await tap('button', '请网格员代我约')
  const say = encodeURIComponent('请您代我约：老年人健康体检')
  expect(wentTo()).toEqual([`/resident/messages/chat/index?grid=${aGridCard().code}&hint=booking&say=${say}`])
})

test('elder mode shows the day whose times stand below, also when it is of the second week', async () => {
  setElder(true)
  const [day, startsAt] = ['2026-12-03', '2026-12-03T01:00:00.000Z']
  const rows = Array.from({ length: 14 }, (_, later) => aDay({ day: addDays('2026-11-24', later), state: 'closed', free: 0, slots: 0 }))
  const open2 = aDay({ day })
  fakeApi(
    api({
      'GET /v1/services/{code}/days': { rows: rows.map((row) => (row.day === day ? open2 : row)) },
      'GET /v1/services/{code}/slots': { day: open2, rows: [aSlot({ startsAt, endsAt: '2026-12-03T01:15:00.000Z' })] },
    }),
  )
  open()
  expect(await screen.findByRole('radio', { name: /^12月3日 周四，还有/, checked: true })).toBeTruthy()
  expect(await screen.findByText('12月3日 周四 上午')).toBeTruthy()
})

test('another time that a refusal names is held at a tap', async () => {
  const problem = {
    code: 'alreadyThen' as const,
    status: 409,
    detail: '同一时间已有另一个预约',
    next: [
      { does: 'myBooking' as const, label: '看我的预约', id: holdId },
      { does: 'otherSlot' as const, label: '约明天 9:30', id: tooLate.id },
    ],
  }
  const held = { id: holdId, slot: aSlot(), serviceCode: 'S-CHECK', seats: 1, heldUntil: '2026-11-23T06:05:00.000Z' }
  const calls = fakeApi(api({ 'POST /v1/holds': ({ body }) => (body.slotId === tooLate.id ? held : { problem }) }))
  open()
  await tap('radio', /9:00 到/)
  await tap('button', /^约 /)
  await tap('button', '约明天 9:30')
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}&whose=me`]))
  expect(calls.filter(({ key }) => key === 'POST /v1/holds').map(({ body }) => body?.slotId)).toEqual([aSlot().id, tooLate.id])
})

test('for somebody else the hold says so, her own time and her own limit do not stand in the way', async () => {
  const limited = { says: '健康类服务暂时不能在线预约', until: null, bookingId: missed }
  const calls = fakeApi(
    api({
      'GET /v1/services/{code}': aService({ limited }),
      'GET /v1/services/{code}/slots': { day: aDay(), rows: [aSlot({ state: 'mine', free: 1 })] },
    }),
  )
  open()
  await tap('button', '替别人约')
  await tap('radio', /您已约 · 余 1/)
  await tap('button', /^约 /)
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}&whose=other`]))
  expect(calls.find(({ key }) => key === 'POST /v1/holds')?.body).toEqual({ slotId: aSlot().id, seats: 1, forOther: true })
})

test('for others it counts to two at most, whatever the service gives its booker', async () => {
  const calls = fakeApi(
    api({
      'GET /v1/services/{code}': aService({ maxSeats: 5 }),
      'GET /v1/services/{code}/slots': { day: aDay(), rows: [aSlot({ free: 4 })] },
    }),
  )
  open()
  await tap('radio', /9:00 到/)
  await tap('button', '几个人来，加一')
  await tap('button', '几个人来，加一')
  expect(screen.getByRole('group', { name: '几个人来，3 人' })).toBeTruthy()
  await tap('radio', '替别人约')
  expect(screen.getByRole('group', { name: '几个人来，2 人' })).toBeTruthy()
  expect(screen.getByText('替别人一次最多约 2 人')).toBeTruthy()
  await tap('button', '几个人来，加一')
  await tap('button', /^约 .*9:00/)
  expect(calls.filter(({ key }) => key === 'POST /v1/holds').map(({ body }) => body)).toEqual([
    { slotId: aSlot().id, seats: 2, forOther: true },
  ])
})

const fortnight = (from: string, over: (day: string) => Partial<DayRow>) =>
  Array.from({ length: 14 }, (_, n) => addDays(from, n)).map((day) => aDay({ day, state: 'full', free: 0, ...over(day) }))
const fullForWeeks = (nextFree: string) =>
  api({
    'GET /v1/services/{code}': aService({ nextFree }),
    'GET /v1/services/{code}/days': ({ query }) => ({
      rows: fortnight(query.from ?? '2026-11-23', (day) => (day === dayAt(nextFree) ? { state: 'open', free: 2 } : {})),
    }),
    'GET /v1/services/{code}/slots': ({ query }) => ({ day: aDay({ day: query.day }), rows: [aSlot()] }),
  })
const readFrom = (calls: ReturnType<typeof fakeApi>) =>
  calls.filter(({ key }) => key === 'GET /v1/services/{code}/days').map(({ query }) => query.from ?? 'today')

test('full for weeks, the strip begins where the next free place is, and the weeks before are one tap back', async () => {
  // 10 December is the third day of the third week.
  const calls = fakeApi(fullForWeeks('2026-12-10T01:00:00.000Z'))
  open()
  expect(await screen.findByRole('radio', { name: /12月10日/, checked: true })).toBeTruthy()
  expect(readFrom(calls)).toEqual(['today', '2026-12-07'])
  await tap('button', '往前看一周')
  await waitFor(() => expect(readFrom(calls)).toEqual(['today', '2026-12-07', '2026-11-30']))
  await tap('button', '往前看一周')
  expect(await screen.findByRole('radio', { name: /明天|11月24日/ })).toBeTruthy()
  expect(readFrom(calls)).toHaveLength(3)
})

test('a free place within the first days turns no week', async () => {
  const calls = fakeApi(fullForWeeks('2026-12-02T01:00:00.000Z'))
  open()
  expect(await screen.findByRole('radio', { name: /12月2日/, checked: true })).toBeTruthy()
  expect(readFrom(calls)).toEqual(['today'])
})

test('a place held for somebody else that a refusal leads to is filled in for him', async () => {
  const problem = {
    code: 'alreadyBooked' as const,
    status: 409,
    detail: '这个位置给您留着，还没约好',
    next: [
      { does: 'myHold' as const, label: '继续填写', id: holdId, forOther: true },
      { does: 'service' as const, label: '看别的日子', id: 'S-CHECK' },
    ],
  }
  fakeApi(api({ 'POST /v1/waiting': { problem } }))
  open()
  await tap('radio', /9:15 到 .*已满/)
  await tap('button', /^候补 /)
  await tap('button', '继续填写')
  await waitFor(() => expect(wentTo()).toEqual([`/resident/bookings/book/index?holdId=${holdId}&whose=other`]))
  // On the service's own page the days are shown already.
  await tap('button', '看别的日子')
  expect(wentTo()).toHaveLength(1)
  expect(screen.queryByText(problem.detail)).toBeNull()
})
