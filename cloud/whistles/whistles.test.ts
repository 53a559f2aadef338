import type { WhistleForm } from '@doorstep/contract/whistles/views'
import type { CallAction } from '@doorstep/contract/whistles/machine'
import { whistleAssessDays, whistleRespondMinutes, whistleStreetMinutes } from '@doorstep/contract/rules'
import type * as v from 'valibot'
import { community, type Community } from '../requests/testing/requests'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let here: Community
let head: SignedIn
let property: SignedIn
// One world for all tests: each ends the whistles it began, and none leaves anything that rings.
beforeAll(async () => {
  here = await community()
  const { app, district } = here
  const own = { district_id: district.id }
  await app.db
    .insertInto('department')
    .values({ ...own, code: 'WY', name: '槐树物业', phone: '0543-1', kind: 'property', duties: JSON.stringify([]) })
    .execute()
  await app.db
    .insertInto('staff')
    .values({ ...own, code: 'P1', name: '蒋物业', phone: '13800000009', department_code: 'WY' })
    .execute()
  await app.db
    .insertInto('staff_role')
    .values({ ...own, staff_code: 'P1', role: 'handler', area_code: district.communities[0] })
    .execute()
  property = await signedIn(district, { staff: 'P1' })
  head = await signedIn(district, 'unitHead')
})
afterAll(() => here.app.close())

const form = (more: Partial<v.InferInput<typeof WhistleForm>> = {}) => ({
  gridCode: here.district.grids[0].code,
  place: '槐树里 1 号楼北侧',
  purpose: '路面塌了一块，要一起看怎么修',
  unitCodes: ['CG', 'WY'],
  ...more,
})
const whistles = (who = here.streetAdmin, more: Parameters<typeof form>[0] = {}) =>
  here.app.does(who, 'POST /v1/staff/whistles', { body: form(more) })
const sees = (who: SignedIn, id: string) => here.app.does(who, 'GET /v1/staff/whistles/{id}', { params: { id } })
const callOf = async (who: SignedIn, id: string, unit = 'CG') => {
  const { calls } = await sees(who, id)
  const call = [...calls].reverse().find((one) => one.unit.code === unit)
  if (call === undefined) throw new Error(`${unit} was not called`)
  return call
}
/** Takes an action on a unit's call; returns the refusal's code, or null when it succeeded. */
const does = async (who: SignedIn, id: string, action: CallAction, body: object, unit = 'CG') => {
  const { id: callId } = await callOf(here.streetAdmin, id, unit)
  const key = `POST /v1/staff/whistle-calls/{id}/${action}` as 'POST /v1/staff/whistle-calls/{id}/confirm'
  return (await here.app.call(who, key, { params: { id: callId }, body })).problem?.code ?? null
}
const closes = (id: string) =>
  here.app.does(here.streetAdmin, 'POST /v1/staff/whistles/{id}/close', { params: { id }, body: { text: '路面补好了' } })

test('units are called, answer, come, report, and the street confirms or sends back once', async () => {
  const { id, number } = await whistles()
  expect(number).toBe('哨-261123-01')
  expect(await here.told(here.handler)).toContain('吹哨：请到现场')
  expect(await does(here.handler, id, 'respond', { arriveMinutes: 20, who: '冯经办' })).toBeNull()
  expect(await here.told(here.streetAdmin)).toContain('城管局马上到'.replace('城管局', (await callOf(head, id)).unit.name))
  here.app.clock.advance({ minutes: 15 })
  expect(await does(here.handler, id, 'arrive', {})).toBeNull()
  expect(await does(here.handler, id, 'confirm', {})).toBe('notYourRole')
  expect(await does(here.handler, id, 'result', { text: '先围起来了' })).toBeNull()
  expect(await does(here.streetAdmin, id, 'sendBack', { reason: '只围了一半' })).toBeNull()
  expect(await does(here.handler, id, 'result', { text: '都围好了' })).toBeNull()
  expect(await does(here.streetAdmin, id, 'sendBack', { reason: '还差' })).toBe('sentBackOnce')
  expect(await does(here.streetAdmin, id, 'confirm', {})).toBeNull()
  const call = await callOf(here.streetAdmin, id)
  expect(call).toMatchObject({ state: 'confirmed', overdue: false, who: '冯经办' })
  expect((await sees(head, id)).events.map(({ title }) => title)).toHaveLength(7)
  await closes(id)
})

test('a unit that cannot come says so, and the street calls another, calls it again, or does without it', async () => {
  const { id } = await whistles(here.streetAdmin, { unitCodes: ['CG'] })
  expect(await does(here.handler, id, 'cannot', { reason: '人都在抢修' })).toBeNull()
  expect((await here.told(here.streetAdmin))[0]).toMatch(/不能到场$/)
  const callMore = (unitCodes: string[]) =>
    here.app.call(here.streetAdmin, 'POST /v1/staff/whistles/{id}/callMore', { params: { id }, body: { unitCodes } })
  expect((await callMore(['WY', 'CG'])).status).toBe(200)
  expect((await callMore(['WY'])).problem).toMatchObject({ code: 'badInput' })
  expect((await callMore(['NONE'])).problem).toMatchObject({ code: 'badInput' })
  expect(await does(here.streetAdmin, id, 'excuse', { reason: '已经修好' }, 'WY')).toBeNull()
  expect(await does(property, id, 'arrive', {}, 'WY')).toBe('notNow')
  expect((await sees(here.streetAdmin, id)).calls.map(({ state }) => state)).toEqual(['cannot', 'excused', 'called'])
  await closes(id)
})

test('a branch secretary suggests it, and nothing runs until the street whistles', async () => {
  const before = await here.told(here.handler)
  const { id, state, calls } = await whistles(here.secretary)
  expect([state, calls]).toEqual(['suggested', []])
  expect(await here.told(here.dispatcher)).toContain('书记建议吹哨，请您定')
  expect(await here.told(here.handler)).toEqual(before)
  here.app.clock.advance({ hours: 5 })
  const approve = (who: SignedIn) =>
    here.app.call(who, 'POST /v1/staff/whistles/{id}/approve', { params: { id }, body: { unitCodes: ['CG'] } })
  expect((await approve(here.secretary)).status).toBe(403)
  const [one, other] = await Promise.all([approve(here.streetAdmin), approve(here.dispatcher)])
  expect([one.status, other.status].sort()).toEqual([200, 409])
  expect((await sees(here.secretary, id)).calls.map(({ unit, overdue }) => [unit.code, overdue])).toEqual([['CG', false]])
  expect(await here.told(here.secretary)).toContain('您建议的吹哨，街道吹了')
  await closes(id)
  const declined = await whistles(here.secretary)
  const body = { reason: '网格里自己能办' }
  await here.app.does(here.streetAdmin, 'POST /v1/staff/whistles/{id}/decline', { params: { id: declined.id }, body })
  expect(await here.told(here.secretary)).toContain('您建议的吹哨，街道没有吹')
})

test('an unanswered call rings for the unit, its head, the street and the supervisor, each once, until the whistle is over', async () => {
  const { id } = await whistles(here.dispatcher, { unitCodes: ['CG'] })
  const rung = async (who: SignedIn) => (await here.told(who)).filter((title) => title.includes('回应'))
  here.app.clock.advance({ minutes: whistleRespondMinutes / 2 })
  expect(await rung(here.handler)).toEqual(['吹哨的回应时间过了一半'])
  here.app.clock.advance({ minutes: whistleRespondMinutes * 0.3 })
  await rung(head)
  here.app.clock.advance({ minutes: whistleRespondMinutes * 0.2 + 1 })
  const name = (await callOf(head, id)).unit.name
  expect(await rung(head)).toEqual([`吹哨的回应时间过了：${name}`, '吹哨的回应时间快到了', '吹哨的回应时间过了一半'])
  expect(await rung(here.dispatcher)).toEqual([`吹哨的回应时间过了：${name}`])
  expect(await rung(here.streetAdmin)).toEqual([])
  here.app.clock.advance({ minutes: whistleStreetMinutes + 1 })
  expect(await rung(here.streetAdmin)).toEqual([`${name}还没有回应，请督促`])
  expect(await rung(here.supervisor)).toEqual([])
  here.app.clock.advance({ days: 1 })
  expect(await rung(here.supervisor)).toEqual([`督办：${name}还没有回应`])
  here.app.clock.advance({ days: 7 })
  expect(await rung(here.supervisor)).toHaveLength(2)
  expect((await callOf(here.supervisor, id)).overdue).toBe(true)
  await closes(id)
  here.app.clock.advance({ days: 30 })
  expect(await rung(here.supervisor)).toHaveLength(2)
  expect(await does(here.handler, id, 'respond', { arriveMinutes: 20 })).toBe('whistleOver')
})

test('who said when it would come and does not is reminded too, and a result is owed from the first word on', async () => {
  const { id } = await whistles(here.streetAdmin, { unitCodes: ['CG'], resultDays: 1 })
  await does(here.handler, id, 'respond', { arriveMinutes: 60 })
  here.app.clock.advance({ minutes: 61 })
  expect((await here.told(here.streetAdmin))[0]).toMatch(/^吹哨的到场时间过了/)
  await does(here.handler, id, 'arrive', {})
  here.app.clock.advance({ days: 5 })
  expect((await here.told(here.handler))[0]).toMatch(/^吹哨的办理时间过了/)
  await closes(id)
})

const figures = () => here.app.does(here.supervisor, 'GET /v1/staff/whistle-figures', {})
/** Returns by how much each count of a row grew. */
const grown = <Row extends object>(before: Row | undefined, after: Row | undefined) =>
  Object.fromEntries(
    Object.entries(after ?? {}).flatMap(([name, count]) =>
      typeof count === 'number' ? [[name, count - Number(Object.entries(before ?? {}).find(([one]) => one === name)?.[1] ?? 0)]] : [],
    ),
  )

test('what each side says of the other is hidden until both have, or the days for it are over', async () => {
  const before = await figures()
  const { id } = await whistles()
  await does(here.handler, id, 'arrive', {})
  expect(await does(here.handler, id, 'rateCall', { needed: true, prepared: true })).toBe('notNow')
  await closes(id)
  const ofCG = async (who: SignedIn) => {
    const { ratedUnit, ratedCall } = await callOf(who, id)
    return [ratedUnit?.inTime ?? null, ratedCall?.needed ?? null]
  }
  expect(await does(here.handler, id, 'rateUnit', { inTime: true, achieved: true })).toBe('notYourRole')
  expect(await does(here.handler, id, 'rateCall', { needed: false, prepared: true, text: '电话里能说清' })).toBeNull()
  expect(await does(head, id, 'rateCall', { needed: true, prepared: true })).toBe('assessedAlready')
  expect([await ofCG(here.streetAdmin), await ofCG(here.supervisor), await ofCG(property), await ofCG(head)]).toEqual([
    [null, null],
    [null, null],
    [null, null],
    [null, false],
  ])
  expect(await does(here.streetAdmin, id, 'rateUnit', { inTime: true, achieved: true })).toBeNull()
  expect([await ofCG(here.streetAdmin), await ofCG(here.supervisor), await ofCG(head)]).toEqual(Array(3).fill([true, false]))
  // Another unit reads nothing of it, and one that said nothing is heard once the days are over.
  expect(await ofCG(property)).toEqual([null, null])
  await does(here.streetAdmin, id, 'rateUnit', { inTime: false, achieved: false }, 'WY')
  here.app.clock.advance({ days: whistleAssessDays + 3 })
  expect((await callOf(property, id, 'WY')).ratedUnit).toMatchObject({ inTime: false })
  expect(await does(property, id, 'rateCall', { needed: true, prepared: true }, 'WY')).toBe('assessOver')
  const after = await figures()
  const unit = (code: string) => {
    const row = ({ units }: typeof after) => units.find((one) => one.unit.code === code)
    return grown(row(before), row(after))
  }
  const late = { inTime: 0, late: 0, notCome: 0, done: 0, rated: 1 }
  expect(unit('CG')).toEqual({ ...late, called: 1, inTime: 1, ratedInTime: 1, ratedAchieved: 1 })
  expect(unit('WY')).toEqual({ ...late, called: 1, notCome: 1, ratedInTime: 0, ratedAchieved: 0 })
  const caller = ({ callers }: typeof after) => callers.find((one) => one.caller.code === 'SA')
  expect(grown(caller(before), caller(after))).toEqual({ whistles: 1, rated: 1, needed: 0, prepared: 1 })
})

test('the resident reads which units come about her request, the staff the whistle; a 举报 has none', async () => {
  const request = await here.files(here.resident)
  const { id, request: about } = await whistles(here.streetAdmin, { requestId: request.id })
  expect(about?.number).toBe(request.number)
  const seen = await here.sees(here.resident, request)
  expect(seen.timeline.at(-1)?.title).toMatch(/召集.+、槐树物业到现场$/)
  expect(JSON.stringify(seen)).not.toContain('一起看怎么修')
  expect(await here.told(here.resident)).toContain('召集了单位到现场')
  const of = (who: SignedIn, params: { id: string }) => here.app.call(who, 'GET /v1/requests/{id}/whistles', { params })
  expect((await of(here.member, request)).body).toMatchObject({ rows: [{ id, opens: false }] })
  expect((await of(here.stranger, request)).status).toBe(404)
  expect((await sees(property, id)).request).toBeNull()
  await does(property, id, 'arrive', {}, 'WY')
  await closes(id)
  expect((await here.sees(here.resident, request)).timeline.at(-1)?.title).toBe('现场协调结束，槐树物业到过现场')
  const report = await here.files(here.neighbour, {
    kind: 'report',
    categoryCode: here.district.categories.report,
    text: '有人违规经营',
    buildingCode: here.district.grids[0].buildings[1].code,
  })
  const tries = (who: SignedIn) => here.app.call(who, 'POST /v1/staff/whistles', { body: form({ requestId: report.id }) })
  expect((await tries(here.streetAdmin)).problem?.code).toBe('reportsNoWhistle')
  // Who may not know of the report learns nothing.
  expect((await tries(here.secretary)).problem?.code).toBe('notFound')
  expect((await of(here.streetAdmin, report)).body).toEqual({ rows: [] })
})

test('lists have what waits for my unit, what my area has under way, and what is over; nobody else sees any', async () => {
  const { id } = await whistles(here.streetAdmin, { unitCodes: ['WY'] })
  const other = await whistles(here.streetAdmin)
  const list = async (who: SignedIn, view: 'unit' | 'open' | 'done') => {
    const found: string[] = []
    for (let after: string | undefined; ;) {
      const query = { view, limit: '1', ...(after !== undefined && { after }) }
      const { rows, next } = await here.app.does(who, 'GET /v1/staff/whistles', { query })
      found.push(...rows.map((row) => row.id))
      if (next === null) return found.filter((one) => [id, other.id].includes(one))
      after = next
    }
  }
  expect(await list(property, 'unit')).toEqual([other.id, id])
  expect(await list(here.handler, 'unit')).toEqual([other.id])
  expect([await list(here.supervisor, 'open'), await list(property, 'open'), await list(here.secretary, 'open')]).toEqual([
    [other.id, id],
    [],
    [],
  ])
  await closes(id)
  expect([await list(property, 'done'), await list(property, 'unit'), await list(here.handler, 'done')]).toEqual([[id], [other.id], []])
  expect((await here.app.call(here.handler, 'GET /v1/staff/whistles/{id}', { params: { id } })).status).toBe(404)
  await closes(other.id)
})

test('a unit that is retired or whose people have left blocks nothing, and somebody hears of it', async () => {
  const { id } = await whistles(here.dispatcher, { unitCodes: ['WY'] })
  const { db } = here.app
  await db.updateTable('staff').set({ retired_at: here.app.clock.now() }).where('code', 'in', ['P1', 'DI']).execute()
  await db.updateTable('staff_role').set({ retired_at: here.app.clock.now() }).where('staff_code', 'in', ['P1', 'DI']).execute()
  await db.updateTable('department').set({ retired_at: here.app.clock.now() }).where('code', '=', 'WY').execute()
  here.app.clock.advance({ hours: 1 })
  expect((await here.told(here.streetAdmin))[0]).toMatch(/^吹哨的回应时间过了：槐树物业/)
  expect((await closes(id)).state).toBe('closed')
})
