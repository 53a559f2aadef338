import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { act } from 'react'
import { problems } from '@doorstep/contract/problems'
import type { Counter } from '@doorstep/contract/queue/views'
import { fakeApi, type Answers } from '../../testing/fake-api'
import { aSecretary } from '../../testing/notices'
import { show, signedInAs } from '../../testing/show'
import { connect, onDevice } from '../../testing/taro'
import { aBookedTicket, aCounter, aStaffBookingRow, aStaffService, aStaffTicket } from '../../testing/venues'
import CounterPage from '.'
import { watchNetwork } from '../../platform/device/network'
import { refresh } from '../../platform/api/query'

const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}
const problem = (code: 'queueEmpty' | 'notArrivable') => ({ problem: { code, ...problems[code] } })

/** Renders the counter page on this queue, at window 1; returns the API calls so far. */
function atWindow(counter: Counter, answers: Answers = {}) {
  const calls = fakeApi({
    'GET /v1/session': aSecretary(),
    'GET /v1/staff/venues/{code}/counter': () => counter,
    ...answers,
  })
  show(<CounterPage />, { venue: 'HS-DQ' })
  return calls
}
const choose = async () => {
  const window = await screen.findByRole('radio', { name: '1 号窗口' })
  fireEvent.click(window)
}
const sentTo = (calls: ReturnType<typeof fakeApi>, key: string) => calls.filter((call) => call.key === key)

beforeEach(() => signedInAs())

test('nobody is called before the window is chosen; the device remembers it', async () => {
  const calls = atWindow(aCounter(), { 'POST /v1/staff/venues/{code}/next': aBookedTicket(13, { state: 'called', window: '1 号窗口' }) })
  await tap(/^叫下一个，请先选您在哪个窗口/)
  expect(sentTo(calls, 'POST /v1/staff/venues/{code}/next')).toEqual([])
  await choose()
  expect(onDevice()['staff.window.HS-DQ']).toBe('1 号窗口')
  await tap('叫下一个')
  expect(await screen.findByText('正在叫 A013 · 1 号窗口')).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/venues/{code}/next').map(({ params, body }) => ({ ...params, ...body }))).toEqual([
    { code: 'HS-DQ', window: '1 号窗口' },
  ])
})

test('calling with nobody waiting says so', async () => {
  atWindow(aCounter({ waiting: [] }), { 'POST /v1/staff/venues/{code}/next': problem('queueEmpty') })
  await choose()
  await tap('叫下一个')
  expect(await screen.findByText('现在没有人等候')).toBeTruthy()
})

test('a number being served can be finished, not passed: the buttons are the machine’s', async () => {
  const serving = aBookedTicket(11, { state: 'serving', window: '1 号窗口' })
  const calls = atWindow(aCounter({ current: [serving] }), { 'POST /v1/staff/tickets/{id}/done': { ...serving, state: 'done' } })
  await choose()
  const group = await screen.findByRole('group', { name: '1 号窗口，办理中 A011' })
  expect(group.textContent).toContain('A011')
  expect(screen.queryByRole('button', { name: '过号' })).toBeNull()
  await tap('办好了')
  expect(await screen.findByText('A011 办好了')).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/tickets/{id}/done')[0]?.params).toEqual({ id: serving.id })
})

test('who is called out of turn overtakes others, and the counter is told how many before it calls', async () => {
  const late = aStaffTicket(15)
  const calls = atWindow(aCounter(), { 'POST /v1/staff/tickets/{id}/call': { ...late, state: 'called', window: '1 号窗口' } })
  await choose()
  await tap(/^A015/)
  const dialog = screen.getByRole('dialog')
  expect(within(dialog).getByText(/前面还有 2 人先到/)).toBeTruthy()
  await tap('现在就叫他')
  expect(await screen.findByText('正在叫 A015 · 1 号窗口')).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/tickets/{id}/call')[0]?.body).toEqual({ window: '1 号窗口' })
})

test('the sixth digit checks in, leading zeros kept; too early is said at the field', async () => {
  const booking = aStaffBookingRow(4, { state: 'arrived', code: '012345' })
  let early = true
  const calls = atWindow(aCounter(), {
    'POST /v1/staff/check-ins': () => (early ? problem('notArrivable') : { booking, ticket: aStaffTicket(21) }),
  })
  const field = await screen.findByRole('textbox', { name: '预约码签到' })
  const type = async (text: string) => {
    await act(() => {
      fireEvent.input(screen.getByRole('textbox', { name: '预约码签到' }), { target: { value: text } })
      return Promise.resolve()
    })
  }
  expect(field).toBeTruthy()
  await type('01234')
  expect(sentTo(calls, 'POST /v1/staff/check-ins')).toEqual([])
  await type('012345')
  expect(await screen.findByText(problems.notArrivable.detail)).toBeTruthy()
  early = false
  await tap('签到')
  expect(await screen.findByText(`${booking.name} 10:00 健康义诊，已签到，号码 A021`)).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/check-ins').at(-1)?.body).toEqual({ venueCode: 'HS-DQ', code: '012345' })
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: '预约码签到' }).value).toBe('')
})

test('without a phone one draws here: the service is needed, the number is shown large', async () => {
  const calls = atWindow(aCounter(), {
    'GET /v1/staff/services': { rows: [aStaffService(), aStaffService({ code: 'HS-LF', name: '上门理发', way: 'home' })] },
    'POST /v1/staff/tickets': aStaffTicket(22),
  })
  await tap('给没带手机的人取号')
  await screen.findByRole('radio', { name: '健康义诊' })
  expect(screen.queryByRole('radio', { name: '上门理发' })).toBeNull()
  await tap('取号')
  expect(await screen.findByText('请选他要办什么')).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: '健康义诊' }))
  expect(screen.queryByText('请选他要办什么')).toBeNull()
  await tap('取号')
  expect(await screen.findByText('取到 A022，请告诉他或写在纸上')).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/tickets')[0]?.body).toEqual({ venueCode: 'HS-DQ', serviceCode: 'HS-YZ' })
})

test('a queue cannot be called offline: the counter says why and calls nobody', async () => {
  const calls = atWindow(aCounter())
  await choose()
  watchNetwork()
  act(() => connect(false))
  await waitFor(() => expect(screen.getByRole('button', { name: /^叫下一个，没有网络，叫号要连网才算数/ })).toBeTruthy())
  await tap(/^叫下一个/)
  expect(sentTo(calls, 'POST /v1/staff/venues/{code}/next')).toEqual([])
  act(() => connect(true))
  await waitFor(() => expect(screen.getByRole('button', { name: '叫下一个' })).toBeTruthy())
})

test('before the next is called it says what becomes of the number in hand, as the API does it', async () => {
  const called = aBookedTicket(11, { state: 'called', window: '1 号窗口' })
  const shown = aCounter({ current: [called] })
  atWindow(shown)
  await choose()
  expect(await screen.findByText('叫下一个时，A011 算过号；人来了请先点“开始办理”。')).toBeTruthy()
  shown.current = [{ ...called, state: 'serving' }]
  await act(() => refresh('GET /v1/staff/venues'))
  expect(await screen.findByText('叫下一个时，A011 算办好了。')).toBeTruthy()
})

test.each([
  ['with the key of who keeps the place, so that it shows the check-in code', 'aKey', '/v1/venues/HS-DQ/display?wall=aKey&d='],
  ['without it for who only gives a service there', null, '/v1/venues/HS-DQ/display?d='],
] as const)('the address of the wall display is copied %s', async (_, wallKey, address) => {
  atWindow(aCounter({ wallKey }))
  expect(await screen.findByText((text) => text.includes(address))).toBeTruthy()
})

test('the address of the wall display is renewed once it was said what becomes of the old one', async () => {
  const shown = aCounter({ wallKey: 'aKey' })
  const calls = atWindow(shown, {
    'POST /v1/staff/venues/{code}/wall-keys': () => {
      shown.wallKey = 'another'
      return { wallKey: 'another' }
    },
  })
  await tap('换一个地址')
  expect(screen.getByText(/原来的屏马上不再显示签到码/)).toBeTruthy()
  expect(sentTo(calls, 'POST /v1/staff/venues/{code}/wall-keys')).toEqual([])
  await tap('确定换地址')
  expect(await screen.findByText('地址换好了，请把新的放到大屏上')).toBeTruthy()
  expect(await screen.findByText((text) => text.includes('/v1/venues/HS-DQ/display?wall=another'))).toBeTruthy()
})

test('who keeps no rules, or gives a single service only, renews no address', async () => {
  atWindow(aCounter({ wallKey: null }))
  await screen.findByText('大屏叫号')
  expect(screen.queryByRole('button', { name: '换一个地址' })).toBeNull()
})
