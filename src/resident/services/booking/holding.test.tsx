import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { fakeApi } from '../../../testing/fake-api'
import { aHold, aService, aSlot } from '../../../testing/services'
import { api, letGo, open, sent, tap, times, wentTo } from '../testing'

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
  await waitFor(() => expect(letGo(calls)).toEqual([aHold().id]))
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
  await waitFor(() => expect(letGo(calls)).toEqual([aHold().id]))
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
