import { act, screen, waitFor } from '@testing-library/react'
import { aBooking } from '../../../testing/bookings'
import { fakeApi } from '../../../testing/fake-api'
import { aSlot } from '../../../testing/services'
import { fire } from '../../../testing/taro'
import { book, bookApi, booked, held, holdFor, note, openSheet, tap, typed } from '../testing'

const otherSlot = aSlot({
  id: '019ab000-0000-7000-8c00-000000000002',
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T01:15:00.000Z',
})
const other = holdFor(290, { id: '019ab000-0000-7000-8b00-000000000002', slot: { ...otherSlot, state: 'mine' } })

test('when the clock ends what was typed stays, and the same time is held again at a tap', async () => {
  let holds = 0
  const calls = fakeApi(
    bookApi({
      'POST /v1/holds': () => ((holds += 1) === 1 ? holdFor(60) : holdFor(290, { id: other.id })),
    }),
  )
  await openSheet()
  await note('坐轮椅')
  act(() => {
    testClock.pass(60)
    fire('didShow')
  })
  expect(await screen.findByText(/时间到了，位置已让出；您填的内容还在/)).toBeTruthy()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
  expect(screen.queryByRole('button', { name: book })).toBeNull()
  await tap('button', /^再留一次 明天 9:00/)
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: other.id, note: '坐轮椅' }]))
})

test('a place gone at the last tap: the words, and the next free time one tap away with what was typed', async () => {
  const problem = {
    code: 'slotGone' as const,
    status: 409,
    detail: '这个时段刚刚停办了',
    next: [{ does: 'otherSlot' as const, label: '约后天 9:00', id: otherSlot.id }],
  }
  const calls = fakeApi(
    bookApi({
      'POST /v1/holds': ({ body }) => (body.slotId === otherSlot.id ? other : holdFor(290)),
      'POST /v1/bookings': ({ body }) => (body.holdId === other.id ? aBooking() : { problem }),
    }),
  )
  await openSheet()
  await note('坐轮椅')
  await tap('button', book)
  expect(await screen.findByText(problem.detail)).toBeTruthy()
  await tap('button', '约后天 9:00')
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
  await tap('button', '约 后天 9:00')
  await waitFor(() =>
    expect(booked(calls)).toEqual([
      { holdId: held.id, note: '坐轮椅' },
      { holdId: other.id, note: '坐轮椅' },
    ]),
  )
})

test('an answer that the hold is over offers to hold it again', async () => {
  fakeApi(bookApi({ 'POST /v1/bookings': { problem: { code: 'holdOver', status: 409, detail: '5 分钟到了' } } }))
  await openSheet()
  await note('坐轮椅')
  await tap('button', book)
  expect(await screen.findByText('5 分钟到了')).toBeTruthy()
  expect(screen.getByRole('button', { name: /^再留一次/ })).toBeTruthy()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
})
