import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'
import { waterCompany } from '../testing/units'

let here: Community
let mate: SignedIn
let water: SignedIn
beforeEach(async () => {
  here = await community()
  mate = await signedIn(here.district, { staff: 'H2' })
  water = await waterCompany(here)
})
afterEach(() => here.app.close())

const solved = { outcome: 'solved', text: '已经换好灯泡，试过会亮' } as const

/** Writes a row of the directory. */
const directory = (
  row: { code: string; unit_code: string } & Partial<{
    category_code: string | null
    kinds: string
    at_filing: boolean
    co_unit_codes: string
    area_code: string
    until_day: string
  }>,
) =>
  here.app.db
    .insertInto('dispatch_rule')
    .values({
      district_id: here.district.id,
      kinds: '[]',
      category_code: null,
      area_code: String(here.district.id),
      co_unit_codes: '[]',
      handling: null,
      at_filing: false,
      basis: '市政设施归口管理',
      edition: 3,
      ...row,
    })
    .execute()

test('an accepted request goes by the directory’s narrowest row, and the staff read why, the resident where', async () => {
  const { resident, member, files, acts, sees, told } = here
  await directory({ code: 'ALL', unit_code: 'WATER' })
  await directory({ code: 'LIGHT', unit_code: 'CG', category_code: 'LIGHT', kinds: '["help"]' })
  await directory({
    code: 'OLD',
    unit_code: 'WATER',
    category_code: 'LIGHT',
    kinds: '["help"]',
    area_code: here.district.street,
    until_day: '2020-01-01',
  })
  const request = await files(resident)
  const after = await acts(member, request, 'accept', {})
  expect(after).toMatchObject({ state: 'accepted', handler: null, unit: { code: 'CG' } })
  const reason = '交办目录 LIGHT（第 3 版）：市政设施归口管理，交给城市管理局'
  expect((await sees(mate, request)).parts).toMatchObject([{ unit: { code: 'CG' }, lead: true, by: 'directory', reason }])
  const hers = await sees(resident, request)
  expect(hers.parts).toMatchObject([{ unit: { name: '城市管理局' }, reason: '' }])
  expect(hers.next).toContain('城市管理局会在')
  expect(JSON.stringify(hers)).not.toContain('交办目录')
  expect(await told(mate)).toContain('有一件诉求交给您办理')
  // Anyone in the unit takes it on; its inbox says that nobody has.
  const nameIn = async () => (await here.app.does(mate, 'GET /v1/staff/inbox', {})).rows.find(({ id }) => id === request.id)?.stateName
  expect(await nameIn()).toBe('还没有人接')
  expect((await sees(mate, request)).furtherActions).toEqual(expect.arrayContaining(['claim', 'dispute', 'toHuman']))
  expect((await acts(mate, request, 'claim', {})).handler?.code).toBe('H2')
  expect(await nameIn()).toBe('已受理')
  expect((await acts(mate, request, 'reply', solved)).state).toBe('replied')
})

test('where the directory says so a request is its unit’s from filing; it can be sent to a human', async () => {
  const { resident, member, dispatcher, files, acts, sees, told } = here
  await directory({ code: 'LIGHT', unit_code: 'CG', category_code: 'LIGHT', at_filing: true })
  const request = await files(resident)
  expect(await sees(mate, request)).toMatchObject({
    unit: { code: 'CG' },
    myTurn: true,
    actions: expect.arrayContaining(['accept']) as string[],
  })
  expect((await sees(member, request)).myTurn).toBe(false)
  await acts(mate, request, 'toHuman', { reason: '这是小区里的灯' })
  expect(await sees(dispatcher, request)).toMatchObject({ unit: null, handler: { code: 'DI' }, parts: [{ ended: 'human' }] })
  expect(await told(dispatcher)).toContain('一件诉求要您看交给谁')
})

test('outside its duties a unit gets a request only with a reason, which stays', async () => {
  const { resident, dispatcher, files, acts, sees, app, tries } = here
  const request = await files(resident)
  const { units } = await sees(dispatcher, request)
  expect(units.map(({ code, isDuty }) => [code, isDuty])).toEqual([
    ['CG', true],
    ['WATER', false],
  ])
  const to = { unitCode: 'WATER', reason: '管子漏水泡了灯' }
  const refused = await app.call(dispatcher, 'POST /v1/requests/{id}/dispatch', { params: { id: request.id }, body: to })
  expect(refused.problem?.errors).toMatchObject([{ path: 'outside' }])
  const after = await acts(dispatcher, request, 'dispatch', { ...to, outside: '先关水才能修' })
  expect(after.parts).toMatchObject([{ unit: { code: 'WATER' }, by: 'staff', outside: '先关水才能修' }])
  // What is said inside is in no answer of the resident's, her export among them.
  const hers = [await sees(resident, request), await app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })]
  expect(JSON.stringify(hers)).not.toMatch(/先关水才能修|管子漏水/)
  expect(await tries(mate, request, 'accept', {})).toBe('notFound')
})

test('units that join in have a clock each; what the lead’s reply leaves open ends with it, by name', async () => {
  const { resident, dispatcher, handler, files, acts, sees, app, told, tries } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'CG', joining: ['WATER'], reason: '要先关水' })
  expect(await told(water)).toContain('有一件诉求请您单位协办')
  expect((await app.does(water, 'GET /v1/staff/inbox', {})).rows.map(({ id }) => id)).toContain(request.id)
  expect(await sees(water, request)).toMatchObject({ myTurn: true, furtherActions: ['note', 'report'] })
  await acts(handler, request, 'accept', {})
  app.clock.advance({ days: 2 })
  expect(await told(water)).toContain('协办超时了')
  expect((await sees(handler, request)).parts[1]).toMatchObject({ overdue: true, ended: null })
  const replied = await acts(handler, request, 'reply', solved)
  expect(replied.parts[1]).toMatchObject({ ended: 'replied', overdue: true })
  expect(replied.timeline.at(-1)?.text).toContain('协办单位水务公司没有回报，随答复结束')
  expect(await told(water)).toContain('一件诉求不用再协办')
  expect(await tries(water, request, 'report', { text: '已关水' })).not.toBeNull()
  // Late words still reach the lead.
  await acts(water, request, 'comment', { text: '水已经关了' })
  expect(await told(handler)).toContain('诉求有新留言')
})

test('a part that was withdrawn, and a unit that is gone, block nothing', async () => {
  const { resident, dispatcher, handler, member, files, acts, sees, tries, app, district } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'CG', joining: ['WATER'], reason: '要先关水' })
  const [, part] = (await sees(dispatcher, request)).parts
  expect((await sees(dispatcher, request)).furtherActions).toContain('endPart')
  await acts(dispatcher, request, 'endPart', { partId: part?.id ?? '', reason: '不用关水了' })
  // Nothing is left that could end.
  expect((await sees(dispatcher, request)).furtherActions).not.toContain('endPart')
  expect(await tries(dispatcher, request, 'endPart', { partId: part?.id ?? '', reason: '不用关水了' })).toBe('notNow')
  expect((await acts(handler, request, 'accept', {})).parts[1]).toMatchObject({ ended: 'withdrawn' })
  const other = await files(resident)
  await acts(dispatcher, other, 'dispatch', { unitCode: 'WATER', reason: '漏水', outside: '先关水' })
  await app.db
    .updateTable('department')
    .set({ retired_at: app.clock.now() })
    .where('district_id', '=', district.id)
    .where('code', '=', 'WATER')
    .execute()
  expect(await sees(member, other)).toMatchObject({ unit: null, myTurn: true })
  expect((await acts(member, other, 'accept', {})).handler?.code).toBe('M1')
})

test('a dispute is decided by one reviewer, and the unit that is named cannot return it', async () => {
  const { resident, member, dispatcher, supervisor, files, acts, sees, tries, told, app } = here
  await directory({ code: 'LIGHT', unit_code: 'WATER', category_code: 'LIGHT' })
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(water, request, 'dispute', { reason: '灯归城管' })
  expect(await tries(water, request, 'dispute', { reason: '再说一次' })).toBe('notDispatched')
  expect(await told(supervisor)).toContain('一件交办异议等您定')
  expect((await sees(dispatcher, request)).furtherActions).not.toContain('decide')
  const inUnit = await app.does(water, 'GET /v1/staff/inbox', {})
  expect(inUnit.rows.find(({ id }) => id === request.id)).toMatchObject({ mine: false, stateName: '等定下归谁管' })
  expect((await sees(water, request)).myTurn).toBe(false)
  expect((await sees(supervisor, request)).myTurn).toBe(true)
  const inbox = await app.does(supervisor, 'GET /v1/staff/inbox', {})
  expect(inbox.rows.find(({ id }) => id === request.id)).toMatchObject({ mine: true, stateName: '等您定归谁管' })
  expect(JSON.stringify(await sees(resident, request))).not.toContain('灯归城管')
  await acts(supervisor, request, 'decide', { unitCode: 'CG', reason: '公共照明归城管' })
  expect(await sees(mate, request)).toMatchObject({
    unit: { code: 'CG' },
    parts: [{ ended: 'moved', dispute: { decision: 'moved' } }, { by: 'decision' }],
  })
  expect(await tries(mate, request, 'dispute', { reason: '也不归我们' })).toBe('disputeDecided')
  const { rows } = await app.does(dispatcher, 'GET /v1/staff/directory-figures', {})
  expect(rows).toMatchObject([{ code: 'LIGHT', unit: '水务公司', dispatched: 1, disputed: 1, moved: 1, reasons: ['灯归城管'] }])
})

test('a dispute is too late after its working days, and a 举报 goes to no unit', async () => {
  const { resident, dispatcher, files, acts, tries, app, district } = here
  const request = await files(resident)
  await acts(dispatcher, request, 'dispatch', { unitCode: 'CG', reason: '归城管' })
  app.clock.advance({ days: 8 })
  expect(await tries(mate, request, 'dispute', { reason: '不归我们' })).toBe('disputeOver')
  const report = await files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    text: '有人收钱',
    buildingCode: district.grids[0].buildings[0].code,
  })
  expect(await tries(dispatcher, report, 'dispatch', { unitCode: 'CG', reason: '归城管' })).toBe('reportsHaveNoUnit')
})
