import { fireEvent, screen, waitFor } from '@testing-library/react'
import { act } from 'react'
import { refresh } from '../../../platform/api/query'
import { aBooking } from '../../../testing/bookings'
import { aHome, aResident } from '../../../testing/grids'
import { fakeApi, type Answers } from '../../../testing/fake-api'
import { aDay, aSlot } from '../../../testing/services'
import { show, signedInAs } from '../../../testing/show'
import { device, fire } from '../../../testing/taro'
import { stored } from '../../../platform/device/storage'
import Book from './index'
import { draftName, emptyBooking } from './booking-form'

const soon = (seconds: number) => new Date(Date.now() + seconds * 1000).toISOString()
const held = aBooking({ state: 'held', heldUntil: soon(290), code: '', icsUrl: null, cancelUntil: null })
const other = { ...held, id: '019ab000-0000-7000-8b00-000000000002', startsAt: '2026-11-25T01:00:00.000Z', bring: '另一次' }
const api = (over: Answers = {}): Answers => ({
  'GET /v1/session': aResident(),
  'GET /v1/bookings/{id}': ({ params }) => (params.id === other.id ? other : held),
  'GET /v1/bookings': { rows: [], next: null },
  'GET /v1/waiting': { rows: [] },
  'POST /v1/bookings': aBooking(),
  'POST /v1/holds': { id: other.id, slot: aSlot(), serviceCode: held.serviceCode, seats: 1, heldUntil: soon(300) },
  'DELETE /v1/holds/{id}': undefined,
  'GET /v1/services/{code}/days': { rows: [aDay()] },
  'GET /v1/services/{code}/slots': { day: aDay(), rows: [aSlot()] },
  ...over,
})
const open = () => show(<Book />, { holdId: held.id })
const tap = async (role: string, name: string | RegExp) => {
  const found = await screen.findByRole(role, { name })
  await act(() => Promise.resolve(fireEvent.click(found)))
}
const write = async (name: string | RegExp, value: string) =>
  fireEvent.input(await screen.findByRole('textbox', { name }), { target: { value } })
const typed = (name: RegExp) => screen.getByRole<HTMLTextAreaElement>('textbox', { name }).value
const sent = (calls: ReturnType<typeof fakeApi>) => calls.filter(({ key }) => key === 'POST /v1/bookings').map(({ body }) => body)
const replaced = () => device.redirectTo.mock.calls.map(([to]: unknown[]) => (to as { url: string }).url)

beforeEach(() => signedInAs())

test('before confirming it says until when one can cancel, and what counts after that', async () => {
  const startsAt = new Date(Date.now() + 86_400_000).toISOString()
  const cancelUntil = new Date(Date.now() + 82_800_000).toISOString()
  fakeApi(api({ 'GET /v1/bookings/{id}': { ...held, startsAt, cancelUntil } }))
  open()
  expect(await screen.findByText(/前可以自己取消或改时间；再晚取消，算临时取消，不计爽约/)).toBeTruthy()
})

test('a held place is booked once, at two taps, and leads to the booking', async () => {
  const calls = fakeApi(api())
  open()
  expect(await screen.findByRole('group', { name: /还剩 4 分钟/ })).toBeTruthy()
  await write(/要提前告诉/, '坐轮椅')
  const button = screen.getByRole('button', { name: '确认预约' })
  await act(async () => {
    fireEvent.click(button)
    fireEvent.click(button)
    await Promise.resolve()
  })
  await waitFor(() => expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`]))
  expect(sent(calls)).toEqual([{ holdId: held.id, note: '坐轮椅' }])
})

test('when the clock ends what was typed stays, and another time is held for the same form', async () => {
  const shortly = { ...held, heldUntil: soon(60) }
  const calls = fakeApi(api({ 'GET /v1/bookings/{id}': ({ params }) => (params.id === other.id ? other : shortly) }))
  open()
  await write(/要提前告诉/, '坐轮椅')
  act(() => {
    testClock.pass(60)
    fire('didShow')
  })
  expect(await screen.findByText(/时间到了，位置已让出；您填的内容还在/)).toBeTruthy()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
  expect(screen.queryByRole('button', { name: '确认预约' })).toBeNull()
  await tap('radio', /9:00 到/)
  await tap('button', /^改约 /)
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: other.id, note: '坐轮椅' }]))
})

test('an answer that the hold is over offers the times again', async () => {
  fakeApi(api({ 'POST /v1/bookings': { problem: { code: 'holdOver', status: 409, detail: '5 分钟到了' } } }))
  open()
  await write(/要提前告诉/, '坐轮椅')
  await tap('button', '确认预约')
  expect(await screen.findByRole('heading', { name: '重新选时间' })).toBeTruthy()
  expect(typed(/要提前告诉/)).toBe('坐轮椅')
})

test('for somebody else the consent is asked for, and said at its field', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('button', '确认预约')
  expect(await screen.findByText('请选本人是怎样同意的')).toBeTruthy()
  expect(sent(calls)).toEqual([])
  await tap('radio', '电话里同意')
  await tap('button', '确认预约')
  await waitFor(() =>
    expect(sent(calls)).toEqual([{ holdId: held.id, onBehalf: { name: '王秀兰', relation: '女儿', consent: { how: 'byPhone' } } }]),
  )
})

test('a relation that is oneself is pointed at before anything is sent', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '本人')
  await tap('radio', '电话里同意')
  await tap('button', '确认预约')
  expect(await screen.findByText(/给自己约，请在上面选“我自己”/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('a spoken consent has to be recorded before it is sent', async () => {
  const calls = fakeApi(api())
  open()
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '录音同意')
  await tap('button', '确认预约')
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who was chosen and then renamed gives a consent of their own', async () => {
  const wang = {
    id: '019ab000-0000-7000-8000-00000000000f',
    name: '王秀兰',
    phone: null,
    relation: '女儿',
    home: null,
    consent: { how: 'written' as const, at: '2026-11-20T01:00:00.000Z' },
  }
  const calls = fakeApi(api({ 'GET /v1/people': { rows: [wang] } }))
  open()
  await tap('radio', '替别人约')
  await tap('radio', '王秀兰（女儿）')
  expect(screen.queryByText('字据照片')).toBeNull()
  await write('他怎么称呼', '张奶奶')
  await tap('button', '确认预约')
  expect(await screen.findByText(/请拍下字据/)).toBeTruthy()
  expect(screen.getByText('字据照片')).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who was forgotten since on another device gives their consent anew', async () => {
  const wang = {
    id: '019ab000-0000-7000-8000-00000000000f',
    name: '王秀兰',
    phone: null,
    relation: '女儿',
    home: null,
    consent: { how: 'written' as const, at: '2026-11-20T01:00:00.000Z' },
  }
  const errors = [{ path: 'onBehalf.consent.fileId', message: '请附上书面同意的照片' }]
  const problem = { code: 'consentNeeded' as const, status: 400, detail: '替别人办事，请先记下本人同意', errors }
  const calls = fakeApi(
    api({
      'GET /v1/people': { rows: [wang] },
      'POST /v1/bookings': ({ body }) => (body.onBehalf?.consent.how === 'written' ? { problem } : aBooking()),
    }),
  )
  open()
  await tap('radio', '替别人约')
  await tap('radio', '王秀兰（女儿）')
  await tap('button', '确认预约')
  expect(await screen.findByText('请附上书面同意的照片')).toBeTruthy()
  expect(screen.getByText('字据照片')).toBeTruthy()
  await tap('radio', '电话里同意')
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls).at(-1)).toMatchObject({ onBehalf: { name: '王秀兰', consent: { how: 'byPhone' } } }))
})

test('a home service comes to where she lives unless she says otherwise', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(
    api({ 'GET /v1/session': aResident({ homes: [home] }), 'GET /v1/bookings/{id}': { ...held, way: 'home', place: '上门' } }),
  )
  open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('a home service for a person without a known home does not go to the one chosen before', async () => {
  const consent = { how: 'byPhone' as const, at: '2026-11-20T01:00:00.000Z' }
  const first = {
    id: '019ab000-0000-7000-8000-00000000000e',
    name: '张奶奶',
    phone: null,
    relation: '邻居',
    home: aHome({ unit: '3 单元', room: '502' }),
    consent,
  }
  const second = { ...first, id: '019ab000-0000-7000-8000-00000000000f', name: '王秀兰', home: null }
  fakeApi(
    api({
      'GET /v1/session': aResident({ homes: [aHome()] }),
      'GET /v1/bookings/{id}': { ...held, way: 'home', place: '上门' },
      'GET /v1/people': { rows: [first, second] },
    }),
  )
  open()
  await tap('radio', '替别人约')
  await tap('radio', '张奶奶（邻居）')
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 3 单元 502'))
  await tap('radio', '王秀兰（邻居）')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
})

test('a home service for somebody else never goes to the booker’s own door', async () => {
  const calls = fakeApi(
    api({ 'GET /v1/session': aResident({ homes: [aHome()] }), 'GET /v1/bookings/{id}': { ...held, way: 'home', place: '上门' } }),
  )
  open()
  await tap('radio', '替别人约')
  await waitFor(() => expect(typed(/上门地址/)).toBe(''))
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '电话里同意')
  await tap('button', '确认预约')
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

const atHome = { ...held, way: 'home' as const, place: '上门' }

test('a home that names no door is written in and has to be told further', async () => {
  const calls = fakeApi(api({ 'GET /v1/session': aResident({ homes: [aHome()] }), 'GET /v1/bookings/{id}': atHome }))
  open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼'))
  await tap('button', '确认预约')
  expect(await screen.findByText(/请写到单元和门牌；没有单元的/)).toBeTruthy()
  await write(/上门地址/, '槐树里3号楼 ')
  await tap('button', '确认预约')
  expect(sent(calls)).toEqual([])
  await write(/上门地址/, '槐树里 3 号楼 2 单元 401')
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id, address: '槐树里 3 号楼 2 单元 401' }]))
})

test('an address that was wiped out is asked for, not put back unseen', async () => {
  const home = aHome({ unit: '2 单元', room: '401' })
  const calls = fakeApi(api({ 'GET /v1/session': aResident({ homes: [home] }), 'GET /v1/bookings/{id}': atHome }))
  open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  await write(/上门地址/, '')
  await tap('button', '确认预约')
  expect(await screen.findByText(/请写明楼栋、单元和门牌/)).toBeTruthy()
  expect(sent(calls)).toEqual([])
})

test('who comes to the door can call somebody: without a phone in the account one is asked for', async () => {
  const she = aResident({ homes: [aHome({ unit: '2 单元', room: '401' })] })
  const me = { ...she, account: { ...she.account, phone: null } }
  const calls = fakeApi(api({ 'GET /v1/session': me, 'GET /v1/bookings/{id}': atHome }))
  open()
  await waitFor(() => expect(typed(/上门地址/)).toBe('槐树里 3 号楼 2 单元 401'))
  expect(screen.getByText('上门的人找不到门时打这个电话')).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '联系电话' }).getAttribute('aria-required')).toBe('true')
  await tap('button', '确认预约')
  expect(await screen.findByText('请填联系电话，上门的人找不到门时要打')).toBeTruthy()
  expect(sent(calls)).toEqual([])
  await write('联系电话', '13800001234')
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)).toMatchObject([{ phone: '13800001234' }]))
})

test('a visit to a centre asks for no phone', async () => {
  const she = aResident()
  const calls = fakeApi(api({ 'GET /v1/session': { ...she, account: { ...she.account, phone: null } } }))
  open()
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)).toEqual([{ holdId: held.id }]))
})

test('an offer shows its own clock; declining lets the place go', async () => {
  const calls = fakeApi(api({ 'GET /v1/bookings/{id}': { ...held, heldUntil: soon(14.5 * 60) } }))
  open()
  expect(await screen.findByRole('group', { name: /还剩 14 分钟/ })).toBeTruthy()
  await tap('button', '不约了，让出位置')
  await waitFor(() => expect(calls.find(({ key }) => key === 'DELETE /v1/holds/{id}')?.params).toEqual({ id: held.id }))
})

test('a place already booked leads to its booking', async () => {
  fakeApi(api({ 'GET /v1/bookings/{id}': aBooking() }))
  open()
  await tap('button', '看这次预约')
  expect(replaced()).toEqual([`/resident/bookings/detail/index?id=${held.id}`])
})

test('held for somebody else, the form asks at once who it is', async () => {
  fakeApi(api())
  show(<Book />, { holdId: held.id, whose: 'other' })
  expect(await screen.findByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  expect(screen.getByRole('textbox', { name: '他怎么称呼' })).toBeTruthy()
})

test('another time that a refusal names is held for the same form', async () => {
  const problem = {
    code: 'alreadyThen' as const,
    status: 409,
    detail: '这位居民同一时间已有另一个预约，请换个时间',
    next: [{ does: 'otherSlot' as const, label: '约后天 9:00', id: other.slotId }],
  }
  const calls = fakeApi(api({ 'POST /v1/bookings': ({ body }) => (body.holdId === other.id ? aBooking() : { problem }) }))
  open()
  await write(/要提前告诉/, '坐轮椅')
  await tap('button', '确认预约')
  await tap('button', '约后天 9:00')
  await screen.findByText('请准备：另一次')
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)[1]).toEqual({ holdId: other.id, note: '坐轮椅' }))
})

test('for whom it is stays as it was answered in the form, when another time is held', async () => {
  const calls = fakeApi(api({ 'POST /v1/bookings': { problem: { code: 'holdOver', status: 409, detail: '5 分钟到了' } } }))
  show(<Book />, { holdId: held.id, whose: 'me' })
  await tap('radio', '替别人约')
  await write('他怎么称呼', '王秀兰')
  await write('您是他的', '女儿')
  await tap('radio', '电话里同意')
  await tap('button', '确认预约')
  await tap('radio', /9:00 到/)
  await tap('button', /^改约 /)
  await screen.findByText('请准备：另一次')
  expect(screen.getByRole('radio', { name: '替别人约', checked: true })).toBeTruthy()
  expect(calls.find(({ key }) => key === 'POST /v1/holds')?.body).toMatchObject({ forOther: true })
  await tap('button', '确认预约')
  await waitFor(() => expect(sent(calls)[1]).toMatchObject({ holdId: other.id, onBehalf: { name: '王秀兰' } }))
})

test('a place let go in another window is not said to have run out', async () => {
  let now = held
  fakeApi(api({ 'GET /v1/bookings/{id}': () => now }))
  open()
  await screen.findByRole('group', { name: /还剩 4 分钟/ })
  now = { ...held, state: 'released', heldUntil: null }
  await act(() => refresh('GET /v1/bookings'))
  expect(await screen.findByText(/这个位置已经让出了：可能在别的页面放开了/)).toBeTruthy()
  expect(screen.queryByText(/时间到了/)).toBeNull()
})

test('the form goes on with a place that another window holds', async () => {
  const inOtherWindow = aSlot({ held: { bookingId: other.id, until: soon(200), seats: 1 } })
  const calls = fakeApi(
    api({
      'GET /v1/bookings/{id}': ({ params }) => (params.id === other.id ? other : { ...held, state: 'released' }),
      'GET /v1/services/{code}/slots': { day: aDay(), rows: [inOtherWindow] },
    }),
  )
  open()
  await tap('radio', /9:00 到 .*给您留着，继续填/)
  await tap('button', /^继续填 /)
  expect(await screen.findByText('请准备：另一次')).toBeTruthy()
  expect(calls.map(({ key }) => key)).not.toContain('POST /v1/holds')
})

test('opened without a place it leads to her bookings', async () => {
  fakeApi(api())
  show(<Book />)
  await tap('button', '去我的预约')
  expect(replaced()).toEqual(['/resident/bookings/list/index'])
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
  const gone = {
    code: 'badInput',
    status: 400,
    detail: '',
    errors: [{ path: 'onBehalf.consent.fileId', message: '这个附件已失效' }],
  } as const
  const calls = fakeApi(api({ 'POST /v1/bookings': { problem: { ...gone, errors: [...gone.errors] } } }))
  open()
  await tap('button', '确认预约')
  expect(await screen.findByText('语音已过期')).toBeTruthy()
  await tap('button', '确认预约')
  expect(await screen.findByText(/请录一段本人说同意的话/)).toBeTruthy()
  expect(sent(calls)).toHaveLength(1)
})
