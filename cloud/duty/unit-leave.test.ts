import { inTransaction } from '../platform/database/database'
import { community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { leaveNothingWith } from './departure'

let here: Community
let handler: SignedIn
let mate: SignedIn
let head: SignedIn

beforeEach(async () => {
  here = await community()
  const as = (staff: string) => signedIn(here.district, { staff })
  ;[handler, mate, head] = [await as('H1'), await as('H2'), await as('UH')]
})
afterEach(() => here.app.close())

const at = (wall: string) => new Date(`2026-${wall.replace(' ', 'T')}:00.000+08:00`)
const takes = (who: SignedIn, fromDay: string, over: object = {}) =>
  here.app.call(who, 'POST /v1/absences', { body: { fromDay, untilDay: fromDay, ...over } })
const duty = (who: SignedIn) => here.app.does(who, 'GET /v1/my-duty')
/** Returns a request that a staff member of the unit has taken on. */
const held = async (by = handler) => {
  const request = await here.files(here.resident)
  await here.acts(here.member, request, 'accept', {})
  await here.acts(here.dispatcher, request, 'dispatch', { unitCode: 'CG', reason: '归城管' })
  await here.acts(by, request, 'claim', {})
  return request
}
const handlerOf = async (request: { id: string }) => (await here.sees(here.dispatcher, request)).handler?.code ?? null

test('staff of a unit see it with its others, and take leave from it with a stand-in of theirs, who is told and has the cases', async () => {
  const { app, told } = here
  expect((await duty(handler)).unit).toMatchObject({ name: '城市管理局', mates: [{ staffCode: 'H2' }, { staffCode: 'UH' }] })
  const request = await held()
  const previewed = await app.does(handler, 'GET /v1/absence-previews', { query: { fromDay: '2026-11-24', untilDay: '2026-12-04' } })
  expect(previewed).toMatchObject({ handedOn: 1, staying: 0 })
  const taken = await takes(handler, '2026-11-24', { untilDay: '2026-12-04', standInCode: 'H2' })
  expect(taken.body).toMatchObject({ gridCode: null, staffName: '冯经办', standInName: '陈经办' })
  expect(await told(mate)).toContain('冯经办请假，由您代班')
  expect(await handlerOf(request)).toBe('H1')
  app.clock.set(at('11-24 00:01'))
  await app.jobs.runDue()
  expect(await handlerOf(request)).toBe('H2')
  expect((await duty(handler)).absences).toMatchObject([{ standInName: '陈经办' }])
  const [absence] = (await duty(handler)).absences
  expect((await app.call(mate, 'DELETE /v1/absences/{id}', { params: { id: absence?.id ?? '' } })).status).toBe(404)
  expect((await app.call(handler, 'DELETE /v1/absences/{id}', { params: { id: absence?.id ?? '' } })).status).toBe(204)
  expect(await told(handler)).toContain('您的请假结束了')
})

test('without a stand-in the head and the mates are told, the unit keeps what is due, and anybody of it takes it on', async () => {
  const { app, told, acts, sees } = here
  const request = await held()
  expect((await takes(handler, '2026-11-24', { untilDay: '2026-12-04' })).body).toMatchObject({ standInName: '' })
  app.clock.set(at('11-24 08:00'))
  await app.jobs.runDue()
  for (const who of [head, mate]) expect(await told(who)).toEqual(expect.arrayContaining(['冯经办请假了', '一件诉求等单位里的人接手']))
  expect(await sees(head, request)).toMatchObject({ handler: null, unit: { code: 'CG' } })
  expect((await acts(mate, request, 'claim', {})).handler?.code).toBe('H2')
})

test('nobody of another unit or grid stands in, nobody who is away, and who works for no unit takes no leave from one', async () => {
  const { member } = here
  const wrong = async (answer: ReturnType<typeof takes>) => {
    const { problem } = await answer
    return problem?.errors?.[0]?.path ?? problem?.code
  }
  expect(await wrong(takes(handler, '2026-11-24', { standInCode: 'D1' }))).toBe('standInCode')
  expect(await wrong(takes(handler, '2026-11-24', { standInCode: 'H1' }))).toBe('standInCode')
  expect(await wrong(takes(member, '2026-11-24'))).toBe('notFound')
  const query = { fromDay: '2026-11-24', untilDay: '2026-11-24' }
  expect((await here.app.call(member, 'GET /v1/absence-previews', { query })).problem?.code).toBe('notFound')
  await takes(mate, '2026-11-24')
  expect(await wrong(takes(handler, '2026-11-24', { standInCode: 'H2' }))).toBe('standInCode')
  expect(await wrong(takes(mate, '2026-11-24'))).toBe('fromDay')
  const both = await Promise.all([takes(handler, '2026-11-25', { standInCode: 'UH' }), takes(head, '2026-11-25', { standInCode: 'H1' })])
  expect(both.map(({ status }) => status).sort()).toEqual([201, 400])
})

test('a unit’s stand-in who leaves it leaves the work to the unit, who are told; who loses another role keeps their leave', async () => {
  const { app, district, told } = here
  const request = await held()
  await takes(handler, '2026-11-24', { untilDay: '2026-12-04', standInCode: 'H2' })
  const left = (codes: string[]) =>
    inTransaction(app.db, (tx) => leaveNothingWith({ tx, districtId: district.id, clock: app.clock }, codes))
  await left(['H1'])
  expect((await duty(handler)).absences).toHaveLength(1)
  await app.db.updateTable('staff').set({ retired_at: app.clock.now(), account_id: null }).where('code', '=', 'H2').execute()
  await left(['H2'])
  expect(await told(head)).toContain('冯经办请假，由单位接手')
  app.clock.set(at('11-24 08:00'))
  await app.jobs.runDue()
  expect(await handlerOf(request)).toBeNull()
  expect((await here.sees(head, request)).unit?.code).toBe('CG')
})
