import type { Sent } from '@doorstep/contract/endpoints'
import type { bookingEndpoints } from '@doorstep/contract/bookings/endpoints'
import { counter, runAgain, type Counter } from '../testing/staff'

/** A booking made at the counter has no account: its changes of place or time are told by phone. */

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.fresh())

type Form = Sent<(typeof bookingEndpoints.table)['POST /v1/staff/bookings']>['body']
const grandpa = { name: '吴代约', phone: '13900001111', consent: 'byPhone' as const }
const booksForHim = (slotId: string, form: Partial<Form> = {}) =>
  here.app.does(here.member, 'POST /v1/staff/bookings', { body: { ...grandpa, slotId, ...form } })
const toPhone = async (who = here.member) =>
  (await here.app.does(who, 'GET /v1/staff/bookings', { query: { view: 'calls' } })).rows.map(({ name, phone, toCall: said }) => [
    name,
    phone,
    said,
  ])
const todo = async () => (await here.app.does(here.member, 'GET /v1/staff/venues')).rows[0]?.todo.calls
const group = () => ({ service: here.venue.services.group, capacity: 6 })

test('called off, whoever has no account stands among those to call, with what to say, until somebody says they did', async () => {
  const slotId = await here.slot('2026-11-25 09:00')
  await here.slot('2026-11-25 10:00')
  const she = await here.resident()
  const [his, hers] = [await booksForHim(slotId), await here.books(she, slotId)]
  expect(his).toMatchObject({ hasAccount: false, toCall: null })
  expect([await toPhone(), await todo()]).toEqual([[], 0])
  const said = '您约的血压测量（11月25日 周三 9:00）取消了，对不起：停电。取消时还有空位：11月25日 周三 10:00，要不要替您看看、约一个？'
  expect(await here.acts(here.member, his, 'callOff', { reason: '停电' })).toMatchObject({ state: 'cancelled', toCall: said })
  // The booker with an account reads it in the app.
  expect(await here.acts(here.member, hers, 'callOff', { reason: '停电' })).toMatchObject({ hasAccount: true, toCall: null })
  expect(await here.told(she)).toContain('预约被取消，对不起')
  expect([await toPhone(), await todo()]).toEqual([[['吴代约', '13900001111', said]], 1])
  expect(await toPhone(here.stranger)).toEqual([])

  expect(await here.tries(here.member, his, 'called', { said: '您约的血压测量改了时间' })).toBe('notNow')
  const after = await here.acts(here.member, his, 'called', { said })
  expect(after).toMatchObject({ state: 'cancelled', toCall: null })
  expect(after.events.at(-1)).toMatchObject({ did: 'called', by: '李明1', text: said })
  expect([await toPhone(), await todo()]).toEqual([[], 0])
  expect(await here.tries(here.member, his, 'called', { said })).toBe('notNow')
})

test('moved by the place, the new time is to be said; a second move takes the place of what was not yet said, and coming ends it', async () => {
  const [from, to, last] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-25 09:00'), await here.slot('2026-11-26 10:00')]
  const his = await booksForHim(from)
  const first = await here.acts(here.member, his, 'move', { slotId: to, reason: '医生调班' })
  expect(first.toCall).toBe('您约的血压测量从 11月24日 周二 9:00 改到 11月25日 周三 9:00。医生调班。')
  await here.acts(here.member, his, 'move', { slotId: last })
  // A text that was read out before the last change does not complete the call.
  expect(await here.tries(here.member, his, 'called', { said: first.toCall ?? '' })).toBe('notNow')
  expect(await toPhone()).toEqual([
    ['吴代约', '13900001111', '您约的血压测量改到 11月26日 周四 10:00，地点是槐树里 1 号，以这次说的为准。'],
  ])
  await here.until('2026-11-26 09:30')
  await here.app.does(here.member, 'POST /v1/staff/check-ins', { body: { venueCode: 'V1', code: his.code } })
  expect(await toPhone()).toEqual([])
})

test('with too few people those without an account are to be called, and those who keep the place hear it once', async () => {
  const slotId = await here.slot('2026-11-26 09:00', group())
  await booksForHim(slotId)
  await booksForHim(slotId, { name: '郑奶奶', phone: undefined })
  await here.until('2026-11-25 09:00')
  await runAgain(here)
  const said = '您约的亲子手工（11月26日 周四 9:00）取消了，对不起：报名 2 人，不足 3 人，这次活动不办了。这项服务近期没有空位了。'
  expect(await toPhone()).toEqual([
    ['吴代约', '13900001111', said],
    ['郑奶奶', null, said],
  ])
  expect((await here.heard(here.member)).filter(({ title }) => title === '取消了，请打电话告诉居民')).toEqual([
    {
      title: '取消了，请打电话告诉居民',
      text: '亲子手工 明天 9:00：有人是代约的，收不到通知。名单在“预约”的“要打电话”里',
    },
  ])
})

test('what comes up is no reason to call: no reminder, no no-show', async () => {
  await booksForHim(await here.slot('2026-11-25 09:00'))
  await here.until('2026-11-25 08:30')
  await here.until('2026-11-25 09:30')
  expect(await toPhone()).toEqual([])
})

test('whoever closes a day sees who is told at once and whom to call, by which number', async () => {
  const slotId = await here.slot('2026-11-27 09:00')
  await here.books(await here.resident(), slotId)
  await booksForHim(slotId)
  const closure = { venueCode: 'V1', fromDay: '2026-11-27', untilDay: '2026-11-27', reason: '管道检修' }
  const { rows, digest } = await here.app.does(here.secretary, 'POST /v1/staff/closure-checks', { body: closure })
  expect(rows.map(({ name, hasAccount, phone }) => [name, hasAccount, phone]).sort()).toEqual([
    ['吴**', false, '13900001111'],
    ['王**', true, null],
  ])
  const body = { closure, digest, hits: 'callOff' as const, reason: '管道检修' }
  await here.app.does(here.secretary, 'POST /v1/staff/closures', { body })
  expect(await toPhone()).toEqual([['吴代约', '13900001111', expect.stringContaining('取消了，对不起：管道检修。')]])
})
