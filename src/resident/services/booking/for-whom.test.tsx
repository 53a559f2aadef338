import { screen, waitFor } from '@testing-library/react'
import { stored } from '../../../platform/device/storage'
import { aBooking } from '../../../testing/bookings'
import type { Organisation } from '@doorstep/contract/organisations'
import { fakeApi } from '../../../testing/fake-api'
import { aHome } from '../../../testing/grids'
import { aService } from '../../../testing/services'
import { book, bookApi, booked, held, openSheet, sent, tap, times, wang, write } from '../testing'
import { draftName, emptyBooking } from './booking-form'
import { lastChoice } from './last-choice'

const anOrganisation = (over: Partial<Organisation> = {}): Organisation => ({
  id: '019ab000-0000-7000-8000-0000000000d1',
  name: '好再来便利店',
  kind: 'shop',
  building: aHome().building,
  premises: null,
  state: 'verified',
  answer: null,
  createdAt: '2026-11-01T01:00:00.000Z',
  contacts: [],
  ...over,
})
/** A service of a group that organisations may book. */
const space = { 'GET /v1/services/{code}/times': times({ service: aService({ group: 'space' }) }) }

test('for whom is asked once: who was booked for last is filled in the next time, with nothing left to answer', async () => {
  const calls = fakeApi(bookApi({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set(wang.id)
  await openSheet()
  expect(await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: '他怎么称呼' })).toBeNull()
  await tap('button', book)
  const onBehalf = { personId: wang.id, name: '王秀兰', relation: '女儿', consent: { how: 'written' } }
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id, onBehalf }]))
  expect(sent(calls, 'POST /v1/holds')[0]).toMatchObject({ forOther: true })
  expect(lastChoice.get()).toBe(wang.id)
})

test('who was booked for last and was forgotten since is nobody: it is for herself, and held as such', async () => {
  const calls = fakeApi(bookApi({ 'GET /v1/people': { rows: [] } }))
  lastChoice.set(wang.id)
  await openSheet()
  expect(screen.getByRole('radio', { name: '我自己', checked: true })).toBeTruthy()
  expect(sent(calls, 'POST /v1/holds')).toEqual([{ slotId: held.slotId, seats: 1 }])
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id }]))
  expect(lastChoice.get()).toBeUndefined()
})

test('whoever was chosen before can be changed back to oneself, which is remembered too', async () => {
  const calls = fakeApi(bookApi({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set(wang.id)
  await openSheet()
  await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })
  await tap('radio', '我自己')
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id }]))
  expect(lastChoice.get()).toBeUndefined()
})

test('for somebody new the consent is asked for, and said at its field', async () => {
  const calls = fakeApi(bookApi())
  await openSheet()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('button', book)
  expect(await screen.findByText('请选本人是怎样同意的')).toBeTruthy()
  expect(booked(calls)).toEqual([])
  await tap('radio', '电话里同意')
  await tap('button', book)
  await waitFor(() =>
    expect(booked(calls)).toEqual([{ holdId: held.id, onBehalf: { name: '王秀兰', relation: '女儿', consent: { how: 'byPhone' } } }]),
  )
})

test('somebody who was new the last time is remembered by then, and filled in', async () => {
  fakeApi(bookApi({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set('王秀兰')
  await openSheet()
  expect(await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })).toBeTruthy()
})

test('a relation that is oneself is pointed at before anything is sent', async () => {
  const calls = fakeApi(bookApi())
  await openSheet()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '本人')
  await tap('radio', '电话里同意')
  await tap('button', book)
  expect(await screen.findByText(/给自己约，请在上面选“我自己”/)).toBeTruthy()
  expect(booked(calls)).toEqual([])
})

test('a spoken consent has to be recorded before it is sent', async () => {
  const calls = fakeApi(bookApi())
  await openSheet()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '录音同意')
  await tap('button', book)
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(booked(calls)).toEqual([])
})

test('who was chosen and then renamed gives a consent of their own', async () => {
  const calls = fakeApi(bookApi({ 'GET /v1/people': { rows: [wang] } }))
  await openSheet()
  await tap('radio', '王秀兰（女儿）')
  expect(screen.queryByText('字据照片')).toBeNull()
  await tap('button', '改一下王秀兰的信息')
  await write('他怎么称呼', '张奶奶')
  await tap('button', book)
  expect(await screen.findByText(/请拍下字据/)).toBeTruthy()
  expect(screen.getByText('字据照片')).toBeTruthy()
  expect(booked(calls)).toEqual([])
})

test('who was forgotten since on another device gives their consent anew', async () => {
  const errors = [{ path: 'onBehalf.consent.fileId', message: '请附上书面同意的照片' }]
  const problem = { code: 'consentNeeded' as const, status: 400, detail: '替别人办事，请先记下本人同意', errors }
  const calls = fakeApi(
    bookApi({
      'GET /v1/people': { rows: [wang] },
      'POST /v1/bookings': ({ body }) => (body.onBehalf?.consent.how === 'written' ? { problem } : aBooking()),
    }),
  )
  await openSheet()
  await tap('radio', '王秀兰（女儿）')
  await tap('button', book)
  await waitFor(() => expect(screen.getAllByText(/请附上书面同意的照片/).length).toBeGreaterThan(0))
  expect(screen.getByText('字据照片')).toBeTruthy()
  await tap('radio', '电话里同意')
  await tap('button', book)
  await waitFor(() => expect(booked(calls).at(-1)).toMatchObject({ onBehalf: { name: '王秀兰', consent: { how: 'byPhone' } } }))
})

test('a recorded consent the server has dropped since is marked, and asked for again', async () => {
  const consentVoice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  stored<object>(`draft.${draftName(held.serviceCode)}`, () => undefined).set({
    ...emptyBooking,
    forOther: true,
    otherName: '王秀兰',
    otherRelation: '女儿',
    consentHow: 'voice',
    consentVoice,
  })
  const problem = {
    code: 'badInput' as const,
    status: 400,
    detail: '',
    errors: [{ path: 'onBehalf.consent.fileId', message: '这个附件已失效' }],
  }
  const calls = fakeApi(bookApi({ 'POST /v1/bookings': { problem } }))
  await openSheet()
  await tap('button', book)
  expect(await screen.findByText('语音已过期')).toBeTruthy()
  await tap('button', book)
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(booked(calls)).toHaveLength(1)
})

test('an organisation is chosen where a service may be booked as one, held and booked as such, with her own limits apart', async () => {
  const shop = anOrganisation()
  const calls = fakeApi(
    bookApi({ ...space, 'GET /v1/organisations': { rows: [shop, anOrganisation({ id: wang.id, state: 'registered' })] } }),
  )
  await openSheet()
  expect(screen.queryAllByRole('radio', { name: new RegExp(shop.name) })).toHaveLength(1)
  await tap('radio', new RegExp(shop.name))
  expect(screen.queryByRole('textbox', { name: '他怎么称呼' })).toBeNull()
  await tap('button', book)
  await waitFor(() => expect(booked(calls)).toEqual([{ holdId: held.id, asOrganisation: shop.id }]))
  expect(lastChoice.get()).toBeUndefined()
})

test('what is given to a person asks for no organisation', async () => {
  const calls = fakeApi(bookApi({ 'GET /v1/organisations': { rows: [anOrganisation()] } }))
  await openSheet()
  expect(screen.queryByRole('radio', { name: new RegExp(anOrganisation().name) })).toBeNull()
  expect(calls.some(({ key }) => key === 'GET /v1/organisations')).toBe(false)
})
