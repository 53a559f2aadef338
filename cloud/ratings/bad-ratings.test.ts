import { bad, community, good, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const words = { text: '已经打电话问清楚了' }

/** Files, replies and rates badly; the deputy works on it again. */
async function ratedBadly() {
  const request = await here.files(here.resident)
  await here.settles(request)
  await here.rates(here.resident, request, bad)
  return request
}
const contacted = (who: SignedIn, { id }: { id: string }) =>
  here.app.call(who, 'POST /v1/requests/{id}/remedy/contacted', { params: { id }, body: words })
const remedied = (
  who: SignedIn,
  { id }: { id: string },
  body: { way: 'fixNow' | 'ledger' | 'explain' | 'appeal'; text: string; until?: string },
) => here.app.call(who, 'POST /v1/requests/{id}/remedy', { params: { id }, body })
const decided = (who: SignedIn, { id }: { id: string }, untrue: boolean) =>
  here.app.call(who, 'POST /v1/requests/{id}/remedy/decision', { params: { id }, body: { untrue, text: '看过现场照片和通话记录' } })
const changes = (who: SignedIn, { id }: { id: string }, body: { satisfied: number; solved?: boolean }) =>
  here.app.call(who, 'POST /v1/requests/{id}/ratings/change', { params: { id }, body })

test('a case that was handed on after the reply blames whose reply it was, and stays with who has it', async () => {
  const { app, district, resident, member, deputy } = here
  const request = await here.files(resident)
  await here.settles(request)
  // As a hand-over leaves it: she has not rated yet, and somebody else holds it.
  const [grid] = district.grids
  await app.db
    .updateTable('request')
    .set({ handler_code: grid.deputy })
    .where('district_id', '=', district.id)
    .where('id', '=', request.id)
    .execute()
  expect(await here.rates(resident, request, bad)).toMatchObject({ state: 'rework', handler: { code: grid.deputy } })
  expect((await here.sees(deputy, request)).rated).toMatchObject({ satisfied: 1 })
  expect(await here.sees(member, request)).toMatchObject({ as: [], rated: null, remedy: null })
  const kept = await app.db
    .selectFrom('rating')
    .where('district_id', '=', district.id)
    .where('request_id', '=', request.id)
    .select(['handler_code', 'round'])
    .execute()
  expect(kept).toEqual([{ handler_code: grid.member, round: 0 }])
})

test('a case without a handler when she rates belongs to whose reply it was', async () => {
  const { app, district, resident } = here
  const request = await here.files(resident)
  await here.settles(request)
  await app.db
    .updateTable('request')
    .set({ handler_code: null })
    .where('district_id', '=', district.id)
    .where('id', '=', request.id)
    .execute()
  await here.rates(resident, request, good)
  const kept = await app.db
    .selectFrom('rating')
    .where('district_id', '=', district.id)
    .where('request_id', '=', request.id)
    .select('handler_code')
    .execute()
  expect(kept).toEqual([{ handler_code: district.grids[0].member }])
})

test('whoever gave a bad rating is contacted within a working day, or handler and supervisor hear of it, once', async () => {
  const { app, resident, deputy, supervisor, member } = here
  const [kept, missed] = [await ratedBadly(), await ratedBadly()]
  expect((await here.sees(resident, kept)).remedy).toMatchObject({ contactedAt: null, way: null, may: [] })
  expect((await here.sees(deputy, kept)).remedy).toMatchObject({ may: ['contact'] })
  expect((await contacted(member, kept)).problem?.code).toBe('notHandler')
  expect((await contacted(deputy, kept)).status).toBe(200)
  expect((await contacted(deputy, kept)).problem?.code).toBe('notNow')
  app.clock.advance({ days: 2 })
  await app.jobs.runDue()
  const late = async (who: SignedIn, { number }: { number: string }) =>
    (await app.does(who, 'GET /v1/inbox', {})).rows.filter(({ title, text }) => title === '差评还没有联系居民' && text.includes(number))
      .length
  for (const who of [deputy, supervisor]) expect([await late(who, kept), await late(who, missed)]).toEqual([0, 1])
  expect(await late(member, missed)).toBe(0)
  expect((await here.sees(deputy, missed)).remedy).toMatchObject({ contactedAt: null })
})

test('after the contact it is said what is done; a ledger keeps its date, and she may rate the new answer', async () => {
  const { app, resident, deputy } = here
  const request = await ratedBadly()
  const inDays = (days: number) => new Date(app.clock.now().getTime() + days * 86_400_000).toISOString()
  const ledger = (until?: string) => remedied(deputy, request, { way: 'ledger', text: '要换整条线路，已报维修', ...(until && { until }) })
  expect((await ledger(inDays(10))).problem?.code).toBe('notNow')
  await contacted(deputy, request)
  expect((await ledger()).problem?.code).toBe('badInput')
  expect((await ledger(inDays(60))).problem?.code).toBe('badInput')
  expect((await ledger(inDays(10))).status).toBe(200)
  expect(await here.sees(resident, request)).toMatchObject({
    promisedAt: inDays(10),
    remedy: { way: 'ledger', rectifyBy: inDays(10), rectifiedAt: null },
  })
  expect(await here.told(resident)).toContain('您的差评有处理办法了')
  await here.acts(deputy, request, 'reply', { outcome: 'solved', text: '整条线路换好了，灯都亮了' })
  expect(await here.rates(resident, request, good)).toMatchObject({ state: 'closed', rated: { satisfied: 5 }, remedy: null })
})

test('a supervisor decides whether a rating is untrue: it closes the case, she is told, and the rating stays to be read', async () => {
  const { resident, deputy, dispatcher, supervisor, member } = here
  const request = await ratedBadly()
  await contacted(deputy, request)
  await remedied(deputy, request, { way: 'appeal', text: '现场看过，灯是亮的' })
  expect(await here.told(supervisor)).toContain('一件差评申请复核，请您决定')
  for (const who of [deputy, member, dispatcher]) expect((await decided(who, request, true)).problem?.code).toBe('notYourRole')
  expect((await here.sees(supervisor, request)).remedy).toMatchObject({ way: 'appeal', may: ['decide'] })
  expect((await decided(supervisor, request, true)).status).toBe(200)
  expect((await decided(supervisor, request, true)).problem?.code).toBe('notNow')
  expect(await here.told(resident)).toContain('您的评价复核有结果了')
  for (const who of [supervisor, resident])
    expect(await here.sees(who, request)).toMatchObject({ state: 'closed', rated: { satisfied: 1 }, remedy: { appeal: { untrue: true } } })
})

test('a rating found true is put right as any other, and is not appealed twice', async () => {
  const { deputy, supervisor, resident } = here
  const request = await ratedBadly()
  await contacted(deputy, request)
  await remedied(deputy, request, { way: 'appeal', text: '现场看过，灯是亮的' })
  expect((await decided(supervisor, request, false)).status).toBe(200)
  expect(await here.sees(resident, request)).toMatchObject({ state: 'rework', remedy: { appeal: { untrue: false } } })
  expect((await remedied(deputy, request, { way: 'appeal', text: '现场看过，灯是亮的' })).problem?.code).toBe('notNow')
  expect((await remedied(deputy, request, { way: 'fixNow', text: '今天下午再去换' })).status).toBe(200)
})

test('a rating is changed once, within seven days; the case follows, and what it said before is kept', async () => {
  const { app, resident, neighbour } = here
  const request = await here.files(resident)
  await here.settles(request)
  await here.rates(resident, request, good)
  app.clock.advance({ days: 6 })
  expect((await changes(neighbour, request, { satisfied: 1 })).problem?.code).toBe('notFound')
  expect((await here.sees(resident, request)).rated?.changeUntil).not.toBeNull()
  expect((await changes(resident, request, { satisfied: 1 })).status).toBe(200)
  expect(await here.sees(resident, request)).toMatchObject({
    state: 'rework',
    rated: { satisfied: 1, changeUntil: null, changedFrom: { satisfied: 5 } },
    remedy: { way: null },
  })
  expect(await here.sees(here.member, request)).toMatchObject({ as: [], rated: null })
  expect((await changes(resident, request, { satisfied: 5 })).problem?.code).toBe('ratingChanged')
})

test.each([
  ['a bad one made good closes the case', bad, 5, 'closed'],
  ['a bad one made less bad goes on', bad, 2, 'rework'],
  ['a good one made less good stays closed', good, 4, 'closed'],
] as const)('%s', async (_name, first, satisfied, state) => {
  const request = await here.files(here.resident)
  await here.settles(request)
  await here.rates(here.resident, request, first)
  expect((await changes(here.resident, request, { satisfied })).status).toBe(200)
  expect(await here.sees(here.resident, request)).toMatchObject({ state, rated: { satisfied } })
})

test('after seven days, or once it is answered anew, a rating is not changed', async () => {
  const { app, resident, deputy } = here
  const request = await ratedBadly()
  await here.acts(deputy, request, 'reply', { outcome: 'explained', text: '已经当面说明情况' })
  expect((await changes(resident, request, { satisfied: 5 })).problem?.code).toBe('notNow')
  const other = await here.files(resident)
  await here.settles(other)
  await here.rates(resident, other, good)
  app.clock.advance({ days: 7, ms: 1 })
  expect((await changes(resident, other, { satisfied: 1 })).problem?.code).toBe('ratingOver')
})

test('ratings of one minute that look arranged are shown to supervisors, once, and never who gave them', async () => {
  const { app, district, supervisor, member } = here
  app.clock.set('2027-03-01T02:00:00.000Z')
  const rated: string[] = []
  for (let count = 0; count < 5; count += 1) {
    const she = await signedIn(district, 'resident', { name: `居民${count}` })
    const request = await here.files(she)
    await here.settles(request)
    rated.push(request.id)
    await here.rates(she, request, good)
  }
  app.clock.advance({ minutes: 1 })
  expect((await here.told(supervisor)).filter((title) => title === '有一批评价看起来不寻常').length).toBeGreaterThan(0)
  const { rows } = await app.does(supervisor, 'GET /v1/staff/odd-ratings', {})
  const batch = rows.find(({ why }) => why === 'handler')
  expect(batch).toMatchObject({ count: 5, at: '2027-03-01T02:00:00.000Z' })
  expect(batch?.requests.map(({ id }) => id).sort()).toEqual([...rated].sort())
  expect(JSON.stringify(rows)).not.toMatch(/居民\d/)
  expect((await app.call(member, 'GET /v1/staff/odd-ratings', {})).problem?.code).toBe('notYourRole')
})

test('of a 举报 nobody is contacted and nothing of its rating is counted', async () => {
  const { resident, district, dispatcher } = here
  const [grid] = district.grids
  const report = await here.files(resident, {
    kind: 'report',
    buildingCode: grid.buildings[0].code,
    categoryCode: district.categories.report,
  })
  await here.acts(dispatcher, report, 'accept', {})
  await here.acts(dispatcher, report, 'reply', { outcome: 'explained', text: '已经当面核实说明' })
  expect(await here.rates(resident, report, bad)).toMatchObject({ state: 'rework', remedy: null })
})
