import { requestMachine } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { requestStates } from '@doorstep/contract/requests/words'
import { fireEvent, screen } from '@testing-library/react'
import { act } from 'react'
import { aCase, aCategory, anEvent } from '../../../testing/requests'
import { fakeApi } from '../../../testing/fake-api'
import { stored } from '../../../platform/device/storage'
import { show, signedInAs } from '../../../testing/show'
import { RequestDeskWithButtons } from './request-desk'
import { actsFor, emptyAct } from './acts'

const tap = async (name: string) => {
  const button = await screen.findByRole('button', { name })
  await act(() => {
    fireEvent.click(button)
    return Promise.resolve()
  })
}
const asStaff: Partial<RequestDetail> = {
  as: ['handler', 'team'],
  mates: [{ code: 'D002', name: '王芳', title: '副网格员', office: '第 3 网格' }],
}
const staffCase = aCase(asStaff)

beforeEach(() => signedInAs())

test('the buttons are the machine’s: what it forbids in a state is not offered', () => {
  for (const state of requestStates) {
    for (const action of actsFor(aCase({ state, as: ['handler', 'team'] }))) {
      expect(requestMachine[action].from).toContain(state)
      expect(requestMachine[action].by.some((who) => who === 'handler' || who === 'team')).toBe(true)
    }
  }
  expect(actsFor(aCase({ as: ['supervisor'] }))).toEqual(['comment'])
})

test('a reply without words is refused at the field, in words, and keeps what was chosen', async () => {
  fakeApi({ 'GET /v1/templates': { rows: [] } })
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'handling' })} />)
  await tap('答复')
  fireEvent.click(await screen.findByRole('radio', { name: '已解决' }))
  await tap('答复')
  expect(await screen.findByText('至少写 5 个字')).toBeTruthy()
  expect(screen.getByRole('radio', { name: '已解决' }).getAttribute('aria-checked')).toBe('true')
})

const phoned = {
  onBehalfOf: { name: '张奶奶', relation: '邻居', phone: '13900001111', place: '槐树里 3 号楼 2 单元 402' },
  requester: { name: '刘邻居', phone: '13700002222', place: '槐树里 3 号楼' },
} satisfies Partial<RequestDetail>

test('for whom it was filed stands first, with whom to call, and what they have to be told is ticked off as said', async () => {
  const calls = fakeApi({ 'POST /v1/staff/requests/{id}/called': aCase(asStaff) })
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, ...phoned, toCall: '您的诉求有答复了' })} />)
  expect(screen.getByText('槐树里 3 号楼 2 单元 402 · 本人已同意')).toBeTruthy()
  expect(screen.getByRole('button', { name: '13900001111，给张奶奶打电话' })).toBeTruthy()
  expect(screen.getByText('刘邻居代提（邻居）')).toBeTruthy()
  await tap('张奶奶，已告诉')
  expect(calls[0]?.body).toEqual({ said: '您的诉求有答复了' })
})

test('whoever has no part in it writes down the rating given on the phone; its handler is not offered to', async () => {
  const calls = fakeApi({ 'POST /v1/staff/requests/{id}/ratings': aCase() })
  const replied = { ...phoned, state: 'replied', rateBy: '2026-12-08T06:00:00.000Z' } as const
  const first = show(<RequestDeskWithButtons of={aCase({ ...replied, ...asStaff, actions: ['comment'] })} />)
  expect(screen.queryByRole('button', { name: '电话回访，记下本人的评价' })).toBeNull()
  first.unmount()
  show(<RequestDeskWithButtons of={aCase({ ...replied, as: ['supervisor', 'callback'], actions: ['confirm', 'reopen', 'comment'] })} />)
  await tap('电话回访，记下本人的评价')
  await tap('记下评价')
  // What she does not answer is 未答; a level, or that it is not solved, has to be said.
  expect(screen.getAllByText(/请选一个/).map((one) => one.textContent)).toEqual(['请选一个满意程度'])
  for (const name of ['联系过', '没解决', '很不满意']) fireEvent.click(await screen.findByRole('radio', { name }))
  for (const name of ['没有修好或没解决', '太慢']) fireEvent.click(await screen.findByRole('checkbox', { name }))
  await tap('记下评价')
  expect(calls[0]?.body).toEqual({ contacted: true, solved: false, satisfied: 1, reasons: ['notFixed', 'slow'], text: '' })
})

test('a refusal carries the reason and the legal route that goes with it', async () => {
  const calls = fakeApi({ 'GET /v1/templates': { rows: [] }, 'POST /v1/requests/{id}/refuse': aCase({ state: 'notAccepted' }) })
  show(<RequestDeskWithButtons of={staffCase} />)
  await tap('更多')
  await tap('不予受理')
  fireEvent.click(await screen.findByRole('radio', { name: /不在本区管辖/ }))
  fireEvent.input(screen.getByRole('textbox', { name: '向居民说明' }), { target: { value: '这盏灯在邻区' } })
  await tap('不予受理')
  const sent = calls.find(({ key }) => key === 'POST /v1/requests/{id}/refuse')
  expect(sent?.body).toMatchObject({ reason: 'otherArea', explanation: '这盏灯在邻区' })
})

test('an informant is not shown, and the desk says why', () => {
  fakeApi({})
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, kind: 'report', anonymous: true, requester: null })} />)
  expect(screen.getByText(/举报人的姓名、电话和住处按规定保密/)).toBeTruthy()
})

test('words from a template can be changed before they are sent', async () => {
  fakeApi({
    'GET /v1/templates': {
      rows: [{ id: '019ab000-0000-7000-8000-00000000000c', title: '修好了', text: '电工已换新灯泡，请您看看亮不亮', use: 'reply' }],
    },
  })
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'handling' })} />)
  await tap('答复')
  await tap('用模板')
  await tap('修好了，电工已换新灯泡，请您看看亮不亮')
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: '怎样办的' }).value).toBe('电工已换新灯泡，请您看看亮不亮')
})

test('while the resident is asked for more, the desk says that the clock stands still, not how long is left', () => {
  fakeApi({})
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'infoNeeded', clocks: [] })} />)
  expect(screen.getByText('待补充')).toBeTruthy()
  expect(screen.getByText('暂不计时')).toBeTruthy()
  expect(screen.queryByText(/^剩 /)).toBeNull()
})

test('a photo of a draft that the server has dropped since is marked, and the reply goes out without it', async () => {
  const r = aCase({ ...asStaff, state: 'handling' })
  const photos = ['f1', 'f2'].map((end) => ({ id: `019ab000-0000-7000-8000-0000000000${end}`, url: `/f/${end}` }))
  const text = '电工已换新灯泡，请您看看亮不亮'
  stored<object>(`draft.staff.reply.${r.id}`, () => undefined).set({ ...emptyAct, outcome: 'solved', text, photos })
  const calls = fakeApi({
    'GET /v1/templates': { rows: [] },
    'POST /v1/requests/{id}/reply': ({ body }) =>
      body.fileIds?.length === 2
        ? { problem: { code: 'badInput', status: 400, detail: '', errors: [{ path: 'fileIds.1', message: '这个附件已失效' }] } }
        : r,
  })
  show(<RequestDeskWithButtons of={r} />)
  await tap('答复')
  await tap('答复')
  expect(await screen.findByText(/有照片存得太久，已经过期/)).toBeTruthy()
  expect(screen.getByLabelText('照片 2，已过期')).toBeTruthy()
  await tap('答复')
  expect(calls.at(-1)?.body).toMatchObject({ fileIds: [photos[0]?.id] })
})

test('the error beside an answer that is right now goes away, and the others stay', async () => {
  fakeApi({ 'GET /v1/templates': { rows: [] } })
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'handling' })} />)
  await tap('答复')
  await tap('答复')
  expect(await screen.findByText('至少写 5 个字')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: '怎样办的' }), { target: { value: '换好了，请看' } })
  expect(screen.queryByText('至少写 5 个字')).toBeNull()
})

const remedy = {
  ...{ contactBy: '2026-11-24T10:00:00.000Z', contactRule: '按规定', contactedAt: null, way: null, text: '' },
  ...{ rectifyBy: '2026-11-30T10:00:00.000Z', rectifiedAt: null, appeal: null },
} satisfies Partial<RequestDetail['remedy']>

test('of a bad rating the contact is written down first, then what is done; a date only where it goes into the ledger', async () => {
  const calls = fakeApi({ 'POST /v1/requests/{id}/remedy/contacted': aCase(), 'POST /v1/requests/{id}/remedy': aCase() })
  const first = show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'rework', remedy: { ...remedy, may: ['contact'] } })} />)
  await tap('记下已联系')
  expect(await screen.findByText('至少写 5 个字')).toBeTruthy()
  fireEvent.input(screen.getByRole('textbox', { name: /怎样联系的/ }), { target: { value: '打电话问清楚了' } })
  await tap('记下已联系')
  expect(calls.find(({ key }) => key.endsWith('contacted'))?.body).toEqual({ text: '打电话问清楚了' })
  first.unmount()
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'rework', remedy: { ...remedy, may: ['remedy'] } })} />)
  fireEvent.click(await screen.findByRole('radio', { name: /马上整改/ }))
  fireEvent.input(screen.getByRole('textbox', { name: /向居民说明/ }), { target: { value: '今天下午再去换' } })
  await tap('告诉居民')
  expect(calls.at(-1)?.body).toEqual({ way: 'fixNow', text: '今天下午再去换' })
})

test('a spot check is offered to whom the answer offers it, and says what was seen', async () => {
  const calls = fakeApi({ 'POST /v1/staff/requests/{id}/check': aCase() })
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, state: 'closed', furtherActions: ['checkFailed'] })} />)
  fireEvent.input(await screen.findByRole('textbox', { name: /看到了什么/ }), { target: { value: '去看过，纸箱还在' } })
  await tap('没有办好')
  expect(calls.at(-1)?.body).toEqual({ solved: false, text: '去看过，纸箱还在' })
})

test('the staff read which units work on it, why each does, and what is disputed', () => {
  const part = { at: '2026-11-23T01:00:00.000Z', by: 'staff', rule: '', ended: null, endedAt: null, words: '', outside: null } as const
  const decideBy = '2026-11-25T10:00:00.000Z'
  const dispute = { reason: '灯归城管', reviewer: '周监督', decideBy, overdue: true, decision: null, why: '' }
  const lead = {
    ...part,
    id: 'a',
    unit: { code: 'W', name: '水务公司' },
    lead: true,
    reason: '管子漏水',
    dueAt: null,
    overdue: false,
    dispute,
  }
  const late = { ...part, id: 'b', unit: { code: 'C', name: '城市管理局' }, lead: false, reason: '管子漏水', overdue: true, dispute: null }
  const parts = [lead, { ...late, dueAt: '2026-11-23T02:00:00.000Z', outside: '先断电' }]
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, parts })} />)
  expect(screen.getByText('水务公司 · 主办')).toBeTruthy()
  expect(screen.getByText(/^说不归本单位管：灯归城管。等周监督定，时限.*，超时$/)).toBeTruthy()
  expect(screen.getByText(/^城市管理局 · 协办，时限.*，超时$/)).toBeTruthy()
  expect(screen.getByText(/先断电/)).toBeTruthy()
})

test('an order is answered from its card, and what it waits for is said there', () => {
  const order: RequestDetail['orders'][number] = {
    id: 'a',
    at: '2026-11-23T06:00:00.000Z',
    by: '周监督',
    text: '请马上到现场',
    about: null,
    to: '李明',
    answerBy: '2026-11-24T10:00:00.000Z',
    rule: '1 个工作日内回应督办',
    overdue: true,
    answered: null,
    endedAt: null,
  }
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, orders: [order], furtherActions: ['acknowledge'] })} />)
  expect(screen.getByText(/^周监督 .* 发给李明$/)).toBeTruthy()
  expect(screen.getByText(/^请在.* 前回应，已超时$/)).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '收到督办' }))
  expect(screen.getByRole('textbox', { name: /怎样办，什么时候办好/ })).toBeTruthy()
})

test('what is cut out is written part by part; the words survive a failure, and what was read goes along', async () => {
  let broken = true
  const calls = fakeApi({
    'GET /v1/categories': { rows: [aCategory({ kinds: [aCase().kind] })] },
    'POST /v1/requests/{id}/split': () => (broken ? Promise.reject(new Error('request:fail')) : Promise.resolve(aCase())),
  })
  const r = aCase({ ...asStaff, actions: [], furtherActions: ['split'], timeline: [anEvent({ seq: 7 })] })
  const first = show(<RequestDeskWithButtons of={r} />)
  await tap('拆分')
  fireEvent.input(screen.getByRole('textbox', { name: /分出去的第 1 件/ }), { target: { value: '一楼门口有积水' } })
  fireEvent.input(screen.getByRole('textbox', { name: /为什么分开办/ }), { target: { value: '归两家管' } })
  await screen.findByRole('option', { name: aCategory().name })
  fireEvent.change(screen.getByRole('combobox', { name: /属于哪一类/ }), { target: { value: '0' } })
  await tap('再分一件')
  await tap('少分一件')
  await tap('拆分')
  expect(await screen.findByText(/没有网络/)).toBeTruthy()
  first.unmount()
  broken = false
  show(<RequestDeskWithButtons of={r} />)
  await tap('拆分')
  await tap('拆分')
  expect(calls.at(-1)?.body).toEqual({
    parts: [{ words: '一楼门口有积水', categoryCode: aCategory().code, fileIds: [] }],
    reason: '归两家管',
    seen: 7,
  })
})

test('staff read what a request was cut out of and what was cut out of it, each with its state', () => {
  const other = { id: '00000000-0000-7000-8000-000000000002', number: '槐3-261123-09', title: '一楼门口有积水', state: 'replied' as const }
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, splitFrom: null, splitInto: [other] })} />)
  expect(screen.getByText('一楼门口有积水')).toBeTruthy()
  expect(screen.getByText('槐3-261123-09 · 待评价')).toBeTruthy()
})

test('how it came in, under which number and when it was said is read once', () => {
  const outside = { number: '12345-0187', dueAt: null }
  show(<RequestDeskWithButtons of={aCase({ ...asStaff, channel: 'hotline', outside })} />)
  expect(screen.getAllByText(/编号 12345-0187/)).toHaveLength(1)
})
