import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'

let here: Community
let mate: SignedIn
let head: SignedIn
beforeAll(async () => {
  here = await community()
  mate = await signedIn(here.district, { staff: 'H2' })
  head = await signedIn(here.district, 'unitHead')
})
afterAll(() => here.app.close())

const toUnit = { handlerCode: 'H1', reason: '归城管局管' }
const inboxOf = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/staff/inbox', {})).rows.map(({ id }) => id)

test('whoever may be chosen for a request that is not accepted yet may also accept it, a department among them', async () => {
  const { resident, dispatcher, files, acts, sees, district } = here
  const { mates } = await sees(dispatcher, await files(resident))
  expect(mates.map(({ code }) => code)).toEqual(expect.arrayContaining(['D1', 'BS1', 'H1', 'H2', 'UH']))
  for (const { code } of mates) {
    const request = await files(resident)
    await acts(dispatcher, request, 'reassign', { handlerCode: code, reason: '请您看看' })
    const who = await signedIn(district, { staff: code })
    expect([code, (await sees(who, request)).actions.includes('accept')]).toEqual([code, true])
    expect((await acts(who, request, 'accept', {})).state).toBe('accepted')
  }
})

test('lists of people show title and office', async () => {
  const { mates } = await here.sees(here.dispatcher, await here.files(here.resident))
  expect(mates.find(({ code }) => code === 'D1')).toMatchObject({ title: '副网格员', office: expect.stringContaining('网格') as string })
  expect(mates.find(({ code }) => code === 'UH')).toMatchObject({ name: '卫局长', title: '单位负责人', office: '城市管理局' })
})

test('a 举报 is offered to nobody of the grid it may be about: not its team, not its secretaries', async () => {
  const { resident, dispatcher, files, sees, district } = here
  const report = await files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    text: '网格员收东西',
    buildingCode: district.grids[0].buildings[0].code,
  })
  const { mates } = await sees(dispatcher, report)
  expect(mates.map(({ code }) => code)).toEqual(['SA', 'H1', 'H2', 'UH'])
  expect(mates[0]).toMatchObject({ title: '街道管理员', office: '市中街道' })
})

test('work belongs to the unit: its head and all of its staff see it, and any of them takes it on', async () => {
  const { resident, member, handler, files, acts, sees } = here
  const request = await files(resident)
  await acts(member, request, 'accept', { handlerCode: 'H1' })
  for (const who of [mate, head]) {
    expect(await inboxOf(who)).toContain(request.id)
    expect((await sees(who, request)).unit).toEqual({ code: 'CG', name: '城市管理局' })
  }
  const { rows } = await here.app.does(head, 'GET /v1/requests', { query: { side: 'team', view: 'all' } })
  expect(rows.map(({ id }) => id)).toContain(request.id)
  expect((await acts(mate, request, 'reassign', { handlerCode: 'H2', reason: '他请假，我来办' })).handler?.code).toBe('H2')
  expect((await acts(mate, request, 'reply', { outcome: 'solved', text: '已经换好灯泡，试过会亮' })).state).toBe('replied')
  expect((await sees(handler, request)).unit?.code).toBe('CG')
})

test('who has left strands nothing: their unit acts, or the team where the unit is gone', async () => {
  const { resident, member, files, acts, sees, app, district } = here
  const request = await files(resident)
  await acts(member, request, 'accept', { handlerCode: 'H1' })
  const retire = (table: 'staff' | 'department', code: string, at: Date | null) =>
    app.db.updateTable(table).set({ retired_at: at }).where('district_id', '=', district.id).where('code', '=', code).execute()
  await retire('staff', 'H1', app.clock.now())
  expect(await sees(mate, request)).toMatchObject({ myTurn: true, actions: expect.arrayContaining(['askMore', 'reassign']) as string[] })
  expect((await sees(member, request)).myTurn).toBe(false)
  await retire('department', 'CG', app.clock.now())
  expect(await sees(member, request)).toMatchObject({ unit: null, myTurn: true })
  await retire('staff', 'H1', null)
  await retire('department', 'CG', null)
})

test('on what is somebody else’s turn there is no main button, and nobody stops their clock', async () => {
  const { resident, member, deputy, dispatcher, handler, files, acts, sees, tries, app } = here
  const request = await files(resident)
  await acts(member, request, 'accept', { handlerCode: 'H1' })
  app.clock.advance({ days: 6 })
  for (const who of [member, deputy, dispatcher, mate]) {
    const { myTurn, actions, as } = await sees(who, request)
    expect({ myTurn, asks: actions.includes('askMore') }).toEqual({ myTurn: false, asks: false })
    expect(as).not.toContain('colleague')
    expect(await tries(who, request, 'askMore', { question: '几单元？' })).toBe('notHandler')
  }
  expect(await sees(handler, request)).toMatchObject({ myTurn: true, overdue: true })
})

test('what was given to a unit before acceptance is the unit’s to accept, and not the grid’s any more', async () => {
  const { resident, member, dispatcher, files, acts, sees, tries } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'reassign', toUnit)
  expect(await sees(member, request)).toMatchObject({ myTurn: false, unit: { code: 'CG' } })
  expect(await tries(member, request, 'accept', {})).toBe('notYourRole')
  expect((await acts(mate, request, 'accept', {})).handler?.code).toBe('H2')
})

test('a bad rating goes to somebody else of the unit that was rated', async () => {
  const { resident, member, handler, files, acts, rates } = here
  const request = await files(resident)
  await acts(member, request, 'accept', { handlerCode: 'H1' })
  await acts(handler, request, 'reply', { outcome: 'solved', text: '已经换好灯泡，试过会亮' })
  await rates(resident, request, { contacted: true, solved: false, satisfied: 1, reasons: ['notFixed'] })
  expect(await here.sees(mate, request)).toMatchObject({ state: 'rework', handler: { code: 'H2' }, unit: { code: 'CG' } })
})
