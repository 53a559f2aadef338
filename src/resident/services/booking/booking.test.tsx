import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { watchNetwork } from '../../../platform/device/network'
import { stored } from '../../../platform/device/storage'
import { aBooking } from '../../../testing/bookings'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aHome, aResident } from '../../../testing/grids'
import { aHold, aService, aServiceTimes, aSlot } from '../../../testing/services'
import { show, signedInAs } from '../../../testing/show'
import { connect, device, fire } from '../../../testing/taro'
import ServicePage from '../detail/index'
import { draftName, emptyBooking } from './booking-form'
import { lastChoice } from './last-choice'

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const held = aBooking({ state: 'held', heldUntil: soon(290), code: '', icsUrl: null, cancelUntil: null })
const otherSlot = aSlot({
  id: '019ab000-0000-7000-8c00-000000000002',
  startsAt: '2026-11-25T01:00:00.000Z',
  endsAt: '2026-11-25T01:15:00.000Z',
})
const other = aHold({ id: '019ab000-0000-7000-8b00-000000000002', slot: { ...otherSlot, state: 'mine' }, heldUntil: soon(290) })
const wang = {
  id: '019ab000-0000-7000-8000-00000000000f',
  name: '王秀兰',
  phone: null,
  relation: '女儿',
  home: null,
  consent: { how: 'written' as const, at: '2026-11-20T01:00:00.000Z' },
}
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/bookings/{id}': held,
  'GET /v1/waiting': { rows: [] },
  'GET /v1/services/{code}/times': aServiceTimes({ slots: [aSlot()] }),
  'POST /v1/holds': ({ body }) => (body.slotId === otherSlot.id ? other : aHold({ id: held.id, heldUntil: soon(290) })),
  'POST /v1/bookings': aBooking(),
  'DELETE /v1/holds/{id}': undefined,
  ...over,
})
const atHome: Answers = { 'GET /v1/services/{code}/times': aServiceTimes({ service: aService({ way: 'home' }) }) }
const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}
/** Opens the sheet of the first time, its place held. */
const open = async (params: Record<string, string> = { code: 'S-CHECK' }) => {
  const shown = show(<ServicePage />, params)
  if (params.holdId === undefined) await tap('radio', /9:00 到/)
  await screen.findByText(/位置给您留着/)
  return shown
}
const book = /^约 明天 9:00/
const write = async (name: string | RegExp, value: string) =>
  fireEvent.input(await screen.findByRole('textbox', { name }), { target: { value } })
const note = async (value: string) => {
  await tap('button', /^有话提前告诉工作人员/)
  await write(/要提前告诉/, value)
}
const typed = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name }).value
const sent = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ key }) => key === 'POST /v1/bookings').map(({ body }) => body)
const replaced = () => device.redirectTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)

beforeEach(() => signedInAs())

test('a known person books in the sheet at one tap, however often it is tapped, and the place is not let go', async () => {
  const calls = fakeApi(api())
  const { unmount } = await open()
  const button = await screen.findByRole('button', { name: book })
  await act(async () => {
    fireEvent.click(button)
    fireEvent.click(button)
    await Promise.resolve()
  })
  await waitFor(() => expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`]))
  expect(sent(calls)).toEqual([{ holdId: held.id }])
  unmount()
  await act(() => Promise.resolve())
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/holds/{id}')
})

type Booked = ReturnType<typeof aBooking> | { problem: { code: 'slotGone'; status: number; detail: string } }

/** Opens the sheet and books; the answer comes when the test gives it. */
const onItsWay = async () => {
  const answers: ((answer: Booked) => void)[] = []
  const calls = fakeApi(api({ 'POST /v1/bookings': () => new Promise((answer) => answers.push(answer)) }))
  const { unmount } = await open()
  await tap('button', book)
  await waitFor(() => expect(answers).toHaveLength(1))
  return { calls, unmount, answer: (booked: Booked) => act(() => Promise.resolve(answers[0]?.(booked))) }
}
const letGo = (calls: ReturnType<typeof fakeApi>) =>
  calls.filter(({ key }) => key === 'DELETE /v1/holds/{id}').map(({ params }) => params.id)

test('a page left while the booking is on its way does not undo it, and leaves what is behind', async () => {
  const { calls, unmount, answer } = await onItsWay()
  unmount()
  await answer(aBooking())
  await act(() => Promise.resolve())
  expect(letGo(calls)).toEqual([])
  expect(replaced()).toEqual([])
})

test('a page left while the booking is on its way lets the place go once it is refused', async () => {
  const { calls, unmount, answer } = await onItsWay()
  unmount()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  await waitFor(() => expect(letGo(calls)).toEqual([held.id]))
})

test.each([
  ['leads back to its times', true, ['/resident/services/detail/index?code=S-CHECK']],
  ['is only said', false, []],
])('a booking refused after its page was left %s', async (_, confirm, opens) => {
  device.showModal.mockResolvedValue({ confirm })
  const { unmount, answer } = await onItsWay()
  unmount()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  await waitFor(() => expect(device.showModal).toHaveBeenCalledTimes(1))
  expect(device.showModal).toHaveBeenCalledWith(expect.objectContaining({ title: '没有约上', content: '老年人健康体检：这个时段刚刚停办' }))
  await waitFor(() => expect(device.navigateTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)).toEqual(opens))
})

test('a booking refused while its sheet is open is said there alone', async () => {
  const { answer } = await onItsWay()
  await answer({ problem: { code: 'slotGone', status: 409, detail: '这个时段刚刚停办' } })
  expect(await screen.findByText('这个时段刚刚停办')).toBeTruthy()
  expect(device.showModal).not.toHaveBeenCalled()
})

test('the sheet stays until it is known whether the time is booked', async () => {
  const { calls, answer } = await onItsWay()
  await tap('button', '关闭')
  expect(screen.getByRole('dialog')).toBeTruthy()
  expect(letGo(calls)).toEqual([])
  await answer(aBooking())
  await waitFor(() => expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`]))
})

test('it says until when the place is held, until when one can cancel, and what counts after that', async () => {
  fakeApi(api())
  await open()
  expect(screen.getByRole('group', { name: '位置给您留着，还剩 4 分钟' })).toBeTruthy()
  expect(screen.getByText(/^明天 7:00 前可以自己取消或改时间；再晚取消，算临时取消，不计爽约/)).toBeTruthy()
  expect(screen.getByText('请准备：身份证或社保卡，空腹')).toBeTruthy()
})

test('for whom is asked once: who was booked for last is filled in the next time, with nothing left to answer', async () => {
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set(wang.id)
  await open()
  expect(await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })).toBeTruthy()
  expect(screen.queryByRole('textbox', { name: '他怎么称呼' })).toBeNull()
  await tap('button', book)
  const onBehalf = { personId: wang.id, name: '王秀兰', relation: '女儿', consent: { how: 'written' } }
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id, onBehalf }]))
  expect(calls.find(({ key }) => key === 'POST /v1/holds')?.body).toMatchObject({ forOther: true })
  expect(lastChoice.get()).toBe(wang.id)
})

test('whoever was chosen before can be changed back to oneself, which is remembered too', async () => {
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set(wang.id)
  await open()
  await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })
  await tap('radio', '我自己')
  await tap('button', book)
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id }]))
  expect(lastChoice.get()).toBeUndefined()
})

test('when the clock ends what was typed stays, and the same time is held again at a tap', async () => {
  let holds = 0
  const calls = fakeApi(
    api({
      'POST /v1/holds': () =>
        (holds += 1) === 1 ? aHold({ id: held.id, heldUntil: soon(60) }) : aHold({ id: other.id, heldUntil: soon(290) }),
    }),
  )
  await open()
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
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: other.id, note: '坐轮椅' }]))
})

test('a place gone at the last tap: the words, and the next free time one tap away with what was typed', async () => {
  const problem = {
    code: 'slotGone' as const,
    status: 409,
    detail: '这个时段刚刚停办了',
    next: [{ does: 'otherSlot' as const, label: '约后天 9:00', id: otherSlot.id }],
  }
  const calls = fakeApi(api({ 'POST /v1/bookings': ({ body }) => (body.holdId === other.id ? aBooking() : { problem }) }))
  await open()
  await note('坐轮椅')
  await tap('button', book)
  expect(await screen.findByText(problem.detail)).toBeTruthy()
  await tap('button', '约后天 9:00')
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
  await tap('button', '约 后天 9:00')
  await waitFor(() =>
    expect(sent(calls)).toEqual([
      { holdId: held.id, note: '坐轮椅' },
      { holdId: other.id, note: '坐轮椅' },
    ]),
  )
})

test('an answer that the hold is over offers to hold it again', async () => {
  fakeApi(api({ 'POST /v1/bookings': { problem: { code: 'holdOver', status: 409, detail: '5 分钟到了' } } }))
  await open()
  await note('坐轮椅')
  await tap('button', book)
  expect(await screen.findByText('5 分钟到了')).toBeTruthy()
  expect(screen.getByRole('button', { name: /^再留一次/ })).toBeTruthy()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
})

test('what was typed survives closing the sheet and the page', async () => {
  fakeApi(api())
  const { unmount } = await open()
  await note('坐轮椅')
  await tap('button', '关闭')
  unmount()
  await open()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
})

test('without network it says so at the button, and books once it is back', async () => {
  watchNetwork()
  const calls = fakeApi(api())
  await open()
  act(() => connect(false))
  await tap('button', /没有网络，连上后再约；您填的内容还在/)
  expect(sent(calls)).toEqual([])
  act(() => connect(true))
  await tap('button', book)
  await waitFor(() => expect(sent(calls)).toHaveLength(1))
})

test('for somebody new the consent is asked for, and said at its field', async () => {
  const calls = fakeApi(api())
  await open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('button', book)
  expect(await screen.findByText('请选本人是怎样同意的')).toBeTruthy()
  expect(sent(calls)).toEqual([])
  await tap('radio', '电话里同意')
  await tap('button', book)
  await waitFor(() =>
    expect(sent(calls)).toEqual([{ holdId: held.id, onBehalf: { name: '王秀兰', relation: '女儿', consent: { how: 'byPhone' } } }]),
  )
})

test('somebody who was new the last time is remembered by then, and filled in', async () => {
  fakeApi(api({ 'GET /v1/people': { rows: [wang] } }))
  lastChoice.set('王秀兰')
  await open()
  expect(await screen.findByRole('radio', { name: '王秀兰（女儿）', checked: true })).toBeTruthy()
})

test('a relation that is oneself is pointed at before anything is sent', async () => {
  const calls = fakeApi(api())
  await open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '本人')
  await tap('radio', '电话里同意')
  await tap('button', book)
  expect(await screen.findByText(/给自己约，请在上面选“我自己”/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('a spoken consent has to be recorded before it is sent', async () => {
  const calls = fakeApi(api())
  await open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '录音同意')
  await tap('button', book)
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who was chosen and then renamed gives a consent of their own', async () => {
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [wang] } }))
  await open()
  await tap('radio', '王秀兰（女儿）')
  expect(screen.queryByText('字据照片')).toBeNull()
  await tap('button', '改一下王秀兰的信息')
  await write('他怎么称呼', '张奶奶')
  await tap('button', book)
  expect(await screen.findByText(/请拍下字据/)).toBeTruthy()
  expect(screen.getByText('字据照片')).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who was forgotten since on another device gives their consent anew', async () => {
  const errors = [{ path: 'onBehalf.consent.fileId', message: '请附上书面同意的照片' }]
  const problem = { code: 'consentNeeded' as const, status: 400, detail: '替别人办事，请先记下本人同意', errors }
  const calls = fakeApi(
    api({
      'GET /v1/people': { rows: [wang] },
      'POST /v1/bookings': ({ body }) => (body.onBehalf?.consent.how === 'written' ? { problem } : aBooking()),
    }),
  )
  await open()
  await tap('radio', '王秀兰（女儿）')
  await tap('button', book)
  await waitFor(() => expect(screen.getAllByText(/请附上书面同意的照片/).length).toBeGreaterThan(0))
  expect(screen.getByText('字据照片')).toBeTruthy()
  await tap('radio', '电话里同意')
  await tap('button', book)
  await waitFor(() => expect(sent(calls).at(-1)).toMatchObject({ onBehalf: { name: '王秀兰', consent: { how: 'byPhone' } } }))
})

test('a home service comes to where she lives unless she says otherwise', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(api({ ...atHome, 'GET /v1/session': aResident({ homes: [home] }) }))
  await open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await tap('button', book)
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('a home service for a person without a known home does not go to the one chosen before', async () => {
  const first = { ...wang, id: '019ab000-0000-7000-8000-00000000000e', name: '张奶奶', home: aHome({ unit: '3 单元', room: '502' }) }
  fakeApi(api({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }), 'GET /v1/people': { rows: [first, wang] } }))
  await open()
  await tap('radio', '张奶奶（女儿）')
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 3 单元 502'))
  await tap('radio', '王秀兰（女儿）')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
})

test('a home service for somebody else never goes to the booker’s own door', async () => {
  const calls = fakeApi(api({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }) }))
  await open()
  await tap('radio', '替别人约')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '电话里同意')
  await tap('button', book)
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('a home that names no door is written in and has to be told further', async () => {
  const calls = fakeApi(api({ ...atHome, 'GET /v1/session': aResident({ homes: [aHome()] }) }))
  await open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼'))
  await tap('button', book)
  expect(await screen.findByText(/请写到单元和门牌；没有单元的/)).toBeTruthy()
  await write(/上门地址/, '槐树里3号楼 ')
  await tap('button', book)
  expect(sent(calls)).toEqual([])
  await write(/上门地址/, '槐树里 3 号楼 2 单元 401')
  await tap('button', book)
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('an address that was wiped out is asked for, not put back unseen', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(api({ ...atHome, 'GET /v1/session': aResident({ homes: [home] }) }))
  await open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await write(/上门地址/, '')
  await tap('button', book)
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who comes to the door can call somebody: without a phone in the account one is asked for', async () => {
  const she = aResident({ homes: [aHome({ unit: '2 单元', room: '401' })] })
  const me = { ...she, account: { ...she.account, phone: null } }
  const calls = fakeApi(api({ ...atHome, 'GET /v1/session': me }))
  await open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  expect(screen.getByText('上门的人找不到门时打这个电话')).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '联系电话' }).getAttribute('aria-required')).toBe('true')
  await tap('button', book)
  expect(await screen.findByText('请填联系电话，上门的人找不到门时要打')).toBeTruthy()
  expect(sent(calls)).toEqual([])
  await write('联系电话', '13800001234')
  await tap('button', book)
  await waitFor(() => expect(sent(calls)).toMatchObject([{ phone: '13800001234' }]))
})

test('opened with an offer its sheet is open, and closing does not decline it', async () => {
  const calls = fakeApi(api())
  await open({ holdId: held.id, whose: 'other' })
  expect(screen.getByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '他怎么称呼' })).toBeTruthy()
  expect(calls.find(({ key }) => key === 'POST /v1/holds')?.body).toEqual({ slotId: held.slotId, seats: 1, forOther: true })
  await tap('button', '关闭')
  expect(calls.map(({ key }) => key)).not.toContain('DELETE /v1/holds/{id}')
})

test('an offer is declined by its own button', async () => {
  const calls = fakeApi(api())
  await open({ holdId: held.id })
  await tap('button', '不约了，让出位置')
  await waitFor(() => expect(calls.find(({ key }) => key === 'DELETE /v1/holds/{id}')?.params).toEqual({ id: held.id }))
})

test('a place already booked leads to its booking', async () => {
  fakeApi(api({ 'GET /v1/bookings/{id}': aBooking() }))
  show(<ServicePage />, { holdId: held.id })
  await tap('button', '看这次预约')
  expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`])
})

test('a place let go in another window is not offered any more, another time is', async () => {
  fakeApi(api({ 'GET /v1/bookings/{id}': { ...held, state: 'released', heldUntil: null } }))
  show(<ServicePage />, { holdId: held.id })
  expect(await screen.findByText(/这个位置已经让出了/)).toBeTruthy()
  expect(await screen.findByRole('radio', { name: /9:00 到/ })).toBeTruthy()
  expect(screen.queryByRole('dialog')).toBeNull()
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
  const calls = fakeApi(api({ 'POST /v1/bookings': { problem } }))
  await open()
  await tap('button', book)
  expect(await screen.findByText('语音已过期')).toBeTruthy()
  await tap('button', book)
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(sent(calls)).toHaveLength(1)
})

test('who is not signed in is asked to in the sheet; nothing is held behind her back', async () => {
  stored<string>('session.token', () => undefined).clear()
  const calls = fakeApi(api())
  show(<ServicePage />, { code: 'S-CHECK' })
  await tap('radio', /9:00 到/)
  expect(await screen.findByRole('button', { name: '登录后约 明天 9:00' })).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
})
