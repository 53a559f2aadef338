import ICAL from 'ical.js'
import { uuidv7 } from '../../platform/process/ids'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { counter, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

const makes = (who: SignedIn, venue?: string) =>
  here.app.does(who, 'POST /v1/staff/feeds', { body: { name: '我的手机', ...(venue === undefined ? {} : { venue }) } })
const tokenOf = ({ url }: { url: string }) => new URL(url, 'http://here').pathname.split('/').at(-1) ?? ''
const reads = (feed: { url: string }, headers: Record<string, string> = {}) =>
  here.app.call(null, 'GET /v1/feeds/{token}', { params: { token: tokenOf(feed) }, headers })

/** Returns the events a calendar reads from an address, by time. */
async function shown(feed: { url: string }) {
  const calendar = ICAL.Component.fromString(String((await reads(feed)).body))
  return calendar.getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return { uid: event.uid, at: event.startDate.toJSDate().toISOString(), summary: event.summary }
  })
}

test('a place’s calendar shows each slot somebody comes to, with how many, and no names', async () => {
  const [she, he] = [await signedIn(here.district, 'resident', { name: '独一无二' }), await here.resident()]
  const slotId = await here.slot('2026-11-25 09:00', { capacity: 5, walkIn: 1 })
  await here.slot('2026-11-25 10:00')
  await here.books(she, slotId, { seats: 2, note: '轮椅' })
  await here.books(he, slotId)
  const feed = await makes(here.member, here.venue.code)
  expect(await shown(feed)).toEqual([{ uid: `slot-${slotId}@doorstep`, at: '2026-11-25T01:00:00.000Z', summary: '血压测量 3/6' }])
  const text = String((await reads(feed)).body)
  expect(text).not.toMatch(/独一无二|轮椅|王阿姨/)
  expect((await here.app.does(here.member, 'GET /v1/staff/feeds')).rows.at(-1)).toMatchObject({ name: '我的手机', venueCode: 'V1' })
})

test('a calendar bears the name it was given, and its place', async () => {
  const text = String((await reads(await makes(here.member, here.venue.code))).body)
  expect(ICAL.Component.fromString(text).getFirstPropertyValue('x-wr-calname')).toBe('我的手机 · 槐树社区党群服务站')
})

test('a name that would begin a property of its own is refused, and one stored before stays one name', async () => {
  const name = '我的\r\nATTENDEE:mailto:someone@example.com'
  const refused = await here.app.call(here.member, 'POST /v1/staff/feeds', { body: { venue: here.venue.code, name } })
  expect(refused.problem?.errors?.map(({ path }) => path)).toEqual(['name'])
  const feed = await makes(here.member, here.venue.code)
  await here.app.db
    .updateTable('staff_feed')
    .set({ name: `${name}; A, B` })
    .execute()
  const text = String((await reads(feed)).body)
  expect(text).not.toMatch(/^ATTENDEE/m)
  const rest = 'ATTENDEE:mailto:someone@example.com; A, B'
  expect(ICAL.Component.fromString(text).getFirstPropertyValue('x-wr-calname')).toBe(`我的 ${rest} · 槐树社区党群服务站`)
  expect((await here.app.does(here.member, 'GET /v1/staff/feeds')).rows.some((row) => row.name === `${name}; A, B`)).toBe(true)
})

test('an address tells whoever read it before that nothing is new, until something is', async () => {
  const she = await here.resident()
  const slotId = await here.slot('2026-11-26 09:00')
  const feed = await makes(here.member, here.venue.code)
  const first = await reads(feed)
  const etag = String(first.headers.etag)
  const again = await reads(feed, { 'if-none-match': etag })
  expect([again.status, again.body]).toEqual([304, ''])
  await here.books(she, slotId)
  const then = await reads(feed, { 'if-none-match': etag })
  expect(then.status).toBe(200)
  expect(then.headers.etag).not.toBe(etag)
})

test('the uid of a slot stays when people come and go', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const slotId = await here.slot('2026-11-27 09:00')
  const feed = await makes(here.member, here.venue.code)
  await here.books(she, slotId)
  const his = await here.books(he, slotId)
  const before = await shown(feed)
  await here.cancels(he, his)
  const after = await shown(feed)
  expect(after.map(({ uid }) => uid)).toEqual(before.map(({ uid }) => uid))
  expect([before, after].map((events) => events.find(({ uid }) => uid.includes(slotId))?.summary)).toEqual(['血压测量 2/2', '血压测量 1/2'])
})

test('who gives a service sees their own slots, those nobody booked yet, too; who gives none is told so', async () => {
  const professional = await signedIn(here.district, 'handler')
  const slotId = await here.slot('2026-11-30 09:00', { service: here.venue.services.professional })
  const feed = await makes(professional)
  expect((await shown(feed)).map(({ uid, summary }) => [uid, summary])).toEqual([[`slot-${slotId}@doorstep`, '法律咨询 0/2']])
  const none = await here.app.call(here.member, 'POST /v1/staff/feeds', { body: { name: '我的手机' } })
  expect(none.problem).toMatchObject({ code: 'notFound', detail: '您名下还没有服务，请改选一个服务点' })
})

test('shows from 30 days back to 90 ahead', async () => {
  const she = await here.resident()
  const slotId = await here.slot('2026-12-01 09:00', { service: here.venue.services.ask })
  await here.books(she, slotId)
  const feed = await makes(here.member, here.venue.code)
  const has = async () => (await shown(feed)).some(({ uid }) => uid.includes(slotId))
  expect(await has()).toBe(true)
  for (const [now, there] of [
    ['2026-09-01T01:00:00.000Z', false],
    ['2026-09-02T01:00:00.000Z', true],
    ['2026-12-31T01:00:00.000Z', true],
    ['2027-01-01T01:00:00.000Z', false],
  ] as const) {
    here.app.clock.set(now)
    expect([now, await has()]).toEqual([now, there])
  }
})

test('that it was read is written down at most once an hour', async () => {
  const feed = await makes(here.secretary, here.venue.code)
  const read = async () =>
    (await here.app.does(here.secretary, 'GET /v1/staff/feeds')).rows.find(({ id }) => id === feed.feed.id)?.lastReadAt
  expect(await read()).toBeNull()
  await reads(feed)
  here.app.clock.advance({ minutes: 59 })
  await reads(feed)
  expect(await read()).toBe('2026-11-23T01:00:00.000Z')
  here.app.clock.advance({ minutes: 1 })
  await reads(feed)
  expect(await read()).toBe('2026-11-23T02:00:00.000Z')
})

describe('an address opens nothing', () => {
  const gone = async (feed: { url: string }) => (await reads(feed)).problem?.code

  test('once it was ended, by nobody but its maker', async () => {
    const feed = await makes(here.member, here.venue.code)
    const params = { id: feed.feed.id }
    expect((await here.app.call(here.secretary, 'DELETE /v1/staff/feeds/{id}', { params })).problem?.code).toBe('notFound')
    expect((await reads(feed)).status).toBe(200)
    await here.app.does(here.member, 'DELETE /v1/staff/feeds/{id}', { params })
    expect(await gone(feed)).toBe('notFound')
    expect((await here.app.call(here.member, 'DELETE /v1/staff/feeds/{id}', { params })).problem?.code).toBe('notFound')
    expect((await here.app.call(here.member, 'DELETE /v1/staff/feeds/{id}', { params: { id: uuidv7() } })).problem?.code).toBe('notFound')
  })

  test('when it was made up, or for a place one does not keep', async () => {
    expect(await gone({ url: `/v1/feeds/${'A'.repeat(43)}` })).toBe('notFound')
    const refused = await here.app.call(here.stranger, 'POST /v1/staff/feeds', { body: { venue: here.venue.code, name: '我的手机' } })
    expect(refused.problem?.code).toBe('notFound')
  })

  test.each([
    ['no longer keeps the place', 'staff_role', 'staff_code', 'D1'],
    ['is no longer staff', 'staff', 'code', 'D2'],
  ] as const)('when its maker %s', async (_, table, column, code) => {
    const who = await signedIn(here.district, { staff: code })
    const feed = await makes(who, here.venue.code)
    expect((await reads(feed)).status).toBe(200)
    await here.app.db
      .updateTable(table)
      .set({ retired_at: here.app.clock.now() })
      .where('district_id', '=', here.district.id)
      .where(column, '=', code)
      .execute()
    expect(await gone(feed)).toBe('notFound')
  })
})
