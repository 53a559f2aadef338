import { screen, waitFor } from '@testing-library/react'
import { aWaiting } from '../../../testing/bookings'
import { fakeApi } from '../../../testing/fake-api'
import { aHold } from '../../../testing/services'
import { api, full, open, sent, tap, wentTo } from '../testing'

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
