import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../platform/device/elder'
import { lookAt } from '../../platform/place/current-grid'
import { aConversation, aMessage } from '../../testing/conversations'
import { aBookingRow, aWaiting } from '../../testing/bookings'
import { aCase, aCategory } from '../../testing/requests'
import { aBuilding, aGridCard, aHome, aResident } from '../../testing/grids'
import { fakeApi, type Answers } from '../../testing/fake-api'
import { show, signedInAs } from '../../testing/show'
import { device } from '../../testing/taro'
import HomeTab from './index'

const token = 'abcdefghijklmnopqrstuv'
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/grids/{code}': aGridCard(),
  'GET /v1/requests': { rows: [], next: null },
  'GET /v1/bookings': { rows: [], next: null },
  'GET /v1/waiting': { rows: [] },
  'GET /v1/notices': { rows: [], next: null },
  'GET /v1/conversations': { rows: [], next: null },
  'GET /v1/categories': { rows: [aCategory(), aCategory({ code: 'dispute', name: '邻里、家庭纠纷想调解' })] },
  'GET /v1/doors/{token}': aBuilding(),
  ...over,
})
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}
const opened = () => device.navigateTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)

test('somebody who has no grid yet is led to find it, and nobody is signed in behind her back', async () => {
  const calls = fakeApi(api())
  show(<HomeTab />)
  await tap('找我的网格')
  expect(opened()).toEqual(['/resident/grids/find/index'])
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/sessions')
})

test('a sign-in that fails says why below its row, not in it', async () => {
  device.login.mockImplementation(() => Promise.reject(Object.assign(new Error(), { errMsg: 'login:fail' })))
  jest.spyOn(console, 'error').mockImplementation(() => undefined)
  fakeApi(api())
  show(<HomeTab />)
  await tap('登录')
  const said = await screen.findByRole('alert')
  expect(said.textContent).toMatch(/微信登录没有成功/)
  expect(screen.getByText('登录后看您正在办的事').closest('div')?.parentElement?.contains(said)).toBe(false)
})

test('a grid looked at without an account shows its member and offers to bind', async () => {
  const calls = fakeApi(api())
  lookAt(aBuilding())
  show(<HomeTab />)
  await tap('给李明打电话')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '19900000013' })
  expect(calls.find(({ key }) => key === 'GET /v1/notices')?.query).toMatchObject({ grid: '990101001001003' })
  await tap('把槐树里 3 号楼登记成我的家')
  expect(opened()).toEqual(['/resident/account/bind/index?building=B0023'])
})

test('an open case says its next step, and that it is late when it is late', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/requests': { rows: [aCase({ overdue: true, next: '李明应在今天 16:00 前答复您' })], next: null } }))
  show(<HomeTab />)
  await tap('楼道灯坏了三天，李明应在今天 16:00 前答复您，已超时')
  expect(opened()[0]).toContain('/resident/requests/detail/index')
})

test('mediation opens the form with the district’s own category', async () => {
  signedInAs()
  const calls = fakeApi(api())
  show(<HomeTab />)
  await screen.findByRole('button', { name: '给李明打电话' })
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/categories'))
  await tap('找调解')
  expect(opened()).toEqual(['/resident/requests/file/index?categoryCode=dispute'])
})

test('a door’s code names the building and asks whether it is her home', async () => {
  fakeApi(api())
  show(<HomeTab />, { scene: token })
  expect(await screen.findByRole('heading', { name: '槐树里 3 号楼' })).toBeTruthy()
  await tap('登记为我的家')
  expect(opened()).toEqual(['/resident/account/bind/index?building=B0023'])
})

test('a door’s code of the home already shown asks nothing', async () => {
  signedInAs()
  const calls = fakeApi(api())
  show(<HomeTab />, { scene: token })
  await screen.findByRole('button', { name: '给李明打电话' })
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/doors/{token}'))
  expect(screen.queryByRole('button', { name: '登记为我的家' })).toBeNull()
})

test('several homes are switched from the head band', async () => {
  signedInAs()
  const other = aHome({ id: '019ab000-0000-7000-8000-0000000000b2', label: '爸妈家', current: false })
  const calls = fakeApi(
    api({ 'GET /v1/session': aResident({ homes: [aHome(), other] }), 'PUT /v1/homes/{id}/current': { ...other, current: true } }),
  )
  show(<HomeTab />)
  await tap('换一个住处')
  await act(() => Promise.resolve(fireEvent.click(screen.getByRole('radio', { name: /爸妈家/ }))))
  expect(calls.find(({ key }) => key === 'PUT /v1/homes/{id}/current')?.params).toEqual({ id: other.id })
})

test('a retired grid is like none: she finds hers again instead of meeting an error', async () => {
  fakeApi(api({ 'GET /v1/grids/{code}': { problem: { code: 'notFound', status: 404, detail: '没有找到' } } }))
  lookAt(aBuilding({ gridCode: '990101001001099' }))
  show(<HomeTab />)
  expect(await screen.findByRole('button', { name: '找我的网格' })).toBeTruthy()
})

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

test('cases and bookings under way stand in one line by time, and a booking leads to its page', async () => {
  signedInAs()
  fakeApi(
    api({
      'GET /v1/requests': { rows: [aCase({ title: '灯坏了', promisedAt: soon(600) })], next: null },
      'GET /v1/bookings': { rows: [aBookingRow({ startsAt: soon(60), endsAt: soon(75) })], next: null },
    }),
  )
  show(<HomeTab />)
  await screen.findByRole('button', { name: /灯坏了/ })
  const rows = screen.getAllByRole('button', { name: /灯坏了|老年人健康体检/ }).map((row) => row.getAttribute('aria-label') ?? '')
  expect(rows.map((row) => row.slice(0, 3))).toEqual(['老年人', '灯坏了'])
  await tap(/老年人健康体检/)
  expect(opened()[0]).toContain('/resident/bookings/detail/index')
})

test('an offer of the waiting list comes first with its clock, once, and leads to the form', async () => {
  signedInAs()
  const holdId = aBookingRow().id
  fakeApi(
    api({
      'GET /v1/bookings': { rows: [aBookingRow({ state: 'held', heldUntil: soon(14.5) })], next: null },
      'GET /v1/waiting': { rows: [aWaiting({ state: 'offered', holdId, offerUntil: soon(14.5) })] },
    }),
  )
  show(<HomeTab />)
  await tap(/候补有位置了.*还剩 14 分钟/)
  expect(opened()).toEqual([`/resident/services/detail/index?holdId=${holdId}&whose=me`])
  expect(screen.queryByRole('button', { name: /位置给您留着/ })).toBeNull()
})

test('a form that was left can be gone on with while its place is held', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/bookings': { rows: [aBookingRow({ state: 'held', heldUntil: soon(3.5) })], next: null } }))
  show(<HomeTab />)
  expect(await screen.findByRole('button', { name: /位置给您留着.*还没约好.*还剩 3 分钟/ })).toBeTruthy()
  expect(screen.getByText(/现在没有正在办的事/)).toBeTruthy()
})

test('what the grid member has filled in for her stands on the home page of 长辈版, and one tap files it', async () => {
  act(() => setElder(true))
  signedInAs()
  const proposal = {
    categoryCode: 'light',
    text: '2 单元四层的灯坏了',
    seqs: [1],
    kind: 'help' as const,
    answers: [{ code: 'floor', value: '4' }],
  }
  const rows = [aMessage(1, { from: 'me' }), aMessage(2, { kind: 'proposal', text: proposal.text, proposal })]
  const calls = fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory()] },
      'GET /v1/conversations': { rows: [aConversation({ lastSeq: 2 })], next: null },
      'GET /v1/conversations/{id}/messages': { rows, lastSeq: 2, theirDelivered: 0, theirRead: 0 },
      'POST /v1/requests': aCase(),
    }),
  )
  show(<HomeTab />)
  expect(await screen.findByText('李明替您填好了，请看一看')).toBeTruthy()
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/categories'))
  await act(() => Promise.resolve())
  await tap('确认并提交')
  await waitFor(() => expect(opened()).toEqual([`/resident/requests/detail/index?id=${aCase().id}`]))
  expect(calls.find(({ key }) => key === 'POST /v1/requests')?.body).toMatchObject({
    kind: 'help',
    categoryCode: 'light',
    text: proposal.text,
    answers: proposal.answers,
    fromMessages: { seqs: [1], proposalId: aMessage(2).id },
  })
  act(() => setElder(false))
})

test('what she does not want goes from the home page, and stays away', async () => {
  act(() => setElder(true))
  signedInAs()
  const proposal = { categoryCode: 'light', text: '灯坏了', seqs: [1] }
  fakeApi(
    api({
      'GET /v1/categories': { rows: [aCategory()] },
      'GET /v1/conversations': { rows: [aConversation({ lastSeq: 2 })], next: null },
      'GET /v1/conversations/{id}/messages': {
        rows: [aMessage(2, { kind: 'proposal', text: proposal.text, proposal })],
        lastSeq: 2,
        theirDelivered: 0,
        theirRead: 0,
      },
    }),
  )
  const home = show(<HomeTab />)
  await tap('不用了')
  expect(screen.queryByText(/替您填好了/)).toBeNull()
  home.unmount()
  const calls = fakeApi(
    api({
      'GET /v1/conversations': { rows: [aConversation({ lastSeq: 2 })], next: null },
      'GET /v1/conversations/{id}/messages': {
        rows: [aMessage(2, { kind: 'proposal', text: proposal.text, proposal })],
        lastSeq: 2,
        theirDelivered: 0,
        theirRead: 0,
      },
    }),
  )
  show(<HomeTab />)
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/conversations/{id}/messages'))
  await act(() => Promise.resolve())
  expect(screen.queryByText(/替您填好了/)).toBeNull()
  act(() => setElder(false))
})

test('once it was filed, it stands there no more', async () => {
  act(() => setElder(true))
  signedInAs()
  const proposal = { categoryCode: 'light', text: '灯坏了', seqs: [1] }
  const rows = [
    aMessage(2, { kind: 'proposal', text: proposal.text, proposal }),
    aMessage(3, { kind: 'system', from: 'system', text: '已转为诉求', requestId: aCase().id, answers: aMessage(2).id }),
  ]
  const calls = fakeApi(
    api({
      'GET /v1/conversations': { rows: [aConversation({ lastSeq: 3 })], next: null },
      'GET /v1/conversations/{id}/messages': { rows, lastSeq: 3, theirDelivered: 0, theirRead: 0 },
    }),
  )
  show(<HomeTab />)
  await waitFor(() => expect(calls.map(({ key }) => key)).toContain('GET /v1/conversations/{id}/messages'))
  await act(() => Promise.resolve())
  expect(screen.queryByText(/替您填好了/)).toBeNull()
  act(() => setElder(false))
})

test('a fictional district is marked', async () => {
  signedInAs()
  fakeApi(api())
  show(<HomeTab />)
  await screen.findByText('演示')
})

test('a real district is not marked', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/grids/{code}': { ...aGridCard(), code: '330106002005003' } }))
  show(<HomeTab />)
  await screen.findByRole('button', { name: '给李明打电话' })
  expect(screen.queryByText('演示')).toBeNull()
})
