import { timeInWords } from '@doorstep/contract/time-words'
import { bad, community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const count = (titles: readonly string[], title: string) => titles.filter((said) => said === title).length

test('the handler is reminded at four fifths; a missed promise is told to the resident, the handler and the branch secretary, each once', async () => {
  const { app, resident, member, secretary, files, told, sees, acts } = here
  const request = await files(resident)
  app.clock.advance({ minutes: 23, seconds: 59 })
  expect(count(await told(member), '受理时限快到了')).toBe(0)
  app.clock.advance({ seconds: 1 })
  expect(count(await told(member), '受理时限快到了')).toBe(1)
  app.clock.advance({ minutes: 6 })
  expect(await told(resident)).toEqual([])
  app.clock.advance({ seconds: 1 })
  for (let again = 0; again < 2; again += 1) {
    expect(await told(resident)).toEqual(['没有按约定时间办好，对不起'])
    expect(count(await told(member), '受理已超时')).toBe(1)
    expect(count(await told(secretary), '受理已超时')).toBe(1)
  }
  expect(await sees(resident, request)).toMatchObject({ overdue: true, next: '本应在今天 9:30 前受理，已经超时，已提醒李明1' })
  expect((await sees(secretary, request)).as).toEqual(['team'])
  const accepted = await acts(member, request, 'accept', {})
  expect(accepted.clocks.map(({ kind, state }) => [kind, state])).toEqual([
    ['whole', 'running'],
    ['acceptance', 'missed'],
    ['handling', 'running'],
  ])
})

test('what is accepted late is answered by the time on the receipt all the same; accepted early it is promised no later', async () => {
  const { app, resident, member, files, acts, sees } = here
  const request = await files(resident)
  const receipt = (await sees(resident, request)).clocks.find(({ kind }) => kind === 'whole')?.dueAt
  app.clock.advance({ hours: 15 })
  const accepted = await acts(member, request, 'accept', {})
  expect(accepted.promisedAt).toBe(receipt)
  const other = await files(resident)
  const promised = (await sees(resident, other)).clocks.find(({ kind }) => kind === 'whole')?.dueAt ?? ''
  expect(Date.parse((await acts(member, other, 'accept', {})).promisedAt ?? '')).toBeLessThan(Date.parse(promised))
})

test('accepted late it stays overdue until it is answered, in its detail, the lists, the inbox and its counts', async () => {
  const { app, resident, member, secretary, files, acts, sees } = here
  const request = await files(resident)
  app.clock.advance({ hours: 15 })
  const accepted = await acts(member, request, 'accept', {})
  expect(accepted).toMatchObject({ overdue: true, next: expect.stringContaining('李明1会在') as string })
  expect((await sees(resident, request)).overdue).toBe(true)
  for (const who of [member, secretary]) {
    const late = await app.does(who, 'GET /v1/requests', { query: { side: 'team', view: 'overdue' } })
    expect(late.rows.map(({ id }) => id)).toEqual([request.id])
    const inbox = await app.does(who, 'GET /v1/staff/inbox', {})
    expect(inbox).toMatchObject({ counts: { overdue: 1 }, rows: [{ id: request.id, overdue: true }] })
  }
  const replied = await acts(member, request, 'reply', { outcome: 'explained', text: '已经当面说明' })
  expect(replied.overdue).toBe(false)
})

test('asking more of somebody who waits too long already pauses nothing and hides nothing', async () => {
  const { app, resident, member, files, acts, sees } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  app.clock.advance({ days: 6 })
  const asked = await acts(member, request, 'askMore', { question: '几单元的灯？' })
  expect(asked).toMatchObject({ state: 'infoNeeded', overdue: true, next: '等居民补充情况，已经超时' })
  expect(asked.clocks.map(({ state }) => state)).toEqual(['overdue', 'met', 'overdue'])
  expect(await sees(resident, request)).toMatchObject({ overdue: true, next: '请您补充一点情况' })
  const { counts, rows } = await app.does(member, 'GET /v1/staff/inbox', {})
  expect(counts.overdue).toBe(1)
  expect(rows[0]?.dueAt).toBe(asked.promisedAt)
  const supplied = await acts(resident, request, 'supply', { text: '二单元' })
  expect(supplied).toMatchObject({ overdue: true, promisedAt: asked.promisedAt })
})

test('what was asked before the acceptance keeps the promise of the acceptance', async () => {
  const { app, resident, member, files, acts } = here
  const request = await files(resident)
  app.clock.advance({ hours: 1 })
  await acts(member, request, 'askMore', { question: '几单元的灯？' })
  app.clock.advance({ days: 1 })
  expect(await acts(resident, request, 'supply', { text: '二单元' })).toMatchObject({ promisedAt: request.promisedAt, overdue: true })
})

test('accepted after the promised time, nobody is told to answer in the past', async () => {
  const { app, resident, dispatcher, member, files, acts } = here
  const request = await files(resident)
  app.clock.set('2026-12-23T01:00:00.000Z')
  await acts(dispatcher, request, 'accept', {})
  await app.jobs.runDue()
  const textTo = async (who: typeof resident, title: string) =>
    (await app.does(who, 'GET /v1/inbox', {})).rows.find((row) => row.title === title)?.text
  expect(await textTo(resident, '诉求已受理')).toMatch(/：本应在11月.+ 前答复，已经晚了，李明1会尽快答复您$/)
  expect(await textTo(member, '有一件诉求交给您办理')).toMatch(/，请尽快答复，约定的时间11月.+ 已经过了$/)
})

test('asked before the acceptance, the time that moves is that of the answer she was promised', async () => {
  const { app, resident, member, files, acts } = here
  const request = await files(resident)
  await acts(member, request, 'askMore', { question: '几单元的灯？' })
  app.clock.advance({ days: 3 })
  const supplied = await acts(resident, request, 'supply', { text: '二单元' })
  const whole = supplied.clocks.find(({ kind }) => kind === 'whole')
  expect(whole?.dueAt).not.toBe(supplied.promisedAt)
  expect(supplied.timeline.at(-1)?.text).toBe(`二单元\n因为等您补充，答复时间顺延到${timeInWords(whole?.dueAt ?? '', app.clock.now())}`)
})

test('a long account of the handling never hides when somebody comes', async () => {
  const { app, resident, member, files, acts } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(member, request, 'handle', { text: '约了师傅'.repeat(30), visitAt: '2026-11-23T06:30:00.000Z' })
  await app.jobs.runDue()
  const { rows } = await app.does(resident, 'GET /v1/inbox', {})
  expect(rows[0]?.text).toMatch(/…（今天 14:30 上门）$/)
})

test('a promise kept is said in the reply; after it nothing is missed', async () => {
  const { app, resident, files, settles, told } = here
  const request = await files(resident)
  await settles(request)
  const { rows } = await app.does(resident, 'GET /v1/inbox', {})
  await app.jobs.runDue()
  const reply = (await app.does(resident, 'GET /v1/inbox', {})).rows.find(({ kind }) => kind === 'reply')
  expect(rows).toEqual([])
  expect(reply?.text).toContain('在约定的明天 9:00 前答复')
  app.clock.advance({ days: 3 })
  expect(await told(resident)).not.toContain('没有按约定时间办好，对不起')
})

test('while the resident is asked the clock stands still; it goes on with what was left, and the old deadline no longer counts', async () => {
  const { app, resident, member, files, acts, told, sees } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  app.clock.set('2026-11-23T11:00:00.000Z')
  const asked = await acts(member, request, 'askMore', { question: '几单元的灯？' })
  expect(asked).toMatchObject({ state: 'infoNeeded', overdue: false, next: '等居民补充情况，这段时间不算' })
  expect(asked.clocks.filter(({ state }) => state === 'paused').map(({ kind }) => kind)).toEqual(['whole', 'handling'])
  app.clock.set('2026-11-26T11:00:00.000Z')
  // She is reminded after a day and after three.
  expect(await told(resident)).toEqual(['还在等您补充一点情况', '还在等您补充一点情况', '请您补充一点情况', '诉求已受理'])
  const supplied = await acts(resident, request, 'supply', { text: '二单元' })
  expect(supplied).toMatchObject({ state: 'accepted', promisedAt: '2026-11-27T01:00:00.000Z', overdue: false })
  expect(supplied.timeline.at(-1)?.text).toBe('二单元\n因为等您补充，答复时间顺延到明天 9:00')
  app.clock.set('2026-11-27T01:00:00.001Z')
  expect(await told(resident)).toContain('没有按约定时间办好，对不起')
  expect((await sees(member, request)).overdue).toBe(true)
})

test('working days pause by working days, over National Day and its make-up Saturday too', async () => {
  const { app, resident, dispatcher, files, acts } = here
  app.clock.set('2026-09-28T01:00:00.000Z')
  const request = await files(resident, {
    kind: 'report',
    categoryCode: 'TIPOFF',
    text: '占道经营',
    buildingCode: here.district.grids[0].buildings[0].code,
  })
  expect(await acts(dispatcher, request, 'accept', {})).toMatchObject({ promisedAt: '2026-10-10T10:00:00.000Z' })
  app.clock.set('2026-09-30T03:00:00.000Z')
  await acts(dispatcher, request, 'askMore', { question: '在哪个路口？' })
  app.clock.set('2026-10-08T03:00:00.000Z')
  expect(await acts(resident, request, 'supply', { text: '东口' })).toMatchObject({ promisedAt: '2026-10-12T10:00:00.000Z' })
})

test('a reply nobody rates closes after 15 days as unrated, and can no longer be rated', async () => {
  const { app, resident, files, settles, sees, told, rates } = here
  const request = await files(resident)
  await settles(request)
  app.clock.set('2026-12-08T15:59:59.999Z')
  await app.jobs.runDue()
  expect((await sees(resident, request)).state).toBe('replied')
  app.clock.advance({ ms: 1 })
  expect(await told(resident)).toContain('诉求已到期办结')
  const closed = await sees(resident, request)
  expect(closed).toMatchObject({
    state: 'closed',
    rated: null,
    timeline: expect.arrayContaining([expect.objectContaining({ did: 'closeUnrated', by: '系统' })]) as object[],
  })
  await expect(rates(resident, request, bad)).rejects.toThrow('ratingOver')
})

test('the closing planned for a first reply leaves a reworked case alone', async () => {
  const { app, resident, deputy, files, settles, rates, acts, sees } = here
  const request = await files(resident)
  await settles(request)
  app.clock.advance({ days: 10 })
  await rates(resident, request, bad)
  await acts(deputy, request, 'reply', { outcome: 'partly', text: '先装了临时灯' })
  app.clock.advance({ days: 6 })
  await app.jobs.runDue()
  expect((await sees(resident, request)).state).toBe('replied')
})

test('a refusal names its route and can be contested once, before somebody else', async () => {
  const { app, resident, member, deputy, files, acts, tries } = here
  const request = await files(resident)
  const refused = await acts(member, request, 'refuse', { reason: 'otherArea', explanation: '不在本网格' })
  expect(refused).toMatchObject({ state: 'notAccepted', promisedAt: null })
  expect(refused.timeline.at(-1)).toMatchObject({ title: '您告知不予受理：不在本区管辖', text: '不在本网格\n请拨打事发地 12345 热线' })
  const contested = await acts(resident, request, 'contest', { text: '就在本网格 1 号楼' })
  expect(contested).toMatchObject({ state: 'submitted', contested: true, handler: { code: 'D1' }, overdue: false })
  expect(contested.clocks.find(({ kind }) => kind === 'whole')?.state).toBe('running')
  expect(await tries(member, request, 'refuse', { reason: 'otherArea', explanation: '还是不收' })).toBe('notYourRole')
  await app.jobs.runDue()
  const { rows } = await app.does(deputy, 'GET /v1/inbox', {})
  // It may be read when that time is over.
  expect(rows.find(({ title }) => title === '一件申诉等您受理')?.text).toMatch(/，请看是否受理，时限.+ \d+:\d\d$/)
  await acts(deputy, request, 'refuse', { reason: 'otherArea', explanation: '核实过了，确实不在' })
  expect(await tries(resident, request, 'contest', { text: '再申诉' })).toBe('contestedOnce')
})

test('a hand-over moves open cases with their promises; a rated or replied one stays with whoever answered for it', async () => {
  const { app, district, resident, deputy, streetAdmin, files, settles, sees, told } = here
  const open = await files(resident)
  const replied = await files(resident, { text: '门禁坏了' })
  await settles(replied)
  const moved = await app.does(streetAdmin, 'POST /v1/grids/{code}/handovers', {
    params: { code: district.grids[0].code },
    body: { toStaffCode: 'D1', reason: '轮岗' },
  })
  expect(moved.cases).toBe(1)
  expect(await sees(resident, open)).toMatchObject({
    handler: { code: 'D1' },
    promisedAt: open.promisedAt,
    timeline: expect.arrayContaining([expect.objectContaining({ did: 'reassign', by: '系统' })]) as object[],
  })
  expect((await sees(deputy, replied)).handler?.code).toBe('M1')
  expect((await told(resident)).filter((title) => title.includes('换人'))).toEqual([])
})
