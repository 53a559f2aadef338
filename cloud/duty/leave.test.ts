import { sql } from 'kysely'
import { uuidv7 } from '../platform/process/ids'
import { inTransaction } from '../platform/database/database'
import { callsWait } from '../testing/database/lock-waits'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District, type Grid } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let app: TestApp
let district: District
let grid: Grid
let member: SignedIn
let deputy: SignedIn

beforeEach(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  ;[grid] = district.grids
  member = await signedIn(district, { staff: grid.member })
  deputy = await signedIn(district, { staff: grid.deputy })
})
afterEach(() => app.close())

const leave = (who: SignedIn, fromDay: string, untilDay: string, standInCode = grid.deputy, gridCode = grid.code) =>
  app.call(who, 'POST /v1/absences', { body: { gridCode, standInCode, fromDay, untilDay } })
const end = (who: SignedIn, id: string) => app.call(who, 'DELETE /v1/absences/{id}', { params: { id } })
const onCard = async () => (await app.does(null, 'GET /v1/grids/{code}', { params: { code: grid.code } })).onDuty
const titles = async (who: SignedIn) => {
  await app.jobs.runDue()
  return (await app.does(who, 'GET /v1/inbox')).rows.map(({ title }) => title)
}

test('leave from today begins now, lasts to the end of its last day, and the card says who stands in', async () => {
  const { status, body } = await leave(member, '2026-11-23', '2026-11-25')
  expect(status).toBe(201)
  expect(body).toMatchObject({
    staffName: '李明1',
    standInName: '王芳1',
    from: '2026-11-23T01:00:00.000Z',
    until: '2026-11-25T16:00:00.000Z',
  })
  expect(await onCard()).toMatchObject({ state: 'standIn', staffCode: grid.deputy, says: '李明1请假，王芳1代班到后天' })
  expect(await titles(deputy)).toEqual(['李明1请假，由您代班'])
  app.clock.set('2026-11-26T01:00:00.000Z')
  expect(await onCard()).toMatchObject({ state: 'duty', staffCode: grid.member })
})

test('one day off is said as one day', async () => {
  await leave(member, '2026-11-23', '2026-11-23')
  await leave(member, '2026-11-26', '2026-11-27')
  await app.jobs.runDue()
  const told = (await app.does(deputy, 'GET /v1/inbox')).rows.map(({ text }) => text)
  expect(told).toContainEqual(expect.stringContaining('：今天的新消息和新诉求'))
  expect(told).toContainEqual(expect.stringContaining('：11月26日到11月27日的新消息和新诉求'))
})

test('the stand-in hears of residents who wait already when the leave begins now', async () => {
  const resident = await signedIn(district, 'resident')
  await app.db
    .insertInto('conversation')
    .values({
      district_id: district.id,
      id: uuidv7(),
      account_id: resident.accountId,
      grid_code: grid.code,
      waiting_since: app.clock.now(),
      created_at: app.clock.now(),
    })
    .execute()
  await leave(member, '2026-11-23', '2026-11-25')
  await app.jobs.runDue()
  const [told] = (await app.does(deputy, 'GET /v1/inbox')).rows
  expect(told?.text).toContain('现有 1 位居民在等回复')
})

test.each(['the first', 'another'])('%s request of a day that is filed while the leave is taken goes to the stand-in', async (which) => {
  const resident = await signedIn(district, 'resident')
  const file = () =>
    app.does(resident, 'POST /v1/requests', {
      body: { kind: 'help', categoryCode: district.categories.ordinary, text: '楼道灯坏了三天', buildingCode: grid.buildings[0].code },
    })
  if (which === 'another') expect((await file()).handler?.code).toBe(grid.member)
  const { taken, filing } = await inTransaction(app.db, async (tx) => {
    // Holds the leave up where it stores the absence, which refers to its staff member.
    await sql`select from staff where district_id = ${district.id} and code = ${grid.member} for update`.execute(tx)
    const taken = leave(member, '2026-11-23', '2026-11-25')
    await callsWait(app.db, 1)
    const filing = file()
    await callsWait(app.db, 2)
    return { taken, filing }
  })
  expect((await taken).status).toBe(201)
  expect((await filing).handler?.code).toBe(grid.deputy)
})

test('ending a leave puts the grid member back at once and tells the stand-in', async () => {
  const { body } = await leave(member, '2026-11-23', '2026-11-25')
  app.clock.advance({ hours: 1 })
  expect((await end(member, body.id)).status).toBe(204)
  expect(await onCard()).toMatchObject({ state: 'duty', staffCode: grid.member })
  expect(await titles(deputy)).toContain('李明1的请假结束了')
  expect((await app.does(member, 'GET /v1/my-duty')).absences).toEqual([])
})

test('a leave to come can be called off', async () => {
  const { body } = await leave(member, '2026-11-30', '2026-12-01')
  await end(member, body.id)
  app.clock.set('2026-11-30T01:00:00.000Z')
  expect(await onCard()).toMatchObject({ staffCode: grid.member })
})

test.each([
  ['inside', '2026-11-25', '2026-11-25'],
  ['over the beginning', '2026-11-23', '2026-11-24'],
  ['over the end', '2026-11-26', '2026-11-28'],
  ['around', '2026-11-23', '2026-11-28'],
])('a leave that overlaps another of the same person is refused: %s', async (_, fromDay, untilDay) => {
  await leave(member, '2026-11-24', '2026-11-26')
  const { status, problem } = await leave(member, fromDay, untilDay)
  expect([status, problem?.errors?.[0]?.path]).toEqual([400, 'fromDay'])
})

test('a leave may follow another the day after', async () => {
  await leave(member, '2026-11-24', '2026-11-26')
  expect((await leave(member, '2026-11-27', '2026-11-28')).status).toBe(201)
})

test('of two overlapping leaves filed at once one is kept', async () => {
  const answers = await Promise.all([leave(member, '2026-11-24', '2026-11-26'), leave(member, '2026-11-25', '2026-11-27')])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 400])
})

test('nobody stands in for themself, from another team, or while on leave', async () => {
  await leave(deputy, '2026-11-24', '2026-11-26', grid.member)
  for (const [standIn, fromDay] of [
    [grid.member, '2026-12-01'],
    [district.grids[1].member, '2026-12-01'],
    [grid.deputy, '2026-11-25'],
  ] as const) {
    const { status, problem } = await leave(member, fromDay, '2026-12-02', standIn)
    expect([status, problem?.errors?.[0]?.path]).toEqual([400, 'standInCode'])
  }
})

test('days that are past or run backwards are refused at their field', async () => {
  expect((await leave(member, '2026-11-22', '2026-11-24')).problem?.errors?.[0]?.path).toBe('fromDay')
  expect((await leave(member, '2026-11-25', '2026-11-24')).problem?.errors?.[0]?.path).toBe('untilDay')
  expect((await leave(member, '2026-11-25', '2027-11-24')).problem?.errors?.[0]?.path).toBe('untilDay')
})

test('a grid whose team one is not in, and another’s leave, are not found', async () => {
  expect((await leave(member, '2026-11-24', '2026-11-25', district.grids[1].deputy, district.grids[1].code)).status).toBe(404)
  const { body } = await leave(member, '2026-11-24', '2026-11-25')
  expect((await end(deputy, body.id)).status).toBe(404)
  expect((await end(member, '01920000-0000-7000-8000-000000000000')).status).toBe(404)
})

test('my duty lists my grids with who answers now, my team mates and my leaves', async () => {
  await leave(member, '2026-11-24', '2026-11-25')
  expect(await app.does(member, 'GET /v1/my-duty')).toMatchObject({
    grids: [
      { code: grid.code, community: { name: '槐树里社区' }, onDuty: { state: 'duty' }, mates: [{ staffCode: grid.deputy, name: '王芳1' }] },
    ],
    absences: [{ gridCode: grid.code, standInName: '王芳1' }],
  })
  expect((await app.does(deputy, 'GET /v1/my-duty')).absences).toEqual([])
})

test('leave by half days begins and ends at noon, and is said so on the card', async () => {
  const half = (body: { fromDay: string; fromHalf?: 'morning' | 'afternoon'; untilDay: string; untilHalf?: 'morning' | 'afternoon' }) =>
    app.call(member, 'POST /v1/absences', { body: { gridCode: grid.code, standInCode: grid.deputy, ...body } })
  const { body } = await half({ fromDay: '2026-11-24', fromHalf: 'afternoon', untilDay: '2026-11-26', untilHalf: 'morning' })
  expect(body).toMatchObject({ from: '2026-11-24T04:00:00.000Z', until: '2026-11-26T04:00:00.000Z' })
  expect(await titles(deputy)).toEqual(['李明1请假，由您代班'])
  app.clock.set('2026-11-24T01:00:00.000Z')
  expect(await onCard()).toMatchObject({ state: 'duty', staffCode: grid.member })
  app.clock.set('2026-11-24T06:30:00.000Z')
  expect(await onCard()).toMatchObject({ state: 'standIn', says: '李明1请假，王芳1代班到后天上午' })
  const [told] = (await app.does(deputy, 'GET /v1/inbox')).rows
  expect(told?.text).toContain('：今天下午到后天上午的新消息和新诉求')
  app.clock.set('2026-11-26T06:30:00.000Z')
  expect(await onCard()).toMatchObject({ state: 'duty', staffCode: grid.member })
  const refused = await Promise.all([
    half({ fromDay: '2026-12-01', fromHalf: 'afternoon', untilDay: '2026-12-01', untilHalf: 'morning' }),
    half({ fromDay: '2026-11-26', untilDay: '2026-11-26', untilHalf: 'morning' }),
  ])
  expect(refused.map(({ problem }) => problem?.errors?.[0]?.path)).toEqual(['untilHalf', 'untilHalf'])
})
