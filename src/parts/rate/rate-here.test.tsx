import { onlineManager } from '@tanstack/react-query'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act, type ReactElement } from 'react'
import type { RequestRating } from '@doorstep/contract/requests/views'
import { watchRatings } from '../../platform/sending/rating-queue'
import { fakeApi } from '../../testing/fake-api'
import { aBooking } from '../../testing/bookings'
import { aCase } from '../../testing/requests'
import { show, signedInAs } from '../../testing/show'
import { RateHere } from './rate-here'
import { RateServiceHere } from './rate-service-here'

const until = '2026-12-08T01:00:00.000Z'
const past = '2026-11-22T01:00:00.000Z'
const soon = '2026-11-23T01:02:00.000Z'
const replied = aCase({ state: 'replied', rateBy: until, actions: ['confirm', 'reopen', 'comment'] })
const aRating = (over: Partial<RequestRating> = {}): RequestRating => ({
  contacted: null,
  solved: null,
  satisfied: 4,
  reasons: [],
  text: '',
  files: [],
  addUntil: until,
  takeBackUntil: soon,
  changeUntil: null,
  changedFrom: null,
  ...over,
})
const done = aBooking({ state: 'done', rateBy: until, actions: [] })

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const bodies = (calls: readonly { key: string; body: unknown }[], key: string) =>
  calls.filter((one) => one.key === key).map(({ body }) => body)

/** Waits until an answer has come: a tap while one is awaited is ignored. */
const settled = () => act(() => new Promise((resolve) => setTimeout(resolve, 20)))

beforeEach(() => signedInAs())

test('one tap on a face is a rating', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings': aCase() })
  show(<RateHere of={replied} />)
  expect(screen.getAllByRole('button').map((one) => one.textContent)).toEqual(
    expect.arrayContaining(['很满意', '满意', '基本满意', '不满意', '很不满意']),
  )
  await tap('基本满意')
  await waitFor(() => expect(bodies(calls, 'POST /v1/requests/{id}/ratings')).toEqual([{ satisfied: 3 }]))
})

test('没解决 says what it does before it does it, and needs no face', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings': aCase() })
  show(<RateHere of={replied} />)
  await tap(/^没解决？重新办/)
  expect(bodies(calls, 'POST /v1/requests/{id}/ratings')).toEqual([])
  expect(screen.getByText(/由别人来办；您说过的都在/)).toBeTruthy()
  await tap('没解决，重新办')
  await waitFor(() => expect(bodies(calls, 'POST /v1/requests/{id}/ratings')).toEqual([{ solved: false }]))
})

test('without network the tap is kept, can be dropped, and is sent once when the network is back', async () => {
  watchRatings()
  onlineManager.setOnline(false)
  let online = false
  const calls = fakeApi({
    'POST /v1/requests/{id}/ratings': () => (online ? Promise.resolve(aCase()) : Promise.reject(new Error('request:fail'))),
  })
  const first = show(<RateHere of={replied} />)
  await tap('满意')
  expect(await screen.findByText(/您点了“满意”/)).toBeTruthy()
  await tap('不发了')
  await tap('很满意')
  expect(await screen.findByText(/您点了“很满意”/)).toBeTruthy()
  first.unmount()
  show(<RateHere of={replied} />)
  expect(screen.getByText(/您点了“很满意”/)).toBeTruthy()
  online = true
  act(() => onlineManager.setOnline(true))
  await waitFor(() => expect(screen.queryByText(/您点了/)).toBeNull())
  const sent = calls.filter(({ key }) => key === 'POST /v1/requests/{id}/ratings')
  expect(sent.at(-1)?.body).toEqual({ satisfied: 5 })
  const keys = sent.filter(({ body }) => body?.satisfied === 5).map(({ headers }) => headers['idempotency-key'])
  expect(new Set(keys).size).toBe(1)
})

test.each([
  { rate: <RateHere of={replied} />, over: <RateHere of={{ ...replied, rateBy: past }} /> },
  { rate: <RateServiceHere of={done} />, over: <RateServiceHere of={{ ...done, rateBy: past }} /> },
])('a refused tap says why where the faces are, and later where its time is over; once seen it is gone', async ({ rate, over }) => {
  const detail = '评价的时间过了'
  const refusal = { problem: { code: 'ratingOver', detail } } as const
  let answer = () => {}
  const later = () => new Promise<typeof refusal>((resolve) => (answer = () => resolve(refusal)))
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings': later, 'POST /v1/bookings/{id}/ratings': later })
  const first = show(rate)
  await tap('满意')
  answer()
  await settled()
  expect(await screen.findByText(detail)).toBeTruthy()
  await tap('很满意')
  first.unmount()
  answer()
  await settled()
  const second = show(over)
  expect(screen.getByText(detail)).toBeTruthy()
  second.unmount()
  expect(show(over).container.textContent).toBe('')
  expect(calls).toHaveLength(2)
})

test('thanks, and what is not answered may be: each by its tap, sent at once', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings/add': aCase(), 'POST /v1/requests/{id}/ratings/takeBack': replied })
  show(<RateHere of={aCase({ state: 'closed', actions: ['comment'], rated: aRating() })} />)
  expect(screen.getByText('满意')).toBeTruthy()
  const added = () => bodies(calls, 'POST /v1/requests/{id}/ratings/add')
  await tap('没有')
  await settled()
  await tap('解决了')
  await settled()
  expect(added()).toEqual([{ contacted: false }, { solved: true }])
  await tap('没解决')
  expect(added()).toHaveLength(2)
  await tap('没解决，重新办')
  await settled()
  expect(added()).toEqual([{ contacted: false }, { solved: true }, { solved: false }])
  await tap('点错了')
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('POST /v1/requests/{id}/ratings/takeBack'))
  expect(screen.queryByText('哪里不好')).toBeNull()
})

test('of a bad one reasons and words are asked in the same place; what is typed survives, and nothing is sent empty', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings/add': () => Promise.reject(new Error('request:fail')) })
  const rework = aCase({ state: 'rework', actions: ['comment'], rated: aRating({ satisfied: 1, takeBackUntil: null }) })
  const first = show(<RateHere of={rework} />)
  expect(screen.queryByRole('button', { name: '点错了' })).toBeNull()
  await tap('补充这些')
  expect(await screen.findByText('请先选一项或写几句')).toBeTruthy()
  expect(calls).toEqual([])
  fireEvent.input(screen.getByRole('textbox', { name: /还想说的/ }), { target: { value: '灯还是不亮' } })
  await act(() => Promise.resolve(fireEvent.click(screen.getByRole('checkbox', { name: '太慢' }))))
  await tap('补充这些')
  await waitFor(() =>
    expect(bodies(calls, 'POST /v1/requests/{id}/ratings/add')).toEqual([{ reasons: ['slow'], text: '灯还是不亮', fileIds: [] }]),
  )
  first.unmount()
  show(<RateHere of={rework} />)
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /还想说的/ }).value).toBe('灯还是不亮')
})

test('why an addition was refused is said, also after a 点错了 that was refused, and when no words are asked for', async () => {
  fakeApi({
    'POST /v1/requests/{id}/ratings/takeBack': { problem: { code: 'ratingOver', detail: '过了可以收回的时间' } },
    'POST /v1/requests/{id}/ratings/add': { problem: { code: 'ratingOver', detail: '补充的时间过了' } },
  })
  show(<RateHere of={aCase({ state: 'closed', rated: aRating({ text: '谢谢' }) })} />)
  await tap('点错了')
  expect(await screen.findByText('过了可以收回的时间')).toBeTruthy()
  await tap('解决了')
  expect(await screen.findByText('补充的时间过了')).toBeTruthy()
})

test('what was said of a request stays in sight once nothing can be added any more', () => {
  const rating = aRating({ satisfied: 1, reasons: ['slow'], text: '灯还是不亮', addUntil: past, takeBackUntil: null })
  show(<RateHere of={aCase({ state: 'rework', rated: rating })} />)
  expect(screen.getByText('太慢；灯还是不亮')).toBeTruthy()
  expect(screen.queryByRole('button', { name: '补充这些' })).toBeNull()
})

test('what was chosen of a bad tap that was taken back is not sent with a good one', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings/add': aCase(), 'POST /v1/bookings/{id}/ratings/add': done })
  const ofService = (satisfied: number) =>
    aBooking({ ...done, rating: { satisfied, reasons: [], text: '', answer: null, addUntil: until, takeBackUntil: null } })
  const chooses = async (bad: ReactElement, reason: string, good: ReactElement) => {
    const first = show(bad)
    await act(() => Promise.resolve(fireEvent.click(screen.getByRole('checkbox', { name: reason }))))
    first.unmount()
    const second = show(good)
    fireEvent.input(screen.getByRole('textbox', { name: /还想说的/ }), { target: { value: '很耐心' } })
    await tap('补充这些')
    await settled()
    second.unmount()
  }
  const ofRequest = (satisfied: number) => aCase({ id: 'taken-back', state: 'closed', rated: aRating({ satisfied }) })
  await chooses(<RateHere of={ofRequest(1)} />, '太慢', <RateHere of={ofRequest(4)} />)
  await chooses(<RateServiceHere of={ofService(1)} />, '等得太久', <RateServiceHere of={ofService(4)} />)
  expect(calls.map(({ body }) => body)).toEqual([
    { reasons: [], text: '很耐心', fileIds: [] },
    { reasons: [], text: '很耐心' },
  ])
})

test('nothing is rated after its time, and by nobody but whoever filed it', () => {
  for (const over of [{ rateBy: past }, { as: ['handler'] as const }, { actions: [] }]) {
    const { container, unmount } = show(<RateHere of={aCase({ ...replied, ...over, as: [...(over.as ?? replied.as)] })} />)
    expect(container.textContent).toBe('')
    unmount()
  }
})

test('a service is rated by one tap, and reasons of a bad one are added', async () => {
  const calls = fakeApi({ 'POST /v1/bookings/{id}/ratings': done, 'POST /v1/bookings/{id}/ratings/add': done })
  const first = show(<RateServiceHere of={done} />)
  await tap('不满意')
  await waitFor(() => expect(bodies(calls, 'POST /v1/bookings/{id}/ratings')).toEqual([{ satisfied: 2 }]))
  first.unmount()
  const rating = { satisfied: 2, reasons: [], text: '', answer: null, addUntil: until, takeBackUntil: null }
  show(<RateServiceHere of={aBooking({ ...done, rating })} />)
  await act(() => Promise.resolve(fireEvent.click(screen.getByRole('checkbox', { name: '等得太久' }))))
  await tap('补充这些')
  await waitFor(() => expect(bodies(calls, 'POST /v1/bookings/{id}/ratings/add')).toEqual([{ reasons: ['waited'], text: '' }]))
})

test('a rating is changed by one face while it may be, and not when it may not', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/ratings/change': aCase() })
  const rated = aCase({ state: 'closed', rated: aRating({ satisfied: 5, changeUntil: until }) })
  const first = show(<RateHere of={rated} />)
  await tap(/^改评价/)
  await tap('不满意')
  await waitFor(() => expect(bodies(calls, 'POST /v1/requests/{id}/ratings/change')).toEqual([{ satisfied: 2 }]))
  first.unmount()
  show(<RateHere of={aCase({ state: 'closed', rated: aRating({ satisfied: 5, changeUntil: past }) })} />)
  expect(screen.queryByRole('button', { name: /^改评价/ })).toBeNull()
})
