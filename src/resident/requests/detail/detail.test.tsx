import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { setElder } from '../../../platform/device/elder'
import type { RequestDetail as RequestDetailView } from '@doorstep/contract/requests/views'
import { aCase, anEvent } from '../../../testing/requests'
import { aGridCard, aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { show, signedInAs } from '../../../testing/show'
import { device, onDevice } from '../../../testing/taro'
import { stored } from '../../../platform/device/storage'
import RequestDetail from './index'

const one = aCase()
const api = (over: Answers = {}): Answers => ({
  'GET /v1/requests/{id}': one,
  'GET /v1/session': aResident(),
  'GET /v1/grids/{code}': aGridCard(),
  ...over,
})
const tap = async (name: string | RegExp) => {
  const button = await screen.findByRole('button', { name })
  await act(() => Promise.resolve(fireEvent.click(button)))
}

beforeEach(() => signedInAs())
afterEach(() => act(() => setElder(false)))

test('a word about a case that was refused by the network stays in its field', async () => {
  fakeApi(api({ 'POST /v1/requests/{id}/comment': () => Promise.reject(new Error('request:fail')) }))
  const first = show(<RequestDetail />, { id: one.id })
  await tap('补充')
  fireEvent.input(screen.getByRole('textbox', { name: '您想说的' }), { target: { value: '晚上还是不亮' } })
  await tap('发送')
  expect(await screen.findByText(/没有网络/)).toBeTruthy()
  first.unmount()
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '您想说的' }).value).toBe('晚上还是不亮')
})

test('whoever writes of an emergency under a case is told at once whom to call', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  fireEvent.input(screen.getByRole('textbox', { name: '您想说的' }), { target: { value: '楼道里有煤气味' } })
  expect(await screen.findByRole('button', { name: '拨打 119 火警' })).toBeTruthy()
})

test.each([
  ['after duty the night phone is among them', false, ['拨打 119 火警', '拨打 0999-0010101 夜间值班']],
  ['of a 举报 the grid hears nothing', true, ['拨打 119 火警']],
])('%s', async (_, anonymous, offered) => {
  const off = { state: 'off' as const, name: '李明', staffCode: 'W003', until: '2026-11-24T00:30:00.000Z', says: '' }
  fakeApi(
    api({
      'GET /v1/requests/{id}': aCase({ anonymous }),
      'GET /v1/grids/{code}': aGridCard({ onDuty: off, dutyHours: [], nightPhone: '0999-0010101' }),
    }),
  )
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  fireEvent.input(screen.getByRole('textbox', { name: '您想说的' }), { target: { value: '楼道里有煤气味' } })
  await screen.findByRole('button', { name: offered[offered.length - 1] ?? '' })
  const names = screen.getAllByRole('button', { name: /119|夜间值班/ }).map((button) => button.getAttribute('aria-label'))
  expect(names).toEqual(offered)
})

test('a word that an earlier try has sent is gone from its field, and what it changed is read again', async () => {
  const calls = fakeApi(api({ 'POST /v1/requests/{id}/comment': { bare: 201 } }))
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  fireEvent.input(screen.getByRole('textbox', { name: '您想说的' }), { target: { value: '晚上还是不亮' } })
  await tap('发送')
  await waitFor(() => expect(screen.queryByRole('textbox', { name: '您想说的' })).toBeNull())
  expect(Object.keys(onDevice())).not.toContain(`draft.requests.comment.${one.id}`)
  await waitFor(() => expect(calls.filter(({ key }) => key === 'GET /v1/requests/{id}')).toHaveLength(2))
})

test('of a report no grid member is offered or named, in elder mode neither, and who hears her voice is said', async () => {
  fakeApi(api({ 'GET /v1/requests/{id}': aCase({ kind: 'report', anonymous: true, state: 'submitted' }) }))
  act(() => setElder(true))
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  expect(screen.getByText(/办理的人会听到您的声音/)).toBeTruthy()
  expect(screen.queryByRole('button', { name: '请网格员代我办' })).toBeNull()
})

test('in elder mode the grid member of the case can be asked to do it, by a recorded word', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  expect(screen.queryByRole('button', { name: '请网格员代我办' })).toBeNull()
  act(() => setElder(true))
  await tap('请网格员代我办')
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/messages/chat/index?grid=${one.grid.code}&voice=1&hint=proxy` })
})

test.each([
  ['补充', 'comment', '发送', ['comment']],
  ['补充说明', 'supply', '提交补充', ['supply', 'comment']],
  ['申诉一次', 'contest', '提交申诉', ['contest']],
] as const)('%s opens where the finger is, with the field ready, and can be said and shown', async (button, action, sends, actions) => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  stored<object>(`draft.requests.${action}.${one.id}`, () => undefined).set({ text: '', photos: [], voice })
  const calls = fakeApi(api({ 'GET /v1/requests/{id}': aCase({ actions: [...actions] }), [`POST /v1/requests/{id}/${action}`]: one }))
  show(<RequestDetail />, { id: one.id })
  await tap(button)
  const sheet = screen.getByRole('dialog', { name: button })
  expect(sheet.contains(document.activeElement)).toBe(true)
  expect(document.activeElement?.tagName).toBe('TEXTAREA')
  expect(screen.getByRole('button', { name: /^加照片/ })).toBeTruthy()
  await tap(sends)
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.find(({ key }) => key === `POST /v1/requests/{id}/${action}`)?.body).toEqual({
    text: '说了一段语音，请点开听',
    fileIds: [voice.id],
  })
})

test('a voice note and a photo the server has dropped since are marked and said, never left out unseen', async () => {
  const voice = { id: '019ab000-0000-7000-8000-0000000000e1', url: '/f/v', seconds: 4 }
  const photo = { id: '019ab000-0000-7000-8000-0000000000f1', url: '/f/1' }
  stored<object>(`draft.requests.comment.${one.id}`, () => undefined).set({ text: '', photos: [photo], voice })
  const gone = [0, 1].map((at) => ({ path: `fileIds.${at}`, message: '这个附件已失效' }))
  const calls = fakeApi(
    api({
      'POST /v1/requests/{id}/comment': ({ body }) =>
        body.fileIds?.length ? { problem: { code: 'badInput', status: 400, detail: '', errors: gone } } : one,
    }),
  )
  show(<RequestDetail />, { id: one.id })
  await tap('补充')
  await tap('发送')
  expect(await screen.findByText(/这段语音存得太久，已经过期/)).toBeTruthy()
  expect(screen.getByText('语音已过期')).toBeTruthy()
  expect(screen.getByLabelText('照片 1，已过期')).toBeTruthy()
  await tap('发送')
  expect(await screen.findByText('请写几句，或者说一段话')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '您想说的' }), { target: { value: '晚上还是不亮' } })
  expect(screen.queryByText('请写几句，或者说一段话')).toBeNull()
  await tap('发送')
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(calls.filter(({ key }) => key.endsWith('/comment')).at(-1)?.body).toEqual({ text: '晚上还是不亮', fileIds: [] })
})

const said = anEvent({ seq: 2, did: 'handle', by: '网格员 李明', title: '李明说明办理情况', text: '配件到了，今天下午来换' })
const handling = (over: Partial<RequestDetailView> = {}) =>
  aCase({
    state: 'handling',
    clocks: aCase().clocks.map((clock) => ({ ...clock, kind: 'handling' as const, dueAt: '2026-11-23T10:00:00.000Z' })),
    promisedAt: '2026-11-23T10:00:00.000Z',
    next: '李明会在今天 18:00 前答复您',
    timeline: [...aCase().timeline, said],
    ...over,
  })

test('the head says by when, who said what last, and not twice who will answer', async () => {
  fakeApi(api({ 'GET /v1/requests/{id}': handling() }))
  show(<RequestDetail />, { id: one.id })
  expect(await screen.findByText('今天 18:00 前')).toBeTruthy()
  expect(screen.getByText('办理中 · 答复时间')).toBeTruthy()
  expect(screen.getAllByText('配件到了，今天下午来换')).toHaveLength(1)
  expect(screen.getAllByText(one.text)).toHaveLength(1)
  expect(screen.queryByText('李明会在今天 18:00 前答复您')).toBeNull()
  expect(screen.queryByRole('button', { name: '催一下' })).toBeNull()
})

test('before anybody said anything, who will do what is said', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  expect(await screen.findByText(one.next)).toBeTruthy()
})

test('whoever handles it is phoned with one tap', async () => {
  fakeApi(api({ 'GET /v1/requests/{id}': handling() }))
  show(<RequestDetail />, { id: one.id })
  await tap('给李明打电话')
  expect(device.makePhoneCall).toHaveBeenCalledWith({ phoneNumber: '19900000013' })
})

test('a late one is urged in the head, once; then stands there when, and who has seen it', async () => {
  const late = handling({ overdue: true, furtherActions: ['urge'], next: '本应在今天 8:00 前答复您，已经超时，已提醒李明' })
  const urged = {
    ...late,
    furtherActions: [],
    urged: { at: '2026-11-23T01:00:00.000Z', seen: { by: '李明', at: '2026-11-23T01:12:00.000Z' } },
  }
  let now: RequestDetailView = late
  const calls = fakeApi(
    api({
      'GET /v1/requests/{id}': () => now,
      'POST /v1/requests/{id}/urge': () => {
        now = urged
        return urged
      },
    }),
  )
  show(<RequestDetail />, { id: one.id })
  expect(await screen.findByText(/本应在/)).toBeTruthy()
  // In the largest type only what comes first is in sight above the bar.
  const words = screen.getByText('配件到了，今天下午来换')
  expect(screen.getByRole('button', { name: '催一下' }).compareDocumentPosition(words)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
  await tap('催一下')
  expect(await screen.findAllByText('您今天 9:00 催过，李明今天 9:12 看到')).not.toHaveLength(0)
  expect(screen.queryByRole('button', { name: '催一下' })).toBeNull()
  expect(calls.filter(({ key }) => key === 'POST /v1/requests/{id}/urge').map(({ body }) => body)).toEqual([{}])
})

test('an urge that comes too late says why it was refused', async () => {
  const detail = '已经催过了，李明 9:12 看到'
  fakeApi(
    api({
      'GET /v1/requests/{id}': handling({ furtherActions: ['urge'] }),
      'POST /v1/requests/{id}/urge': { problem: { code: 'urgedToday', status: 409, detail } },
    }),
  )
  show(<RequestDetail />, { id: one.id })
  await tap('催一下')
  expect(await screen.findByText(detail)).toBeTruthy()
})

test('what it waits for her stands in the head, and nothing beside it asks the same', async () => {
  const asked = { ...said, did: 'askMore', title: '李明请您补充情况', text: '是几单元的灯？' }
  const clocks = handling().clocks.map((clock) => ({ ...clock, state: 'paused' as const, pausedAt: '2026-11-23T00:30:00.000Z' }))
  const r = handling({
    state: 'infoNeeded',
    actions: ['supply', 'comment', 'withdraw'],
    clocks,
    timeline: [...aCase().timeline, asked],
    next: '请您补充一点情况，等您的时间不算在内',
  })
  fakeApi(api({ 'GET /v1/requests/{id}': r }))
  show(<RequestDetail />, { id: one.id })
  expect(await screen.findByText('等您补充')).toBeTruthy()
  expect(screen.getByText('是几单元的灯？')).toBeTruthy()
  expect(screen.getByText('请您补充一点情况，等您的时间不算在内')).toBeTruthy()
  expect(screen.getAllByRole('button', { name: /补充/ }).map((button) => button.textContent)).toEqual(['补充说明'])
})

test('a question she has answered is not asked again in the head, and what was said before it is', async () => {
  const asked = anEvent({ seq: 3, did: 'askMore', by: '网格员 李明', title: '李明请您补充情况', text: '是几单元的灯？' })
  const answered = anEvent({ seq: 4, did: 'supply', by: '您', title: '您补充了情况', text: '二单元' })
  fakeApi(api({ 'GET /v1/requests/{id}': handling({ timeline: [...aCase().timeline, said, asked, answered] }) }))
  show(<RequestDetail />, { id: one.id })
  const first = await screen.findByText('配件到了，今天下午来换')
  const question = screen.getByText('是几单元的灯？')
  expect(first.compareDocumentPosition(question)).toBe(Node.DOCUMENT_POSITION_FOLLOWING)
})

test('number, rule, who sees it, the record and taking it back are folded in one row', async () => {
  fakeApi(api())
  show(<RequestDetail />, { id: one.id })
  const fold = await screen.findByRole('button', { name: '编号、依据、核验' })
  expect(fold.getAttribute('aria-expanded')).toBe('false')
  expect(screen.queryByText(one.number)).toBeNull()
  await tap('编号、依据、核验')
  expect(screen.getByText(one.number)).toBeTruthy()
  expect(screen.getByText('2 小时内受理')).toBeTruthy()
  expect(screen.getByText(/其他居民看不到这件诉求/)).toBeTruthy()
  await tap('撤回这件诉求')
  expect(screen.getByRole('dialog', { name: '撤回这件诉求' })).toBeTruthy()
  await tap(/核验办理记录$/)
  expect(device.navigateTo).toHaveBeenCalledWith({ url: `/resident/requests/verify/index?id=${one.id}` })
})

test('where a request went is said once, with whom to call as the one red button', async () => {
  fakeApi(
    api({
      'GET /v1/requests/{id}': aCase({
        state: 'notAccepted',
        actions: ['contest'],
        clocks: [],
        promisedAt: null,
        next: '已转到人民法院，不同意可以申诉一次',
        transferred: { to: 'court', reference: null, phone: '12368' },
        timeline: [
          anEvent(),
          anEvent({ seq: 2, did: 'transferOut', by: '网格员 李明', title: '李明转到人民法院办理', text: '要由法院判定' }),
        ],
      }),
    }),
  )
  show(<RequestDetail />, { id: one.id })
  const call = await screen.findByRole('button', { name: /给人民法院打电话/ })
  expect(call.className).toContain('primary')
  expect(screen.getByRole('button', { name: '申诉一次' }).className).not.toContain('primary')
  expect(screen.getAllByText('已转到人民法院')).toHaveLength(1)
  expect(screen.getByText('不同意可以申诉一次，由另一个人再看')).toBeTruthy()
})
