import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { community, type Community } from '../testing/requests'

let here: Community
let head: SignedIn
let mate: SignedIn
beforeEach(async () => {
  here = await community()
  head = await signedIn(here.district, 'unitHead')
  mate = await signedIn(here.district, { staff: 'H2' })
})
afterEach(() => here.app.close())

const more = { workingDays: 2, reason: '配件要等两天' }
const solved = { outcome: 'solved', text: '已经换好灯泡，试过会亮' } as const
const at = (wall: string) => new Date(`${wall}+08:00`).toISOString()

/** Returns a request that the handler of a unit works on. */
async function ofUnit() {
  const request = await here.files(here.resident)
  await here.acts(here.dispatcher, request, 'dispatch', { unitCode: 'CG', reason: '公共照明归城管' })
  return here.acts(here.handler, request, 'accept', { handlerCode: 'H1' })
}
const inboxOf = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/staff/inbox', {})).rows
const stateClockOf = ({ clocks }: { clocks: { kind: string; stoppedAt: string | null; dueAt: string }[] }) =>
  clocks.find(({ kind, stoppedAt }) => kind !== 'whole' && stoppedAt === null)

test('an extension that the unit’s head grants moves the promise by working days from its old end, and the resident is told why', async () => {
  const { resident, handler, acts, sees, told, tries, supervisor } = here
  const request = await ofUnit()
  const before = await sees(resident, request)
  const asked = await acts(handler, request, 'askExtension', more)
  expect(asked.extensions).toMatchObject([{ state: 'asked', reason: more.reason, approver: '单位负责人 卫局长' }])
  // Until it is decided nothing moves, and she reads nothing of it.
  const waiting = await sees(resident, request)
  expect([waiting.promisedAt, waiting.extensions, waiting.updatedAt]).toEqual([before.promisedAt, [], before.updatedAt])
  expect(
    JSON.stringify([waiting, await here.app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })]),
  ).not.toContain(more.reason)
  expect(await told(head)).toContain('一件延期申请等您定')
  expect((await inboxOf(head)).find(({ id }) => id === request.id)).toMatchObject({ mine: true, stateName: '等您定是否延期' })
  expect(await sees(head, request)).toMatchObject({
    myTurn: true,
    furtherActions: expect.arrayContaining(['grantExtension', 'refuseExtension']) as string[],
  })
  for (const who of [handler, mate, supervisor]) expect(await tries(who, request, 'grantExtension', {})).not.toBeNull()
  expect(await tries(handler, request, 'askExtension', more)).toBe('extensionTaken')
  await acts(head, request, 'grantExtension', {})
  const after = await sees(resident, request)
  expect(after).toMatchObject({
    promisedAt: at('2026-11-26T18:00'),
    overdue: false,
    extensions: [{ state: 'granted', workingDays: 2, reason: more.reason, askedBy: '', approver: '' }],
  })
  expect(after.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(({ dueAt }) => dueAt)).toEqual([
    at('2026-11-26T18:00'),
    at('2026-11-26T18:00'),
  ])
  expect(after.timeline.at(-1)).toMatchObject({ did: 'grantExtension', text: expect.stringContaining(more.reason) as string })
  expect(await told(resident)).toContain('办理时间有延长')
  expect(await told(handler)).toContain('延期同意了')
  // Once in the time of an answer.
  expect(await tries(handler, request, 'askExtension', more)).toBe('extensionTaken')
  expect(await tries(head, request, 'grantExtension', {})).not.toBeNull()
})

test('a refused extension leaves the time as it is, with the reason for whoever asked alone', async () => {
  const { resident, handler, acts, sees, told } = here
  const request = await ofUnit()
  const { promisedAt } = await sees(resident, request)
  await acts(handler, request, 'askExtension', more)
  await acts(head, request, 'refuseExtension', { reason: '仓库里有配件' })
  const hers = await sees(resident, request)
  expect([hers.promisedAt, hers.extensions, hers.timeline.map(({ did }) => did)]).toEqual([
    promisedAt,
    [],
    expect.not.arrayContaining(['askExtension', 'refuseExtension']),
  ])
  expect(
    JSON.stringify([hers, await here.app.does(resident, 'GET /v1/requests/{id}/export', { params: { id: request.id } })]),
  ).not.toContain('仓库里有配件')
  expect((await sees(handler, request)).extensions).toMatchObject([{ state: 'refused', refusal: '仓库里有配件' }])
  expect(await told(handler)).toContain('延期没有同意')
  expect(await told(resident)).not.toContain('办理时间有延长')
  // With another reason it may be asked for again.
  expect((await acts(handler, request, 'askExtension', { ...more, reason: '配件型号不对' })).extensions).toHaveLength(2)
})

test('of the grid’s own people and of a head who asks, the street decides; never who asked', async () => {
  const { resident, member, streetAdmin, files, acts, sees, tries } = here
  const own = await files(resident)
  await acts(member, own, 'accept', {})
  expect((await acts(member, own, 'askExtension', more)).extensions).toMatchObject([{ approver: '街道管理员 吴街道' }])
  expect((await acts(streetAdmin, own, 'grantExtension', {})).extensions).toMatchObject([{ state: 'granted' }])
  const ofHead = await ofUnit()
  await acts(head, ofHead, 'reassign', { handlerCode: 'UH', reason: '我来办' })
  await acts(head, ofHead, 'askExtension', more)
  expect(await tries(head, ofHead, 'grantExtension', {})).not.toBeNull()
  expect((await sees(streetAdmin, ofHead)).furtherActions).toContain('grantExtension')
})

test('an extension that nobody decides rings, goes up, and can be decided by everybody who could have been asked', async () => {
  const { handler, streetAdmin, supervisor, acts, sees, told, app } = here
  const request = await ofUnit()
  await acts(handler, request, 'askExtension', { ...more, workingDays: 5 })
  app.clock.set(at('2026-11-24T18:00:01'))
  expect(await told(streetAdmin)).toContain('延期申请过了时间没有定')
  expect(await told(head)).toEqual(expect.arrayContaining(['延期申请还在等您定', '延期申请过了时间没有定']))
  expect((await inboxOf(streetAdmin)).find(({ id }) => id === request.id)).toMatchObject({ mine: true })
  app.clock.set(at('2026-11-25T09:00:01'))
  expect(await told(supervisor)).toContain('延期申请过了时间没有定')
  for (const who of [head, streetAdmin, supervisor]) expect((await sees(who, request)).furtherActions).toContain('grantExtension')
  expect((await acts(head, request, 'grantExtension', {})).extensions).toMatchObject([{ state: 'granted' }])
  app.clock.advance({ days: 1 })
  expect((await told(supervisor)).filter((title) => title === '延期申请过了时间没有定')).toHaveLength(1)
})

test('over, extended, over again rings again; what was late stays counted, and a half that has rung does not ring twice', async () => {
  const { resident, handler, acts, sees, told, app } = here
  const request = await ofUnit()
  const due = stateClockOf(await sees(handler, request))?.dueAt ?? ''
  app.clock.set(at('2026-11-23T22:00'))
  expect(await told(handler)).toContain('办理答复时限过了一半')
  app.clock.set(new Date(Date.parse(due) + 1000).toISOString())
  const missed = '没有按约定时间办好，对不起'
  const count = async (who: SignedIn, title: string) => (await told(who)).filter((one) => one === title).length
  expect(await count(resident, missed)).toBe(1)
  expect(await count(handler, '办理答复时限过了一半')).toBe(1)
  await acts(handler, request, 'askExtension', more)
  await acts(head, request, 'grantExtension', {})
  const extended = await sees(handler, request)
  expect(extended).toMatchObject({ overdue: true, promisedAt: at('2026-11-26T18:00') })
  expect(stateClockOf(extended)).toMatchObject({ state: 'running', missedAt: due })
  expect((await sees(resident, request)).next).not.toContain('超时')
  // Words in between change nothing of it.
  await acts(handler, request, 'handle', { text: '配件在路上' })
  expect((await sees(handler, request)).overdue).toBe(true)
  app.clock.set(at('2026-11-26T17:00'))
  expect([await count(handler, '办理答复时限过了一半'), await count(handler, '办理答复时限快到了')]).toEqual([1, 1])
  app.clock.set(at('2026-11-26T18:00:01'))
  expect(await count(resident, missed)).toBe(2)
  app.clock.set(at('2026-11-27T10:00'))
  const replied = await acts(handler, request, 'reply', solved)
  expect(replied.clocks.find(({ kind }) => kind === 'handling')?.state).toBe('missed')
})

test('answered, withdrawn or moved to another unit, an extension that waits ends, and anybody can see it', async () => {
  const { resident, dispatcher, handler, acts, sees, app, told } = here
  const answered = await ofUnit()
  await acts(handler, answered, 'askExtension', more)
  expect((await acts(handler, answered, 'reply', solved)).extensions).toMatchObject([{ state: 'answered' }])
  const withdrawn = await ofUnit()
  await acts(handler, withdrawn, 'askExtension', more)
  await acts(resident, withdrawn, 'withdraw', {})
  expect((await sees(head, withdrawn)).extensions).toMatchObject([{ state: 'answered' }])
  const moved = await ofUnit()
  await acts(handler, moved, 'askExtension', more)
  await acts(dispatcher, moved, 'dispatch', { unitCode: 'CG', reason: '再交一次' })
  expect((await sees(dispatcher, moved)).extensions).toMatchObject([{ state: 'moved' }])
  expect((await sees(head, moved)).furtherActions).not.toContain('grantExtension')
  app.clock.advance({ days: 3 })
  expect(await told(here.streetAdmin)).not.toContain('延期申请过了时间没有定')
  // A corrected answer goes on with its own time, and may be extended.
  const corrected = await ofUnit()
  await acts(handler, corrected, 'askExtension', more)
  await acts(head, corrected, 'grantExtension', {})
  const { promisedAt } = await sees(resident, corrected)
  await acts(handler, corrected, 'reply', solved)
  await acts(handler, corrected, 'correct', { text: '灯又灭了，继续办' })
  expect((await sees(resident, corrected)).promisedAt).toBe(promisedAt)
})

test('two who decide at once: one does, the other is told that it is done', async () => {
  const { handler, acts, tries, app } = here
  const request = await ofUnit()
  await acts(handler, request, 'askExtension', more)
  const both = await Promise.all([tries(head, request, 'grantExtension', {}), tries(head, request, 'refuseExtension', { reason: '不行' })])
  expect(both.filter((code) => code === null)).toHaveLength(1)
  const rows = await app.db.selectFrom('extension').where('request_id', '=', request.id).select(['granted', 'ended_at']).execute()
  expect(rows).toHaveLength(1)
})

test('an extension whose end has passed cannot be asked for, nor granted; of a 举报 nobody of its team decides', async () => {
  const { resident, handler, dispatcher, acts, tries, sees, app, district, files } = here
  const request = await ofUnit()
  await acts(handler, request, 'askExtension', { ...more, workingDays: 1 })
  app.clock.advance({ days: 3 })
  expect(await tries(head, request, 'grantExtension', {})).toBe('extensionPassed')
  await acts(head, request, 'refuseExtension', { reason: '过了时间' })
  expect(await tries(handler, request, 'askExtension', { ...more, workingDays: 1 })).toBe('badInput')
  const report = await files(resident, {
    kind: 'report',
    categoryCode: district.categories.report,
    text: '有人收钱',
    buildingCode: district.grids[0].buildings[0].code,
  })
  await acts(dispatcher, report, 'accept', {})
  await acts(dispatcher, report, 'askExtension', more)
  expect((await sees(here.streetAdmin, report)).furtherActions).toContain('grantExtension')
  expect(await tries(head, report, 'grantExtension', {})).toBe('notFound')
})
