import { onlineManager } from '@tanstack/react-query'
import type { Message } from '@doorstep/contract/messages'
import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { queryClient } from '../../platform/api/query'
import { setElder } from '../../platform/device/elder'
import { stored } from '../../platform/device/storage'
import { sendTap, watchRatings } from '../../platform/sending/rating-queue'
import { fileRequest } from '../../platform/sending/request-queue'
import { lookAt } from '../../platform/place/current-grid'
import { aConversation, aMessage } from '../../testing/conversations'
import { aBookingRow, aWaiting } from '../../testing/bookings'
import { aUnderway, anOpenCase } from '../../testing/underway'
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
  'GET /v1/underway': aUnderway(),
  'GET /v1/notices': { rows: [], next: null },
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
  fakeApi(api({ 'GET /v1/underway': aUnderway({ requests: [anOpenCase({ overdue: true })] }) }))
  show(<HomeTab />)
  await tap(/还没受理.*楼道灯坏了三天.*已超时/)
  expect(opened()[0]).toContain('/resident/requests/detail/index')
})

test('mediation opens the form with the district’s own category', async () => {
  signedInAs()
  const calls = fakeApi(api())
  show(<HomeTab />)
  await screen.findByRole('button', { name: '给李明打电话' })
  // Asked for at the tap: the first screen has no use for it.
  expect(calls.map(({ key }) => key)).not.toContain('GET /v1/categories')
  await tap('找调解')
  await waitFor(() => expect(opened()).toEqual(['/resident/requests/file/index?categoryCode=dispute']))
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

test('what is under way stands above the entries, what is soon first, and a booking leads to its page', async () => {
  signedInAs()
  const requests = [anOpenCase({ title: '灯坏了', promisedAt: soon(600) })]
  fakeApi(api({ 'GET /v1/underway': aUnderway({ requests, bookings: [aBookingRow({ startsAt: soon(90), endsAt: soon(105) })] }) }))
  show(<HomeTab />)
  await screen.findByRole('button', { name: /灯坏了/ })
  const rows = screen.getAllByRole('button', { name: /灯坏了|老年人健康体检|提诉求/ }).map((row) => row.getAttribute('aria-label') ?? '')
  expect(rows).toEqual([expect.stringContaining('老年人健康体检') as string, expect.stringContaining('灯坏了') as string, '提诉求'])
  await tap(/老年人健康体检/)
  expect(opened()[0]).toContain('/resident/bookings/detail/index')
})

test('an offer of the waiting list comes first with its clock, once, and leads to the form', async () => {
  signedInAs()
  const holdId = aBookingRow().id
  const bookings = [aBookingRow({ state: 'held', heldUntil: soon(14.5) })]
  const waiting = [aWaiting({ state: 'offered', holdId, offerUntil: soon(14.5) })]
  fakeApi(api({ 'GET /v1/underway': aUnderway({ requests: [anOpenCase({ state: 'infoNeeded' })], bookings, waiting }) }))
  show(<HomeTab />)
  const offer = await screen.findByRole('button', { name: /候补有位置了.*还剩 14 分钟/ })
  const asked = screen.getByRole('button', { name: /等您回话/ })
  expect(offer.compareDocumentPosition(asked) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  await tap(/候补有位置了/)
  expect(opened()).toEqual([`/resident/services/detail/index?holdId=${holdId}&whose=me`])
  expect(screen.queryByRole('button', { name: /位置给您留着/ })).toBeNull()
})

test('a form that was left can be gone on with while its place is held', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/underway': aUnderway({ bookings: [aBookingRow({ state: 'held', heldUntil: soon(3.5) })] }) }))
  show(<HomeTab />)
  expect(await screen.findByRole('button', { name: /位置给您留着.*还没约好.*还剩 3 分钟/ })).toBeTruthy()
})

const proposing = (proposal: NonNullable<Message['proposal']>) =>
  aUnderway({
    proposals: [{ conversationId: aConversation().id, message: aMessage(2, { kind: 'proposal', text: proposal.text, proposal }) }],
    conversations: [aConversation({ lastSeq: 2, unread: 1, lastText: '灯坏了' })],
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
  const calls = fakeApi(
    api({ 'GET /v1/categories': { rows: [aCategory()] }, 'GET /v1/underway': proposing(proposal), 'POST /v1/requests': aCase() }),
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

test('while it waits for her there, its button is the only red one', async () => {
  act(() => setElder(true))
  signedInAs()
  const red = () => screen.getAllByRole('button').filter(({ className }) => className.split(' ').includes('primary'))
  const calm = api({ 'GET /v1/categories': { rows: [aCategory()] } })
  fakeApi(calm)
  const home = show(<HomeTab />)
  await screen.findByRole('button', { name: '给李明打电话' })
  expect(red().map(({ textContent }) => textContent)).toEqual(['给李明打电话'])
  home.unmount()
  queryClient.clear()
  fakeApi({ ...calm, 'GET /v1/underway': proposing({ categoryCode: 'light', text: '灯坏了', seqs: [1] }) })
  show(<HomeTab />)
  await screen.findByRole('button', { name: '给李明打电话' })
  expect(red().map(({ textContent }) => textContent)).toEqual(['确认并提交'])
  act(() => setElder(false))
})

test('elsewhere it is a row that leads to the conversation, which is no row of its own beside it', async () => {
  signedInAs()
  fakeApi(api({ 'GET /v1/underway': proposing({ categoryCode: 'light', text: '灯坏了', seqs: [1] }) }))
  show(<HomeTab />)
  await tap(/李明替您填好了.*灯坏了.*看一看/)
  expect(opened()).toEqual([`/resident/messages/chat/index?id=${aConversation().id}`])
  expect(screen.queryByRole('button', { name: /给您发了消息/ })).toBeNull()
})

test('what she does not want goes from the home page, and stays away', async () => {
  act(() => setElder(true))
  signedInAs()
  const underway = proposing({ categoryCode: 'light', text: '灯坏了', seqs: [1] })
  fakeApi(api({ 'GET /v1/categories': { rows: [aCategory()] }, 'GET /v1/underway': { ...underway, conversations: [] } }))
  const home = show(<HomeTab />)
  await tap('不用了')
  expect(screen.queryByText(/替您填好了/)).toBeNull()
  home.unmount()
  show(<HomeTab />)
  expect(await screen.findByText(/现在没有正在办的事/)).toBeTruthy()
  expect(screen.queryByText(/替您填好了/)).toBeNull()
  act(() => setElder(false))
})

test('turning to 长辈版 and back shows the page from its beginning: the button is at its end', async () => {
  signedInAs()
  fakeApi(api())
  show(<HomeTab />)
  await tap('长辈版：字大、更简单')
  expect(device.pageScrollTo).toHaveBeenCalledWith(expect.objectContaining({ scrollTop: 0 }))
  await tap('回到普通版')
  expect(device.pageScrollTo).toHaveBeenCalledTimes(2)
})

test('长辈版 shows one thing under way: what waits for her', async () => {
  act(() => setElder(true))
  signedInAs()
  const requests = [anOpenCase({ title: '灯坏了' }), anOpenCase({ id: aBookingRow().id, title: '水管漏了', state: 'infoNeeded' })]
  fakeApi(api({ 'GET /v1/underway': aUnderway({ requests, bookings: [aBookingRow({ id: aConversation().id })] }) }))
  show(<HomeTab />)
  expect(await screen.findByRole('button', { name: /等您回话/ })).toBeTruthy()
  expect(screen.queryByRole('button', { name: /灯坏了/ })).toBeNull()
  await tap('正在办，全部 3')
  expect(screen.getByRole('button', { name: /灯坏了/ })).toBeTruthy()
  act(() => setElder(false))
})

test('a request that was refused after she left it says why, and leads back to the form', async () => {
  signedInAs()
  stored<object>('draft.requests.file.light', () => undefined).set({
    categoryCode: 'light',
    text: '灯坏了',
    refused: '今天提的已经很多了，请明天再提',
  })
  fakeApi(api())
  show(<HomeTab />)
  await tap(/没有交上.*今天提的已经很多了.*改一下/)
  expect(opened()).toEqual(['/resident/requests/file/index?draft=light'])
})

test('the first screen asks for four things', async () => {
  signedInAs()
  const calls = fakeApi(api())
  show(<HomeTab />)
  await screen.findByText(/现在没有正在办的事/)
  const asked = () => [...new Set(calls.map(({ key }) => key))].sort()
  const four = ['GET /v1/session', 'GET /v1/grids/{code}', 'GET /v1/underway', 'GET /v1/notices'].sort()
  await waitFor(() => expect(asked()).toEqual(four))
  await act(() => Promise.resolve())
  expect(asked()).toEqual(four)
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

test('a request that waited for the network is no draft any more once it is filed, while the page lies open', async () => {
  signedInAs()
  const kept = { text: '单元门口灯坏了', photos: [], voice: null, submission: 's1', waiting: true }
  stored<object>('draft.requests.file.1', () => undefined).set(kept)
  fakeApi(api({ 'POST /v1/requests': aCase() }))
  show(<HomeTab />)
  expect(await screen.findByText('写好了，连上网会自动交')).toBeTruthy()
  const body = { kind: 'help' as const, categoryCode: 'light', text: kept.text, fileIds: [], answers: [] }
  await act(() => fileRequest({ draft: 'requests.file.1', submission: 's1', body }))
  await waitFor(() => expect(screen.queryByText('写好了，连上网会自动交')).toBeNull())
})

test('a reply that was rated without network is not asked about again, until the rating is refused', async () => {
  signedInAs()
  watchRatings()
  const replied = anOpenCase({ state: 'replied', rateBy: '2026-11-30T15:59:00.000Z' })
  const network = { on: false }
  fakeApi(
    api({
      'GET /v1/underway': aUnderway({ requests: [replied] }),
      'POST /v1/requests/{id}/ratings': () => {
        if (!network.on) throw new Error('request:fail')
        return { problem: { code: 'ratingOver', detail: '评价的时间过了' } }
      },
    }),
  )
  show(<HomeTab />)
  expect(await screen.findByText('评一下')).toBeTruthy()
  await act(() => sendTap({ of: 'requests', id: replied.id, satisfied: 5 }))
  expect(await screen.findByText('评价连上网会自动发出')).toBeTruthy()
  expect(screen.queryByText('评一下')).toBeNull()
  network.on = true
  await act(async () => {
    onlineManager.setOnline(false)
    onlineManager.setOnline(true)
    await new Promise((done) => setTimeout(done, 0))
  })
  expect(await screen.findByText('评一下')).toBeTruthy()
})
