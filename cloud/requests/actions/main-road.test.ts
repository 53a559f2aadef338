import { breaksIn } from '../proof/chain'
import { community, type Community } from '../testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

test('a request goes to whoever is on duty, with a number one can read out and a time one can rely on', async () => {
  const { resident, files } = here
  const request = await files(resident)
  expect(request).toMatchObject({
    number: '槐1-261123-01',
    title: '楼道灯坏了三天',
    state: 'submitted',
    next: '李明1会在今天 9:30 前受理',
    promisedAt: '2026-11-23T01:30:00.000Z',
    overdue: false,
    place: '槐树里 1 号楼',
    handler: { code: 'M1', name: '李明1', title: '网格员' },
    as: ['requester'],
    mates: [],
    requester: { name: '王阿姨', phone: null },
  })
  expect(request.clocks.map(({ kind, state }) => [kind, state])).toEqual([
    ['whole', 'running'],
    ['acceptance', 'running'],
  ])
  expect(request.timeline).toMatchObject([
    { seq: 1, did: 'filed', by: '您', title: '您提交了诉求', text: '楼道灯坏了三天', state: 'submitted' },
  ])
  expect(await here.told(here.member)).toContain('新诉求等您受理')
  expect((await files(resident)).number).toBe('槐1-261123-02')
})

test('accepted, handled, replied, rated well: closed, each step told to the other side and in a chain that verifies', async () => {
  const { resident, member, supervisor, files, acts, rates, sees, told, app } = here
  const request = await files(resident, { text: '单元门关不上。晚上很吵' })
  expect(request.title).toBe('单元门关不上')
  const accepted = await acts(member, request, 'accept', { note: '马上去看' })
  expect(accepted).toMatchObject({
    state: 'accepted',
    next: '李明1会在明天 9:00 前答复',
    promisedAt: '2026-11-24T01:00:00.000Z',
    as: ['handler', 'team'],
  })
  expect(await told(resident)).toEqual(expect.arrayContaining(['诉求已受理']))
  expect(await sees(resident, request)).toMatchObject({ next: '李明1会在明天 9:00 前答复您' })
  await acts(member, request, 'handle', { text: '约了师傅', visitAt: '2026-11-23T06:30:00.000Z' })
  const replied = await acts(member, request, 'reply', { outcome: 'solved', text: '闭门器已经换新，试过能关严' })
  expect(replied).toMatchObject({
    state: 'replied',
    outcome: 'solved',
    promisedAt: null,
    rateBy: '2026-12-08T15:59:59.999Z',
    next: '等居民在12月8日前评价',
  })
  const closed = await rates(resident, request)
  expect(closed).toMatchObject({ state: 'closed', rated: { contacted: true, solved: true, satisfied: 5 } })
  expect(closed.clocks.map(({ kind, state }) => [kind, state])).toEqual([
    ['whole', 'met'],
    ['acceptance', 'met'],
    ['handling', 'met'],
  ])
  expect(closed.timeline.map(({ title }) => title)).toEqual([
    '您提交了诉求',
    '李明1受理了',
    '李明1说明办理情况',
    '李明1答复：已解决',
    '您确认办结',
  ])
  expect(closed.timeline[2]).toMatchObject({ by: '网格员 李明1', text: '约了师傅\n上门时间：今天 14:30' })
  for (const who of [resident, supervisor]) {
    const file = await app.does(who, 'GET /v1/requests/{id}/export', { params: { id: request.id } })
    expect(breaksIn(file)).toEqual([])
    expect(file.events.map(({ by }) => by)).toEqual(['居民', '网格员 李明1', '网格员 李明1', '网格员 李明1', '居民'])
  }
  expect((await app.call(member, 'GET /v1/requests/{id}/export', { params: { id: request.id } })).problem?.code).toBe('notYourRole')
  expect(await told(member)).toContain('一件诉求已确认办结')
})

test('whoever acts in a case has read what they were told of it', async () => {
  const { app, resident, member, files, acts, settles, rates } = here
  const request = await files(resident, { text: '楼道堆了旧家具' })
  const unreadOf = async (who: typeof resident) => {
    await app.jobs.runDue()
    const { rows } = await app.does(who, 'GET /v1/inbox', { query: { unread: '1', limit: '50' } })
    return rows.filter(({ target }) => target?.id === request.id).map(({ title }) => title)
  }
  expect(await unreadOf(member)).toEqual(['新诉求等您受理'])
  await settles(request)
  expect(await unreadOf(member)).toEqual([])
  expect(await unreadOf(resident)).toEqual(['诉求有答复了：已解决', '诉求已受理'])
  await acts(resident, request, 'comment', { text: '看到了' })
  expect(await unreadOf(resident)).toEqual([])
  await rates(resident, request)
  expect(await unreadOf(resident)).toEqual([])
})

test('staff who filed for somebody and answer a question have read that it was asked', async () => {
  const { app, district, member, deputy, files, acts } = here
  const onBehalf = { name: '张奶奶', relation: '邻居', consent: { how: 'inPerson' } } as const
  const request = await files(member, { buildingCode: district.grids[0].buildings[1].code, onBehalf })
  const unread = async () => {
    await app.jobs.runDue()
    const { rows } = await app.does(member, 'GET /v1/inbox', { query: { unread: '1', limit: '50' } })
    return rows.filter(({ target }) => target?.id === request.id).map(({ title }) => title)
  }
  await acts(deputy, request, 'accept', {})
  await acts(deputy, request, 'askMore', { question: '几单元的灯？' })
  expect(await unread()).toContain('请您补充一点情况')
  await acts(member, request, 'supply', { text: '三单元' })
  expect(await unread()).toEqual([])
})
