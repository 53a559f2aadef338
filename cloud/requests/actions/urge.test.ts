import { ruleWords } from '@doorstep/contract/rule-words'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { FileRequest } from '@doorstep/contract/requests/views'
import type { SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const report = { kind: 'report', categoryCode: 'TIPOFF', text: '网格里有人收钱办事' } as const satisfies FileRequest
const urges = async (who: SignedIn, request: { id: string }) =>
  (await here.app.call(who, 'POST /v1/requests/{id}/urge', { params: { id: request.id }, body: {} })).problem
const toldOf = async (who: SignedIn) => (await here.told(who)).filter((title) => title === '居民催了一下').length

test('before half of the promised time has passed there is nothing to urge, and it is said when there will be', async () => {
  const { app, resident, files, sees } = here
  const request = await files(resident)
  const whole = request.clocks.find(({ kind }) => kind === 'whole')
  const half = (Date.parse(whole?.dueAt ?? '') + Date.parse(whole?.startedAt ?? '')) / 2
  // The acceptance is late long before: she may urge that, too; so it is in time here.
  await here.acts(here.member, request, 'accept', {})
  expect(await urges(resident, request)).toMatchObject({ code: 'urgeEarly', detail: ruleWords.urgeEarly })
  expect((await sees(resident, request)).furtherActions).not.toContain('urge')
  app.clock.set(new Date(half).toISOString())
  expect((await sees(resident, request)).furtherActions).toContain('urge')
})

test('whoever said something lately is not urged: half of what was left then has to pass', async () => {
  const { app, resident, member, files, acts, sees } = here
  const request = await acts(member, await files(resident), 'accept', {})
  const due = Date.parse(request.promisedAt ?? '')
  const left = due - app.clock.now().getTime()
  app.clock.set(new Date(due - left / 2).toISOString())
  await acts(member, request, 'handle', { text: '配件明天到' })
  expect((await sees(resident, request)).furtherActions).not.toContain('urge')
  await acts(resident, request, 'comment', { text: '好的' })
  app.clock.set(new Date(due - left / 4).toISOString())
  expect((await sees(resident, request)).furtherActions).toContain('urge')
})

test('the days in which the resident did not contest a refusal are not silence of the team', async () => {
  const { app, resident, member, files, acts, sees } = here
  const request = await files(resident)
  await acts(member, request, 'refuse', { reason: 'otherDuty', explanation: '归物业管', route: '请找物业' })
  app.clock.advance({ days: 7 })
  await acts(resident, request, 'contest', { text: '物业说归社区' })
  expect((await sees(resident, request)).furtherActions).not.toContain('urge')
  expect(await urges(resident, request)).toMatchObject({ code: 'urgeEarly' })
})

test('an urge is told to the handler, stands in the timeline and on the row of the staff, and is answered by a word', async () => {
  const { app, resident, member, secretary, files, acts, sees } = here
  const request = await acts(member, await files(resident), 'accept', {})
  const left = Date.parse(request.promisedAt ?? '') - app.clock.now().getTime()
  app.clock.set(new Date(app.clock.now().getTime() + left / 2).toISOString())
  expect(await urges(resident, request)).toBeUndefined()
  expect([await toldOf(member), await toldOf(secretary), await toldOf(resident)]).toEqual([1, 0, 0])
  const at = app.clock.now().toISOString()
  const inRow = async () => (await app.does(member, 'GET /v1/staff/inbox')).rows.map(({ id, urgedAt }) => [id, urgedAt])
  expect(await inRow()).toEqual([[request.id, at]])
  expect(await sees(resident, request)).toMatchObject({ state: 'accepted', promisedAt: request.promisedAt, urged: { at, seen: null } })
  expect((await sees(resident, request)).timeline.at(-1)).toMatchObject({ did: 'urge', title: '您催了一下', text: '' })
  expect((await sees(member, request)).timeline.filter(({ did }) => did !== 'rang').at(-1)?.title).toBe('居民催了一下')
  await acts(member, request, 'comment', { text: '师傅在路上' })
  expect(await inRow()).toEqual([[request.id, null]])
  app.clock.advance({ days: 1 })
  expect((await sees(resident, request)).urged).toBeNull()
})

test('once a day, and the refusal says who has seen it and when', async () => {
  const { app, resident, member, files, sees } = here
  const request = await files(resident)
  app.clock.advance({ hours: 1 })
  expect(await urges(resident, request)).toBeUndefined()
  expect((await urges(resident, request))?.detail).toMatch(/^今天已经催过，明天/)
  await app.jobs.runDue()
  app.clock.advance({ minutes: 12 })
  await app.does(member, 'POST /v1/inbox/read', { body: { ids: (await app.does(member, 'GET /v1/inbox')).rows.map(({ id }) => id) } })
  const refused = await urges(resident, request)
  expect(refused).toMatchObject({ code: 'urgedToday', detail: '已经催过了，李明1 10:12 看到' })
  expect(await sees(resident, request)).toMatchObject({ urged: { seen: { by: '李明1', at: app.clock.now().toISOString() } } })
  app.clock.advance({ days: 1 })
  expect(await urges(resident, request)).toBeUndefined()
})

test('once it is late, the secretary it was escalated to is told of it, too, and the handler once', async () => {
  const { app, resident, member, secretary, files } = here
  const request = await files(resident)
  app.clock.advance({ hours: 1 })
  await urges(resident, request)
  expect([await toldOf(member), await toldOf(secretary)]).toEqual([1, 1])
})

test('of a report neither the team nor the secretary hears, and nobody learns who urged', async () => {
  const { app, resident, member, deputy, secretary, dispatcher, supervisor, files, sees } = here
  const [{ code: buildingCode }] = here.district.grids[0].buildings
  const request = await files(resident, { ...report, buildingCode })
  app.clock.advance({ days: 30 })
  expect(await urges(resident, request)).toBeUndefined()
  const told = []
  for (const who of [member, deputy, secretary, dispatcher, supervisor]) told.push(await toldOf(who))
  expect(told).toEqual([0, 0, 0, 1, 1])
  expect((await sees(dispatcher, request)).timeline.filter(({ did }) => did !== 'rang').at(-1)).toMatchObject({
    by: '居民',
    title: '居民催了一下',
  })
})

test('nobody but its requester urges a request, and nobody who handles it themselves', async () => {
  const { app, resident, neighbour, member, files, tries } = here
  const request = await files(resident)
  app.clock.advance({ hours: 1 })
  expect(await tries(neighbour, request, 'urge', {})).toBe('notFound')
  expect(await tries(member, request, 'urge', {})).toBe('notYourRole')
  expect(requestMachine.urge.not).toContain('handler')
})
