import { bad, community, good, type Community } from '../requests/testing/requests'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

test('a bad rating sends the case to someone other than its handler, who learns only that it went on', async () => {
  const { resident, member, deputy, supervisor, files, settles, rates, sees, told } = here
  const request = await files(resident)
  await settles(request)
  const reopened = await rates(resident, request, bad)
  expect(reopened).toMatchObject({
    state: 'rework',
    rework: 1,
    handler: { code: 'D1' },
    next: '王芳1会在明天 9:00 前重新办理并答复您',
  })
  expect(await sees(deputy, request)).toMatchObject({ rated: { solved: false, satisfied: 1, reasons: ['notFixed'], text: '灯还是不亮' } })
  const seen = await sees(member, request)
  expect(seen).toMatchObject({ as: [], rated: null, rework: 0, handler: null, clocks: [], state: 'handling', next: '已转给别人办理' })
  expect(seen.timeline.at(-1)).toMatchObject({ by: '系统', title: '已转给别人办理', text: '' })
  const listed = async (query: { view?: 'open' | 'all' }) =>
    (await here.app.does(member, 'GET /v1/requests', { query: { side: 'team', ...query } })).rows.map(({ id }) => id)
  expect([...(await listed({ view: 'open' })), ...(await listed({}))]).not.toContain(request.id)
  expect((await here.app.does(member, 'GET /v1/staff/inbox', {})).rows.map(({ id }) => id)).not.toContain(request.id)
  expect((await told(member)).filter((title) => title.includes('评'))).toEqual([])
  const inbox = (await here.app.does(member, 'GET /v1/inbox', {})).rows.find(({ title }) => title === '一件诉求转给别人办理')
  expect(inbox?.text).toBe(`${request.number} ${request.title}`)
  expect(await told(deputy)).toContain('一件诉求要重新办理')
  expect(await told(supervisor)).toContain('有一件差评正在重办')
})

test('whose reply was rated well learns that the case is closed, and not how it was rated', async () => {
  const { resident, member, deputy, files, settles, rates, sees, told } = here
  const request = await files(resident)
  await settles(request)
  await rates(resident, request, { ...good, satisfied: 3, text: '还行' })
  expect(await sees(deputy, request)).toMatchObject({ rated: { satisfied: 3, text: '还行' } })
  const seen = await sees(member, request)
  expect(seen).toMatchObject({ state: 'closed', rated: null })
  expect(seen.timeline.at(-1)?.title).toBe('居民确认办结')
  expect(await told(member)).toContain('一件诉求已确认办结')
})

test('each round is rated once, by the requester, while the window is open', async () => {
  const { resident, neighbour, member, deputy, app, files, settles, rates, acts } = here
  const request = await files(resident)
  const rate = async (who = resident, body = { ...good, ...bad }) =>
    (await app.call(who, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body })).problem?.code
  expect(await rate()).toBe('notNow')
  await settles(request)
  expect(await rate(neighbour)).toBe('notFound')
  expect(await rate(member)).toBe('notFound')
  await rates(resident, request, bad)
  expect(await rate()).toBe('alreadyRated')
  const again = await acts(deputy, request, 'reply', { outcome: 'partly', text: '线路老化，已报修换线' })
  expect(again).toMatchObject({ state: 'replied', rework: 1, rated: null })
  await rates(resident, request, good)
  expect(await rate()).toBe('alreadyRated')
})

test('rated badly round after round, it goes from the team to the branch secretary and on, and never back to the last handler', async () => {
  const { resident, member, deputy, secretary, dispatcher, files, settles, rates, acts } = here
  const request = await files(resident)
  await settles(request)
  const handlers: (string | undefined)[] = []
  let last = await rates(resident, request, bad)
  for (const who of [deputy, secretary, dispatcher]) {
    handlers.push(last.handler?.code)
    await acts(who, request, 'reply', { outcome: 'explained', text: '已经当面说明' })
    last = await rates(resident, request, bad)
  }
  handlers.push(last.handler?.code)
  expect(handlers).toEqual(['D1', 'BS1', 'DI', 'SA'])
  expect(await here.tries(member, request, 'comment', { text: '我来看看' })).toBe('notHandler')
})

test('two ratings at the same moment are one', async () => {
  const { app, resident, files, settles } = here
  const request = await files(resident)
  await settles(request)
  const rate = (body: typeof bad) => app.call(resident, 'POST /v1/requests/{id}/ratings', { params: { id: request.id }, body })
  const answers = await Promise.all([rate(bad), rate({ ...good }), rate(bad)])
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
  const kept = await app.db
    .selectFrom('rating')
    .where('district_id', '=', here.district.id)
    .where('request_id', '=', request.id)
    .select('round')
    .execute()
  expect(kept).toEqual([{ round: 0 }])
})

test('a case that ended unrated can be reopened by a bad rating only while the window is open', async () => {
  const { app, district, resident, files, settles, rates } = here
  const request = await files(resident)
  await settles(request)
  await app.db
    .updateTable('request')
    .where('district_id', '=', district.id)
    .where('id', '=', request.id)
    .set({ state: 'closed', closed_at: app.clock.now() })
    .execute()
  const reopened = await rates(resident, request, bad)
  expect(reopened).toMatchObject({ state: 'rework', rework: 1 })
  const open = await app.does(resident, 'GET /v1/requests', { query: { view: 'open' } })
  expect(open.rows.map(({ id }) => id)).toContain(request.id)
})
