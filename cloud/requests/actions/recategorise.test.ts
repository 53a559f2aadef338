import type { Duration, RequestDetail } from '@doorstep/contract/requests/views'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
  here.app.clock.set(at('2026-11-23T09:00'))
  await category('PIPE', '下水管道', { amount: 5, unit: 'workingDay' })
  await category('WIRE', '电线外露', { amount: 2, unit: 'hour' })
})
afterEach(() => here.app.close())

const at = (wall: string) => new Date(`${wall}+08:00`).toISOString()
const category = (code: string, name: string, handling: Duration, more: { kinds?: string; retired_at?: Date } = {}) =>
  here.app.db
    .insertInto('category')
    .values({
      district_id: here.district.id,
      code,
      sort: 9,
      group_name: '楼道与公共设施',
      name,
      kinds: '["help"]',
      hint: '',
      questions: '[]',
      acceptance: JSON.stringify({ amount: 30, unit: 'minute' }),
      handling: JSON.stringify(handling),
      rule: `${name}的时限`,
      ...more,
    })
    .execute()
const pipe = { categoryCode: 'PIPE', reason: '是管道漏水泡了灯' }
const wire = { categoryCode: 'WIRE', reason: '电线露在外面' }
const running = ({ clocks }: RequestDetail) =>
  Object.fromEntries(clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ kind, dueAt }) => [kind, dueAt]))
const toldOf = async (title: string) => {
  await here.told(here.resident)
  return (await here.app.does(here.resident, 'GET /v1/inbox', {})).rows.filter((row) => row.title === title).map(({ text }) => text)
}

test('another category has its own time, from filing and with what was waited; the resident is told the time and why', async () => {
  const { app, resident, member, supervisor, files, acts, sees, tries } = here
  const request = await files(resident)
  app.clock.set(at('2026-11-23T09:10'))
  await acts(member, request, 'accept', {})
  await acts(member, request, 'askMore', { question: '几单元' })
  app.clock.set(at('2026-11-24T09:10'))
  await acts(resident, request, 'supply', { text: '二单元' })
  expect(await tries(supervisor, request, 'recategorise', pipe)).toBe('notYourRole')
  const after = await acts(member, request, 'recategorise', pipe)
  expect(after).toMatchObject({ state: 'accepted', categoryName: '下水管道', handler: { code: 'M1' } })
  expect(running(after)).toEqual({ whole: at('2026-12-01T18:00'), handling: at('2026-12-01T18:00') })
  expect(after.clocks.find(({ kind, stoppedAt }) => kind === 'handling' && stoppedAt === null)?.rule).toBe('下水管道的时限')
  const hers = await sees(resident, request)
  expect(hers.promisedAt).toBe(at('2026-12-01T18:00'))
  expect(hers.timeline.at(-1)).toMatchObject({
    title: expect.stringContaining('改了类别：公共照明 → 下水管道') as string,
    text: `${pipe.reason}\n按现在的类别，约定12月1日 周二 18:00 前答复`,
  })
  const [said] = await toldOf('诉求改了类别')
  expect(said).toContain(`改到“下水管道”，因为${pipe.reason}。现在约定12月1日 周二 18:00 前答复`)
})

test('an earlier time is said as it is, also where it has passed; what was late stays late', async () => {
  const { app, resident, member, files, acts, sees } = here
  const request = await files(resident)
  const filed = await acts(member, request, 'recategorise', wire)
  expect(running(filed)).toEqual({ acceptance: at('2026-11-23T09:30'), whole: at('2026-11-23T11:30') })
  expect((await toldOf('诉求改了类别'))[0]).toMatch(/9:30 前告知是否受理，.*11:30 前答复/)
  await acts(member, request, 'accept', {})
  app.clock.set(at('2026-11-23T12:00'))
  expect(await sees(member, request)).toMatchObject({ overdue: true })
  const later = await acts(member, request, 'recategorise', pipe)
  expect(later).toMatchObject({ overdue: true, promisedAt: at('2026-11-30T18:00') })
  const back = await acts(member, request, 'recategorise', wire)
  expect(back).toMatchObject({ overdue: true, promisedAt: at('2026-11-23T11:00') })
  expect((await toldOf('诉求改了类别'))[0]).toContain('已经晚了，会尽快答复')
})

test('while it waits for the resident the pause goes on, and then counts', async () => {
  const { app, resident, member, files, acts } = here
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(member, request, 'askMore', { question: '几单元' })
  app.clock.set(at('2026-11-23T15:00'))
  const waiting = await acts(member, request, 'recategorise', wire)
  expect(waiting).toMatchObject({ state: 'infoNeeded', overdue: false })
  expect(waiting.clocks.find(({ kind }) => kind === 'handling')).toMatchObject({ state: 'paused', dueAt: at('2026-11-23T11:00') })
  expect((await toldOf('诉求改了类别'))[0]).toContain('等您补充的时间不算在内')
  expect((await acts(resident, request, 'supply', { text: '二单元' })).promisedAt).toBe(at('2026-11-23T17:00'))
})

test('only a category of its kind that is in use, is no emergency and is another one; a 举报 stays one', async () => {
  const { app, resident, member, dispatcher, district, files, acts } = here
  await category('OLD', '旧类别', { amount: 1, unit: 'day' }, { retired_at: app.clock.now() })
  await category('TIP2', '乱收费', { amount: 5, unit: 'workingDay' }, { kinds: '["report"]' })
  const request = await files(resident)
  for (const code of ['LIGHT', 'GAS', 'PENSION', 'TIPOFF', 'OLD', 'NONE']) {
    const body = { categoryCode: code, reason: '改一下' }
    const { problem } = await app.call(member, 'POST /v1/requests/{id}/recategorise', { params: { id: request.id }, body })
    expect([code, problem?.code, problem?.errors?.[0]?.path]).toEqual([code, 'badInput', 'categoryCode'])
  }
  const buildingCode = district.grids[0].buildings[0].code
  const report = await files(resident, { kind: 'report', categoryCode: 'TIPOFF', text: '有人收钱', buildingCode })
  expect(await here.tries(dispatcher, report, 'recategorise', pipe)).toBe('badInput')
  expect(await here.tries(member, report, 'recategorise', { categoryCode: 'TIP2', reason: '收费' })).toBe('notFound')
  expect(await acts(dispatcher, report, 'recategorise', { categoryCode: 'TIP2', reason: '收费' })).toMatchObject({ categoryName: '乱收费' })
})

test('the directory decides again, with its own time; not where somebody dispatched it', async () => {
  const { app, resident, member, dispatcher, handler, files, acts, sees, told } = here
  await app.db
    .insertInto('dispatch_rule')
    .values({
      district_id: here.district.id,
      code: 'PIPE',
      kinds: '[]',
      category_code: 'PIPE',
      area_code: String(here.district.id),
      unit_code: 'CG',
      co_unit_codes: '[]',
      handling: JSON.stringify({ amount: 3, unit: 'workingDay' }),
      at_filing: false,
      basis: '排水归口管理',
      edition: 3,
    })
    .execute()
  const request = await files(resident)
  await acts(member, request, 'accept', {})
  await acts(member, request, 'recategorise', pipe)
  expect(await sees(handler, request)).toMatchObject({
    unit: { code: 'CG' },
    handler: null,
    parts: [{ by: 'directory', unit: { code: 'CG' } }],
    promisedAt: at('2026-11-26T18:00'),
  })
  expect((await sees(resident, request)).timeline.at(-1)?.title).toContain('交给城市管理局办理')
  expect(await told(handler)).toContain('有一件诉求交给您单位办理')
  // Before it is accepted only a row that says so moves it.
  const early = await files(resident)
  expect(await acts(member, early, 'recategorise', pipe)).toMatchObject({ state: 'submitted', unit: null })
  const chosen = await files(resident)
  await acts(dispatcher, chosen, 'dispatch', { unitCode: 'CG', reason: '公共照明归城管' })
  await acts(handler, chosen, 'accept', {})
  const kept = await acts(handler, chosen, 'recategorise', pipe)
  expect(kept).toMatchObject({ handler: { code: 'H1' }, parts: [{ by: 'staff' }], promisedAt: at('2026-11-30T18:00') })
})
