import { callForHelp } from '@doorstep/contract/danger'
import { community, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const toCourt = { to: 'court', reference: '（2026）京民初 88 号', explanation: '这笔押金的纠纷要由法院判' } as const

test('a request that goes to another road says where, its number there and whom to call, and may be contested once', async () => {
  const { files, acts, tries, sees, told, resident, member, deputy } = here
  const request = await files(resident, { text: '房东不退押金' })
  await acts(member, request, 'accept', {})
  await acts(member, request, 'handle', { text: '和房东谈过' })
  expect(await tries(deputy, request, 'transferOut', toCourt)).toBe('notHandler')
  await acts(member, request, 'transferOut', toCourt)
  const hers = await sees(resident, request)
  expect(hers).toMatchObject({
    state: 'notAccepted',
    next: '已转到人民法院，不同意可以申诉一次',
    promisedAt: null,
    transferred: { to: 'court', reference: toCourt.reference, phone: '12368' },
  })
  expect(hers.timeline.at(-1)?.did).toBe('transferOut')
  expect(hers.timeline.at(-1)?.title).toContain('转到人民法院办理')
  expect(hers.timeline.at(-1)?.text).toContain(toCourt.explanation)
  expect(await told(resident)).toContain('诉求已转到别处办理')
  await acts(resident, request, 'contest', { text: '社区能不能先帮我谈' })
  const contested = await sees(resident, request)
  expect(contested).toMatchObject({ state: 'submitted', transferred: null, contested: true })
  expect(contested.handler?.code).not.toBe(here.district.grids[0].member)
})

test('what was sent to a wrong road is taken back: its state and its time are as before', async () => {
  const { files, acts, sees, resident, member } = here
  const request = await files(resident)
  const { promisedAt } = await acts(member, request, 'accept', {})
  await acts(member, request, 'transferOut', { to: 'hotline', explanation: '归市里的热线办理' })
  await acts(member, request, 'correct', { text: '点错了，还是我们办' })
  expect(await sees(resident, request)).toMatchObject({ state: 'accepted', transferred: null, promisedAt })
})

test('danger never leaves for another road without saying whom to call at once', async () => {
  const { files, acts, sees, resident, member } = here
  const [danger, calm] = [await files(resident, { text: '楼上有人打人' }), await files(resident, { text: '想问怎样办公证' })]
  for (const request of [danger, calm]) await acts(member, request, 'transferOut', { to: 'legalService', explanation: '请找专门的机构' })
  expect((await sees(resident, danger)).timeline.at(-1)?.text).toContain(callForHelp)
  expect((await sees(resident, calm)).timeline.at(-1)?.text).not.toContain(callForHelp)
})

test('whom to call stands first in the message, which is cut where the road is long', async () => {
  const { app, files, acts, told, resident, member } = here
  const request = await files(resident, { text: '楼上有人打人' })
  const route = '请带上身份证和居住证明到区里的法律援助中心一楼三号窗口登记，工作日上午九点到十一点半、下午两点到五点办理，'.repeat(3)
  await acts(member, request, 'transferOut', { to: 'legalService', explanation: '请找专门的机构', route })
  await told(resident)
  const { rows } = await app.does(resident, 'GET /v1/inbox', {})
  expect(rows[0]).toMatchObject({ title: '诉求已转到别处办理', text: expect.stringContaining(callForHelp) as string })
})
