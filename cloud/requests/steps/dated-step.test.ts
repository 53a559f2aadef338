import { stepGraceMinutes } from '@doorstep/contract/rules'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { community, type Community } from '../testing/requests'

let here: Community
beforeEach(async () => {
  here = await community()
})
afterEach(() => here.app.close())

const hours = (count: number) => new Date(here.app.clock.now().getTime() + count * 3_600_000).toISOString()
const accepted = async () => here.acts(here.member, await here.files(here.resident), 'accept', {})
const visits = async (count: number): Promise<RequestDetail> =>
  here.acts(here.member, await accepted(), 'handle', { text: '师傅来换灯', visitAt: hours(count) })
const row = async ({ id }: { id: string }) => (await here.app.does(here.member, 'GET /v1/staff/inbox')).rows.find((item) => item.id === id)
const clocksOf = async (request: { id: string }) => (await here.sees(here.member, request)).clocks

test('a visit is on the page and on the home page of the resident, and stops no clock', async () => {
  const before = await accepted()
  const at = hours(4)
  const request = await here.acts(here.member, before, 'handle', { text: '师傅来换灯', visitAt: at })
  const step = { kind: 'visit', at, reason: '师傅来换灯', broken: false, confirmedAt: null, asked: null }
  expect([request.step, (await here.sees(here.resident, request)).step]).toEqual([step, step])
  expect((await here.app.does(here.resident, 'GET /v1/underway')).requests).toMatchObject([{ id: request.id, step }])
  const running = ({ kind, dueAt, pausedAt, stoppedAt }: RequestDetail['clocks'][number]) => ({ kind, dueAt, pausedAt, stoppedAt })
  expect((await clocksOf(request)).map(running)).toEqual(before.clocks.map(running))
})

test('it parks the row of the worker and brings it back at its time with its reason, or when a clock ends first', async () => {
  const request = await visits(4)
  expect(await row(request)).toMatchObject({ step: { kind: 'visit', reason: '师傅来换灯', parked: true } })
  const later = await here.acts(here.member, await here.files(here.neighbour), 'accept', {})
  expect((await here.app.does(here.member, 'GET /v1/staff/inbox')).rows.map(({ id }) => id)).toEqual([later.id, request.id])
  here.app.clock.advance({ hours: 4, minutes: 1 })
  expect(await here.told(here.member)).toContain('约好的上门时间到了')
  expect(await row(request)).toMatchObject({ step: { parked: false, reason: '师傅来换灯' } })
  const waits = await here.acts(here.member, later, 'handle', { text: '等配件', until: hours(24 * 9) })
  expect(await row(waits)).toMatchObject({ step: { kind: 'until', parked: true } })
  here.app.clock.advance({ days: 3 })
  expect(await row(waits)).toMatchObject({ overdue: true, step: { kind: 'until', parked: false } })
})

test('she confirms it or asks for another time, and a new time takes the place of the old one', async () => {
  const request = await visits(6)
  expect((await here.sees(here.resident, request)).furtherActions).toEqual(['confirmVisit', 'moveVisit'])
  expect(await here.tries(here.member, request, 'confirmVisit', {})).toBe('notYourRole')
  const confirmed = await here.acts(here.resident, request, 'confirmVisit', {})
  expect(confirmed.step).toMatchObject({ confirmedAt: here.app.clock.now().toISOString() })
  expect(await here.told(here.member)).toContain('居民说上门时间可以')
  const wantedAt = hours(9)
  const asked = await here.acts(here.resident, request, 'moveVisit', { text: '下午才在家', wantedAt })
  expect(asked.step).toMatchObject({ confirmedAt: null, asked: { at: wantedAt } })
  expect(await here.told(here.member)).toContain('居民想换个上门时间')
  const moved = await here.acts(here.member, request, 'handle', { text: '改到下午', visitAt: wantedAt })
  expect([moved.step, moved.brokenSteps]).toMatchObject([{ at: wantedAt, reason: '改到下午', asked: null }, 0])
  here.app.clock.advance({ hours: 6, minutes: stepGraceMinutes + 1 })
  expect(await here.told(here.resident)).not.toContain('约好上门，没有做到，对不起')
})

test('of a broken visit she is told before she asks, it is counted, and no visit is left to confirm', async () => {
  const request = await visits(2)
  here.app.clock.advance({ hours: 2, minutes: stepGraceMinutes + 1 })
  expect(await here.told(here.resident)).toContain('约好上门，没有做到，对不起')
  expect(await here.told(here.member)).toContain('约好上门，没有做到')
  const seen = await here.sees(here.resident, request)
  expect([seen.step, seen.brokenSteps, seen.furtherActions]).toMatchObject([{ broken: true }, 1, []])
  expect(seen.timeline.at(-1)).toMatchObject({ did: 'stepBroken', title: '约好上门，没有做到' })
  expect(await here.tries(here.resident, request, 'confirmVisit', {})).toBe('noVisit')
  const next = await here.acts(here.member, request, 'handle', { text: '明天一定来', visitAt: hours(20) })
  expect([next.step, next.brokenSteps]).toMatchObject([{ broken: false }, 1])
})

test('words of whoever came end it, and so does a reply before its time', async () => {
  const request = await visits(2)
  here.app.clock.advance({ hours: 2, minutes: 5 })
  expect((await here.acts(here.member, request, 'handle', { text: '换好了，再看一晚' })).step).toBeNull()
  await here.acts(here.member, request, 'handle', { text: '明天再看', visitAt: hours(20) })
  expect((await here.acts(here.member, request, 'reply', { outcome: 'solved', text: '已经换了新灯泡，试过了会亮' })).step).toBeNull()
  here.app.clock.advance({ days: 2 })
  expect(await here.told(here.resident)).not.toContain('约好上门，没有做到，对不起')
})

test('a wait is kept by words on the day it ends', async () => {
  const request = await here.acts(here.member, await accepted(), 'handle', { text: '等配件', until: hours(3) })
  here.app.clock.advance({ hours: 5 })
  expect(await here.told(here.resident)).not.toContain('说好的时间没有消息，对不起')
  here.app.clock.advance({ days: 1 })
  expect(await here.told(here.resident)).toContain('说好的时间没有消息，对不起')
  expect((await here.sees(here.resident, request)).brokenSteps).toBe(1)
})
