import { uuidv7 } from '../platform/process/ids'
import { inTransaction } from '../platform/database/database'
import { callsWait } from '../testing/database/lock-waits'
import { eventually } from '../testing/eventually'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District, type Grid } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { handOver } from './handover'

let app: TestApp
let district: District
let grid: Grid
let street: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  ;[grid] = district.grids
  street = await signedIn(district, 'streetAdmin')
})
afterEach(() => app.close())

const over = (who: SignedIn, toStaffCode: string, code = grid.code) =>
  app.call(who, 'POST /v1/grids/{code}/handovers', { params: { code }, body: { toStaffCode, reason: '轮岗' } })
async function inbox(who: SignedIn, kind = 'handover') {
  await app.jobs.runDue()
  return (await app.does(who, 'GET /v1/inbox')).rows.filter((row) => row.kind === kind)
}
const conversation = (accountId: string) =>
  app.db
    .insertInto('conversation')
    .values({
      district_id: district.id,
      id: uuidv7(),
      account_id: accountId,
      grid_code: grid.code,
      last_seq: 1,
      created_at: app.clock.now(),
    })
    .execute()

const file = (who: SignedIn) =>
  app.does(who, 'POST /v1/requests', {
    body: { kind: 'help', categoryCode: district.categories.ordinary, text: '楼道灯坏了三天', buildingCode: grid.buildings[0].code },
  })

test('the new grid member is on the card, the former one stays in the team, and roles follow', async () => {
  expect((await over(street, grid.deputy)).status).toBe(200)
  const card = await app.does(null, 'GET /v1/grids/{code}', { params: { code: grid.code } })
  expect(card.member).toMatchObject({ staffCode: grid.deputy, title: '网格员' })
  expect(card.team.map(({ staffCode, title }) => [staffCode, title])).toEqual([
    [grid.deputy, '网格员'],
    [grid.member, '副网格员'],
  ])
  expect(card.onDuty?.staffCode).toBe(grid.deputy)
  const roles = async (staff: string) => (await signedIn(district, { staff })).actor.grants.map(({ role }) => role)
  expect(await roles(grid.deputy)).toEqual(['gridMember'])
  expect(await roles(grid.member)).toEqual(['gridTeam'])
})

test('whoever lives there, wrote or waits is told exactly once, others are not', async () => {
  const lives = await signedIn(district, 'resident')
  const wrote = await signedIn(district, 'resident', { building: district.grids[1].buildings[0].code })
  const both = await signedIn(district, 'resident')
  const elsewhere = await signedIn(district, 'resident', { building: district.grids[1].buildings[0].code })
  await conversation(wrote.accountId)
  await conversation(both.accountId)
  const { body } = await over(street, grid.deputy)
  expect(body).toEqual({ conversations: 2, cases: 0, residentsTold: 3 })
  for (const who of [lives, wrote, both]) {
    expect(await inbox(who)).toEqual([expect.objectContaining({ title: '王芳1接手您的网格', target: { kind: 'grid', id: grid.code } })])
  }
  expect(await inbox(elsewhere)).toEqual([])
})

test('open cases of the former grid member move to the new one', async () => {
  const resident = await signedIn(district, 'resident')
  const filed = await file(resident)
  expect((await over(street, grid.deputy)).body).toMatchObject({ cases: 1, residentsTold: 1 })
  const row = await app.db
    .selectFrom('request')
    .where('district_id', '=', district.id)
    .where('id', '=', filed.id)
    .select('handler_code')
    .executeTakeFirstOrThrow()
  expect(row.handler_code).toBe(grid.deputy)
  expect(await inbox(resident)).toHaveLength(1)
})

test('a filing goes on while an import has the grid’s row changed', async () => {
  const resident = await signedIn(district, 'resident')
  let filed: Awaited<ReturnType<typeof file>> | undefined
  let filing: Promise<unknown> | undefined
  const importing = inTransaction(app.db, async (tx) => {
    await tx
      .updateTable('grid')
      .set({ updated_at: app.clock.now() })
      .where('district_id', '=', district.id)
      .where('code', '=', grid.code)
      .execute()
    filing = file(resident).then((answer) => (filed = answer))
    await eventually('the request is filed before the import ends', 5, () => filed !== undefined)
  })
  await importing.finally(() => filing)
  expect(filed?.handler?.code).toBe(grid.member)
})

test('a request that is filed while the grid is handed over goes to the new grid member, whatever was known when it began', async () => {
  let [from, to] = [grid.member, grid.deputy]
  // The first number of a day is inserted, the others are counted on.
  for (const who of [await signedIn(district, 'resident'), await signedIn(district, 'resident')]) {
    let filing: ReturnType<typeof file> | undefined
    await inTransaction(app.db, async (tx) => {
      await handOver(tx, { districtId: district.id, gridCode: grid.code, toStaff: to, reason: '轮岗', now: app.clock.now() })
      filing = file(who)
      await callsWait(app.db, 1)
    })
    expect((await filing)?.handler?.code).toBe(to)
    ;[from, to] = [to, from]
  }
})

test('a 举报 an earlier version gave the former grid member goes to those who dispatch, uncounted, and never to the new one', async () => {
  const resident = await signedIn(district, 'resident', { building: district.grids[1].buildings[0].code })
  const { id } = await app.does(resident, 'POST /v1/requests', {
    body: { kind: 'report', categoryCode: district.categories.report, text: '有人收钱办事', buildingCode: grid.buildings[0].code },
  })
  await app.does(street, 'POST /v1/requests/{id}/accept', { params: { id }, body: {} })
  await app.db
    .updateTable('request')
    .set({ handler_code: grid.member })
    .where('district_id', '=', district.id)
    .where('id', '=', id)
    .execute()
  const [to, dispatcher] = [await signedIn(district, { staff: grid.deputy }), await signedIn(district, 'dispatcher')]
  expect((await over(street, grid.deputy)).body).toEqual({ conversations: 0, cases: 0, residentsTold: 0 })
  expect((await app.does(street, 'GET /v1/requests/{id}', { params: { id } })).handler?.code).toBe(district.staff.dispatcher)
  expect((await app.call(to, 'GET /v1/requests/{id}', { params: { id } })).status).toBe(404)
  expect(await inbox(to)).toEqual([expect.objectContaining({ text: expect.stringContaining('0 件') as string })])
  expect(await inbox(dispatcher, 'task')).toEqual(
    expect.arrayContaining([expect.objectContaining({ title: '有一件诉求转给您办理', target: { kind: 'staffRequest', id } })]),
  )
  expect(await inbox(resident, 'state')).toEqual(expect.arrayContaining([expect.objectContaining({ title: '诉求换人办理' })]))
})

test('both staff are told, and the history keeps it', async () => {
  const [to, from] = [await signedIn(district, { staff: grid.deputy }), await signedIn(district, { staff: grid.member })]
  await over(street, grid.deputy)
  expect(await inbox(to)).toEqual([expect.objectContaining({ title: '槐树里社区第一网格交给您了' })])
  expect(await inbox(from)).toEqual([expect.objectContaining({ title: '槐树里社区第一网格已交给王芳1' })])
  const kept = await app.db
    .selectFrom('handover')
    .where('district_id', '=', district.id)
    .select(['grid_code', 'from_staff', 'to_staff', 'reason'])
    .execute()
  expect(kept).toEqual([{ grid_code: grid.code, from_staff: grid.member, to_staff: grid.deputy, reason: '轮岗' }])
})

test('handing over to the present grid member or to somebody outside the team is refused', async () => {
  expect((await over(street, grid.member)).problem?.code).toBe('notNow')
  const outside = await over(street, district.grids[1].member)
  expect([outside.status, outside.problem?.errors?.[0]?.path]).toEqual([400, 'toStaffCode'])
  expect(await app.db.selectFrom('handover').where('district_id', '=', district.id).select('id').execute()).toEqual([])
})

test('a grid outside the caller’s area, retired or unknown is not found', async () => {
  expect((await over(street, grid.deputy, '990101002001001')).status).toBe(404)
  expect((await over(street, grid.deputy, '990101001001999')).status).toBe(404)
})

test('two hand-overs at once leave one grid member', async () => {
  const statuses = await Promise.all([over(street, grid.deputy), over(street, grid.deputy)])
  expect(statuses.map(({ status }) => status).sort()).toEqual([200, 409])
  const members = await app.db
    .selectFrom('team_member')
    .where('district_id', '=', district.id)
    .where('grid_code', '=', grid.code)
    .where('place', '=', 0)
    .select('staff_code')
    .execute()
  expect(members).toEqual([{ staff_code: grid.deputy }])
})

test('the import, whose team already says the new state, only moves the work and tells people', async () => {
  const resident = await signedIn(district, 'resident')
  const at = { district_id: district.id, grid_code: grid.code }
  const place = (staff: string, to: number) =>
    app.db
      .updateTable('team_member')
      .set({ place: to })
      .where('district_id', '=', at.district_id)
      .where('grid_code', '=', at.grid_code)
      .where('staff_code', '=', staff)
      .execute()
  await place(grid.deputy, 0)
  await place(grid.member, 1)
  const now = app.clock.now()
  await inTransaction(app.db, (tx) =>
    handOver(tx, { districtId: district.id, gridCode: grid.code, fromStaff: grid.member, toStaff: grid.deputy, reason: '导入', now }),
  )
  expect((await signedIn(district, { staff: grid.member })).actor.grants.map(({ role }) => role)).toEqual(['gridMember'])
  expect(await inbox(resident)).toHaveLength(1)
})
