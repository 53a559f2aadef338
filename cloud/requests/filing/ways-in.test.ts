import { spotCheckOneIn, verifyAfterDays } from '@doorstep/contract/rules'
import type { StaffFiling } from '@doorstep/contract/requests/views'
import { bad, community, type Community } from '../testing/requests'
import type { SignedIn } from '../../testing/people/signed-in'
import { isSpotChecked } from './enter'

let here: Community
beforeAll(async () => {
  here = await community()
})
afterAll(() => here.app.close())

const formOf = (over: Partial<StaffFiling> = {}): StaffFiling => ({
  ...{ kind: 'help', categoryCode: here.district.categories.ordinary, text: '楼道灯坏了三天', channel: 'grid' },
  buildingCode: here.district.grids[0].buildings[0].code,
  ...over,
})
const enters = (who: SignedIn, over: Partial<StaffFiling> = {}) => here.app.call(who, 'POST /v1/staff/requests', { body: formOf(over) })
const entered = (who: SignedIn, over: Partial<StaffFiling> = {}) => here.app.does(who, 'POST /v1/staff/requests', { body: formOf(over) })
const caller = { name: '张奶奶', phone: '13900001111', relation: '本人', consent: { how: 'byPhone' } } as const
const done = { text: '已经请住户搬走，楼道清空了', fileIds: [] }
const hours = (count: number) => new Date(here.app.clock.now().getTime() + count * 3_600_000).toISOString()

test('a case keeps the way it came in, and staff filter their lists by it', async () => {
  const { app, member, resident, dispatcher } = here
  const phoned = await entered(member, { channel: 'phone', onBehalf: caller })
  const found = await entered(member)
  const own = await here.files(resident)
  expect([phoned.channel, found.channel, own.channel]).toEqual(['phone', 'grid', 'app'])
  for (const [channel, id] of [
    ['phone', phoned.id],
    ['grid', found.id],
    ['app', own.id],
  ] as const) {
    const { rows } = await app.does(dispatcher, 'GET /v1/requests', { query: { side: 'team', view: 'open', channel } })
    expect([channel, rows.every((row) => row.channel === channel), rows.some((row) => row.id === id)]).toEqual([channel, true, true])
  }
})

test('a sheet keeps its own number, and of two deadlines the earlier rules', async () => {
  const { dispatcher, member } = here
  const soon = await entered(dispatcher, { channel: 'hotline', onBehalf: caller, outside: { number: '12345-1', dueAt: hours(1 / 6) } })
  expect(soon).toMatchObject({ outside: { number: '12345-1', dueAt: hours(1 / 6) }, promisedAt: hours(1 / 6) })
  const later = await entered(dispatcher, { channel: 'hotline', onBehalf: caller, outside: { number: '12345-2', dueAt: hours(900) } })
  expect(later.promisedAt).not.toBe(hours(900))
  expect(Date.parse(later.promisedAt ?? '')).toBeLessThan(Date.parse(hours(900)))
  const accepted = await here.acts(member, soon, 'accept', {})
  expect(accepted.promisedAt).toBe(hours(1 / 6))
})

test.each([
  ['a time in the future', { happenedAt: '2030-01-01T00:00:00.000Z' }, 'happenedAt'],
  ['a sheet without its number', { channel: 'hotline' }, 'outside.number'],
  ['a call from nobody', { channel: 'phone' }, 'onBehalf.name'],
] as const)('%s is refused at its field', async (_name, over, path) => {
  const refused = await enters(here.member, over)
  expect(refused.problem).toMatchObject({ code: 'badInput', errors: [{ path }] })
})

test('what is typed in late has both times, counts at once as overdue, and rings once, at its highest step', async () => {
  const { app, member } = here
  const happenedAt = hours(-24 * 20)
  const late = await entered(member, { channel: 'visit', happenedAt })
  expect(late).toMatchObject({ happenedAt, createdAt: app.clock.now().toISOString(), overdue: true })
  const { rows } = await app.does(here.dispatcher, 'GET /v1/requests', { query: { side: 'team', view: 'overdue', limit: '50' } })
  expect(rows.map(({ id }) => id)).toContain(late.id)
  await app.jobs.runDue()
  const told = (await app.does(member, 'GET /v1/inbox', {})).rows.filter(({ text }) => text.includes(late.number)).map(({ title }) => title)
  expect(told.filter((title) => title.includes('快到了'))).toEqual([])
  expect(told.filter((title) => title === '受理已超时')).toHaveLength(1)
})

test('what staff find is closed on the spot with a photo or with words, never with nothing', async () => {
  const { member, resident, handler } = here
  expect((await enters(member, { done: { text: '好了', fileIds: [] } })).problem?.code).toBe('evidenceNeeded')
  expect(await entered(member, { done })).toMatchObject({ state: 'closed', channel: 'grid', outcome: 'solved' })
  expect((await enters(member, { channel: 'phone', onBehalf: caller, done })).problem?.code).toBe('notNow')
  expect((await enters(resident)).problem?.code).toBe('notYourRole')
  expect((await enters(handler)).problem?.code).toBe('notYourRole')
  expect((await enters(here.stranger)).problem?.code).toBe('notYourRole')
})

test('the place of who types it in is no part of the case', async () => {
  expect((await entered(here.member)).requester?.place).toBe('槐树里 1 号楼')
})

test('of what its finder closed a share is checked by somebody else; what was not done is done by somebody else', async () => {
  const { app, district, member, deputy, dispatcher, sees } = here
  const { id } = await entered(member, { done })
  const check = (who: SignedIn, solved: boolean) =>
    app.call(who, 'POST /v1/staff/requests/{id}/check', { params: { id }, body: { solved, text: '去看过，纸箱还在' } })
  await app.db.updateTable('request').set({ to_check: false }).where('district_id', '=', district.id).where('id', '=', id).execute()
  expect((await check(dispatcher, false)).problem?.code).toBe('notNow')
  await app.db.updateTable('request').set({ to_check: true }).where('district_id', '=', district.id).where('id', '=', id).execute()
  const mayCheck = async (who: SignedIn) => (await sees(who, { id })).furtherActions.includes('checkFailed')
  expect([await mayCheck(dispatcher), await mayCheck(member)]).toEqual([true, false])
  const listed = await app.does(dispatcher, 'GET /v1/requests', { query: { side: 'team', view: 'verify' } })
  expect(listed.rows.map((row) => row.id)).toContain(id)
  expect((await check(member, true)).problem?.code).toBe('notYourRole')
  expect((await check(dispatcher, false)).body).toMatchObject({ state: 'rework' })
  expect(await mayCheck(dispatcher)).toBe(false)
  expect((await sees(deputy, { id })).handler?.code).toBe(district.grids[0].deputy)
  expect((await sees(member, { id })).next).toBe('已转给别人办理')
})

test('the share is a rule, and falls by a hash that nobody chooses', () => {
  const hashes = Array.from({ length: 4000 }, (_, count) => (count * 2_654_435_761).toString(16).padStart(8, '0').slice(-8))
  const share = hashes.filter(isSpotChecked).length / hashes.length
  expect(share).toBeGreaterThan(0.5 / spotCheckOneIn)
  expect(share).toBeLessThan(2 / spotCheckOneIn)
})

test('days after a reply without her answer somebody who did not handle it phones; not solved goes to another handler and another reviewer', async () => {
  const { app, resident, deputy, dispatcher, streetAdmin, member, sees } = here
  const request = await here.files(resident)
  await here.settles(request)
  const asks = async (who: SignedIn) => (await sees(who, request)).as.includes('callback')
  expect(await asks(dispatcher)).toBe(false)
  app.clock.advance({ days: verifyAfterDays })
  expect([await asks(dispatcher), await asks(streetAdmin), await asks(member)]).toEqual([true, true, false])
  const { rows } = await app.does(dispatcher, 'GET /v1/requests', { query: { side: 'team', view: 'verify' } })
  expect(rows.map(({ id }) => id)).toContain(request.id)
  const answered = await app.does(dispatcher, 'POST /v1/staff/requests/{id}/ratings', { params: { id: request.id }, body: bad })
  expect(answered).toMatchObject({ state: 'rework', handler: { code: here.district.grids[0].deputy } })
  await here.acts(deputy, request, 'reply', { outcome: 'explained', text: '已经当面说明情况' })
  app.clock.advance({ days: verifyAfterDays })
  expect([await asks(dispatcher), await asks(streetAdmin)]).toEqual([false, true])
})
