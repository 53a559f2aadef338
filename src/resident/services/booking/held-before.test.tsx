import type { SlotRow } from '@doorstep/contract/services/views'
import { screen, waitFor } from '@testing-library/react'
import { aBooking } from '../../../testing/bookings'
import { fakeApi } from '../../../testing/fake-api'
import { aHold, aSlot } from '../../../testing/services'
import { api, bookApi, held, letGo, open, openSheet, replaced, sent, tap, times } from '../testing'

test('opened with an offer its sheet is open, and closing does not decline it', async () => {
  const calls = fakeApi(bookApi())
  await openSheet({ holdId: held.id, whose: 'other' })
  expect(screen.getByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '他怎么称呼' })).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds')[0]).toEqual({ slotId: held.slotId, seats: 1, forOther: true })
  await tap('button', '关闭')
  expect(letGo(calls)).toEqual([])
})

test('an offer is declined by its own button', async () => {
  const calls = fakeApi(bookApi())
  await openSheet({ holdId: held.id })
  await tap('button', '不约了，让出位置')
  await waitFor(() => expect(letGo(calls)).toEqual([held.id]))
})

test('a place already booked leads to its booking', async () => {
  fakeApi(bookApi({ 'GET /v1/bookings/{id}': aBooking() }))
  open({ holdId: held.id })
  await tap('button', '看这次预约')
  expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`])
})

test('a place let go in another window is not offered any more, another time is', async () => {
  fakeApi(bookApi({ 'GET /v1/bookings/{id}': { ...held, state: 'released', heldUntil: null } }))
  open({ holdId: held.id })
  expect(await screen.findByText(/这个位置已经让出了/)).toBeTruthy()
  expect(await screen.findByRole('radio', { name: /9:00 到/ })).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
})

const hers = (over: Partial<NonNullable<SlotRow['held']>> = {}, slot: Partial<SlotRow> = {}) =>
  aSlot({ free: 1, held: { bookingId: aHold().id, until: '2026-11-23T06:05:00.000Z', seats: 1, ...over }, ...slot })

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
  await waitFor(() => expect(letGo(calls)).toHaveLength(2))
})

test('a place she holds is shown as hers, goes on, and closing its sheet is no answer to it', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ slots: [hers()] }) }))
  open()
  await tap('radio', /9:00 到 9:15，给您留着/)
  expect(await screen.findByText(/位置给您留着/)).toBeTruthy()
  await tap('button', '关闭')
  expect(letGo(calls)).toEqual([])
  await tap('radio', /9:00 到 9:15，给您留着/)
  await tap('button', '不约了，让出位置')
  await waitFor(() => expect(letGo(calls)).toEqual([aHold().id]))
  expect(screen.queryByRole('dialog')).toBeNull()
})

test('a place on offer that was waited for somebody else goes on for him, also in a slot she has herself', async () => {
  const calls = fakeApi(api({ 'GET /v1/services/{code}/times': times({ slots: [hers({ forOther: true }, { state: 'mine' })] }) }))
  open()
  await tap('radio', /给您留着/)
  expect(await screen.findByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  await waitFor(() => expect(sent(calls, 'POST /v1/holds')).toEqual([{ slotId: aSlot().id, seats: 1, forOther: true }]))
})
