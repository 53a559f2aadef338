import type { Hold } from '@doorstep/contract/bookings/views'
import type { ServiceTimes } from '@doorstep/contract/services/views'
import { act, fireEvent, screen } from '@testing-library/react'
import { aBooking, aWaiting } from '../../testing/bookings'
import type { Answers, fakeApi } from '../../testing/fake-api'
import { aGridCard, aResident } from '../../testing/grids'
import { aDay, aHold, aService, aServiceTimes, aSlot } from '../../testing/services'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import ServicePage from './detail/index'

beforeEach(() => signedInAs())

export const full = aSlot({
  id: '019ab000-0000-7000-8c00-000000000002',
  startsAt: '2026-11-24T01:15:00.000Z',
  free: 0,
  state: 'full',
  waiting: 3,
})
const tooLate = aSlot({ id: '019ab000-0000-7000-8c00-000000000003', startsAt: '2026-11-24T01:30:00.000Z', state: 'tooLate' })
const past = aSlot({ id: '019ab000-0000-7000-8c00-000000000004', startsAt: '2026-11-22T01:30:00.000Z' })
const second = '2026-11-26'
const days = [
  aDay(),
  aDay({ day: '2026-11-25', state: 'closed', free: 0, slots: 0, says: '停办：消防检查' }),
  aDay({ day: second, state: 'full', free: 0 }),
  aDay({ day: '2026-11-27', state: 'over', free: 0 }),
]

/** Returns days and times of every kind: free, full, too near, over, closed. */
export const times = (over: Partial<ServiceTimes> = {}) => aServiceTimes({ days, slots: [aSlot(), full, tooLate, past], ...over })

/** Returns what the API answers the page of a service with; tests override answers. */
export const api = (over: Answers = {}): Answers => ({
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

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()

/** A place of the first time that is held, as a booking. */
export const held = aBooking({ state: 'held', heldUntil: soon(290), code: '', icsUrl: null, cancelUntil: null })
/** Returns the hold of that place, for so many seconds. */
export const holdFor = (seconds: number, over: Partial<Hold> = {}) => aHold({ id: held.id, heldUntil: soon(seconds), ...over })

/** Somebody who was booked for before, and agreed in writing. */
export const wang = {
  id: '019ab000-0000-7000-8000-00000000000f',
  name: '王秀兰',
  phone: null,
  relation: '女儿',
  home: null,
  consent: { how: 'written' as const, at: '2026-11-20T01:00:00.000Z' },
}

/** Returns what the API answers the sheet that books the only time of a service with; tests override answers. */
export const bookApi = (over: Answers = {}): Answers =>
  api({
    'GET /v1/bookings/{id}': held,
    'GET /v1/services/{code}/times': aServiceTimes(),
    'POST /v1/holds': holdFor(290),
    'POST /v1/bookings': aBooking(),
    ...over,
  })
/** The times of a service that comes to the door. */
export const atHome: Answers = { 'GET /v1/services/{code}/times': aServiceTimes({ service: aService({ way: 'home' }) }) }

export const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}
export const write = async (name: string | RegExp, value: string) =>
  fireEvent.input(await screen.findByRole('textbox', { name }), { target: { value } })
export const typed = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name }).value
/** Writes what the staff are to know. */
export const note = async (value: string) => {
  await tap('button', /^有话提前告诉工作人员/)
  await write(/要提前告诉/, value)
}

export const open = (params: Record<string, string> = { code: 'S-CHECK' }) => show(<ServicePage />, params)
/** Opens the sheet of the first time, or of the place the page is opened with, once it is held. */
export const openSheet = async (params?: Record<string, string>) => {
  const shown = open(params)
  if (params === undefined) await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  return shown
}
/** Names the button that books the first time. */
export const book = /^约 明天 9:00/

type Calls = ReturnType<typeof fakeApi>
export const sent = (calls: Calls, key: string) => calls.filter((call) => call.key === key).map(({ body }) => body)
export const booked = (calls: Calls) => sent(calls, 'POST /v1/bookings')
/** Returns which places were let go. */
export const letGo = (calls: Calls) => calls.filter(({ key }) => key === 'DELETE /v1/holds/{id}').map(({ params }) => params.id)

const urls = (went: unknown[][]) => went.map(([to]) => (to as { url: string }).url)
/** Returns which pages were opened, and which took the place of this one. */
export const wentTo = () => urls(device.navigateTo.mock.calls)
export const replaced = () => urls(device.redirectTo.mock.calls)
