import { holdMinutes } from '@doorstep/contract/rules'
import { bookingWorld, type BookingWorld } from '../../bookings/testing/bookings'
import { generateSlots } from '../slots/generate'

let here: BookingWorld
beforeAll(async () => {
  here = await bookingWorld()
  const { app, district, venue } = here
  await app.db
    .insertInto('venue')
    .values([
      { ...place('V0', '河畔社区党群服务站'), area_code: district.communities[1], branch_code: 'B2' },
      { ...place('V2', '市中街道党群服务中心'), area_code: district.street },
      { ...place('V9', '已撤的站'), area_code: district.communities[0], retired_at: app.clock.now() },
    ])
    .execute()
  await app.db
    .insertInto('service')
    .values([await copy('T-RIVER', 'V0', '河畔理发'), await copy('T-STREET', 'V2', '街道咨询'), await copy('T-GONE', 'V9', '撤掉的')])
    .execute()
  await here.rules(venue.services.slot, { leadMinutes: 120, cancelMinutes: 60, horizonDays: 7 })
  await generateSlots(app.db, app.clock, district.id, { untilDay: '2026-12-18' })
})
afterAll(() => here.app.close())

const place = (code: string, name: string) => ({
  district_id: here.district.id,
  code,
  name,
  address: '黄河五路 1 号',
  phone: '0543-3000010',
  hours: '[]',
  check_in_token: `checkInOf${code}`.padEnd(22, '0'),
})
async function copy(code: string, venue: string, name: string) {
  const row = await here.app.db
    .selectFrom('service')
    .where('district_id', '=', here.district.id)
    .where('code', '=', 'S-SLOT')
    .selectAll()
    .executeTakeFirstOrThrow()
  return { ...row, code, venue_code: venue, name, about: name, sort: 90, rules: JSON.stringify(row.rules), slots_until: null }
}
const listed = async (query: { q?: string; group?: 'health' | 'legal'; venue?: string; grid?: string } = {}) =>
  (await here.app.does(null, 'GET /v1/services', { query })).rows
const codes = (rows: { code: string }[]) => rows.map(({ code }) => code)

test('places come in code order, those of a grid’s community first', async () => {
  const { app, district } = here
  expect(codes((await app.does(null, 'GET /v1/venues')).rows)).toEqual(['V0', 'V1', 'V2'])
  expect(codes((await app.does(null, 'GET /v1/venues', { query: { grid: district.grids[0].code } })).rows)).toEqual(['V1', 'V0', 'V2'])
})

test('a place says its hours and the area it is for', async () => {
  const { rows } = await here.app.does(null, 'GET /v1/venues')
  expect(rows[1]).toMatchObject({ areaName: '槐树里社区', hoursSays: '周一至周五 8:30–12:00、14:00–18:00' })
})

test('services of the own community come first, then those of its street; what is given up is not shown', async () => {
  const own = ['S-SLOT', 'S-ASK', 'S-HOME', 'S-WALK', 'S-GROUP', 'S-PRO']
  expect(codes(await listed({ grid: here.district.grids[0].code }))).toEqual([...own, 'T-RIVER', 'T-STREET'])
  expect(codes(await listed({ grid: here.district.grids[2].code }))).toEqual(['T-RIVER', ...own, 'T-STREET'])
})

test.each([
  [{ q: '血压' }, ['S-SLOT']],
  [{ q: 'xycl' }, ['S-SLOT']],
  [{ q: '冯经办' }, ['S-PRO']],
  [{ q: '法律' }, ['S-PRO']],
  [{ q: '就在家门口', venue: 'V1', group: 'legal' as const }, ['S-PRO']],
  [{ venue: 'V2' }, ['T-STREET']],
  // Each word may match elsewhere: two parts of a name, a name and its venue, initials and the description.
  [{ q: '理发 上门' }, ['S-HOME']],
  [{ q: '河畔社区  理发' }, ['T-RIVER']],
  [{ q: 'fl、家门口' }, ['S-PRO']],
  [{ q: '理发 血压' }, []],
  [{ q: '服务中心' }, ['T-STREET']],
  [{ q: '身份证 法律' }, ['S-PRO']],
  [{ q: '没有这样的' }, []],
  [{ q: '。。' }, []],
])('%j finds %j', async (query, found) => {
  expect(codes(await listed(query))).toEqual(found)
})

test('the next free time honours lead time and horizon, and a service to come to has none', async () => {
  const { app, venue } = here
  const next = async (code: string) => (await listed({ venue: venue.code })).find((row) => row.code === code)?.nextFree ?? null
  // Lead time of two hours: at 9:00 the slots of today end with 10:30.
  expect(await next('S-SLOT')).toBe('2026-11-24T01:00:00.000Z')
  // The slot that begins exactly now can no longer be booked.
  expect(await next('S-ASK')).toBe('2026-11-23T01:30:00.000Z')
  expect(await next('S-WALK')).toBeNull()
  const full = app.db
    .updateTable('slot')
    .where('district_id', '=', here.district.id)
    .where('service_code', '=', 'S-SLOT')
    .where('day', '<=', '2026-11-30')
  await full.set((slot) => ({ taken: slot.ref('capacity') })).execute()
  expect(await next('S-SLOT')).toBeNull()
  await full.set({ taken: 0 }).execute()
})

test('a service says its rules in plain words', async () => {
  const service = await here.app.does(null, 'GET /v1/services/{code}', { params: { code: 'S-SLOT' } })
  expect(service).toMatchObject({ lastDay: '2026-11-30', minutes: 30, approval: false, limited: null, bring: '身份证' })
  expect(service.says).toEqual([
    '每次 30 分钟',
    '可以约今后 7 天内的时间',
    '最晚提前 2 小时预约',
    '开始前 1 小时可以自己取消或改时间，再晚取消算临时取消，不计爽约，位置马上让给别人',
    '一次最多约 4 个位置',
    '开始后 15 分钟还没签到，算没有到',
  ])
  const group = await here.app.does(null, 'GET /v1/services/{code}', { params: { code: 'S-GROUP' } })
  expect(group.says).toContain('满 3 人开办；开始前 1 天人数不够就取消，并通知您')
})

test.each(['T-GONE', 'NOBODY'])('%s is not found', async (code) => {
  for (const path of ['GET /v1/services/{code}', 'GET /v1/services/{code}/days'] as const) {
    expect((await here.app.call(null, path, { params: { code } })).problem?.code).toBe('notFound')
  }
  expect(
    (await here.app.call(null, 'GET /v1/services/{code}/slots', { params: { code }, query: { day: '2026-11-24' } })).problem?.code,
  ).toBe('notFound')
})

describe('days', () => {
  const days = async (code: string, from: string, count: number) =>
    (await here.app.does(null, 'GET /v1/services/{code}/days', { params: { code }, query: { from, days: String(count) } })).rows

  test('say what is free, over, closed and not open yet', async () => {
    const rows = await days('S-SLOT', '2026-11-22', 10)
    expect(rows.map(({ day, state, says, free, slots }) => [day.slice(5), state, says, free, slots])).toEqual([
      ['11-22', 'over', '已经过去', 0, 0],
      ['11-23', 'over', '今天已不能预约', 0, 4],
      ['11-24', 'open', '还有 8 个位置', 8, 4],
      ['11-25', 'open', '还有 8 个位置', 8, 4],
      ['11-26', 'open', '还有 8 个位置', 8, 4],
      ['11-27', 'open', '还有 8 个位置', 8, 4],
      ['11-28', 'closed', '这一天不开放', 0, 0],
      ['11-29', 'closed', '这一天不开放', 0, 0],
      ['11-30', 'open', '还有 8 个位置', 8, 4],
      ['12-01', 'later', '明天 0:00 起可约', 0, 4],
    ])
  })

  test('near a holiday that is not published yet they say so', async () => {
    const [newYear, after] = await days('S-ASK', '2027-01-01', 2)
    expect(newYear).toMatchObject({ state: 'closed', says: '元旦，不开放；节假日安排公布后可能调整' })
    expect(after?.says).toBe('这一天不开放；节假日安排公布后可能调整')
    expect((await days('S-ASK', '2027-03-13', 1))[0]?.says).toBe('这一天不开放')
  })

  test('of a service to come to say when', async () => {
    const rows = await days('S-WALK', '2026-11-27', 2)
    expect(rows.map(({ state, says }) => [state, says])).toEqual([
      ['closed', '不用预约，9:00–11:00 到现场办理'],
      ['closed', '这一天不开放'],
    ])
  })
})

test('the slots of a day say what each is to whoever asks', async () => {
  const { app } = here
  const she = await here.resident()
  const other = await here.resident()
  const read = async (who: typeof she | null) =>
    app.does(who, 'GET /v1/services/{code}/slots', { params: { code: 'S-ASK' }, query: { day: '2026-11-24' } })
  const ids = (await read(null)).rows.map(({ id }) => id)
  await here.books(she, ids[0] ?? '')
  await here.books(other, ids[1] ?? '', { seats: 2 })
  await here.waits(she, ids[1] ?? '')
  const seen = (await read(she)).rows.map(({ state, free, waiting, capacity }) => [state, free, waiting, capacity])
  expect(seen).toEqual([
    ['mine', 1, 0, 2],
    ['full', 0, 1, 2],
    ['free', 2, 0, 2],
    ['free', 2, 0, 2],
  ])
  expect((await read(null)).rows[0]?.state).toBe('free')
  expect((await read(null)).day).toMatchObject({ state: 'open', free: 5, slots: 4 })
  const today = await app.does(null, 'GET /v1/services/{code}/slots', { params: { code: 'S-SLOT' }, query: { day: '2026-11-23' } })
  expect(today.rows.map(({ state }) => state)).toEqual(['tooLate', 'tooLate', 'tooLate', 'tooLate'])
  const later = await app.does(null, 'GET /v1/services/{code}/slots', { params: { code: 'S-SLOT' }, query: { day: '2026-12-01' } })
  expect(later.rows.map(({ state }) => state)).toEqual(['later', 'later', 'later', 'later'])
})

describe('what she holds herself', () => {
  const of = { code: 'S-ASK' }
  const day = '2026-11-25'
  const read = async (who: Awaited<ReturnType<BookingWorld['resident']>> | null) => {
    const { rows, day: row } = await here.app.does(who, 'GET /v1/services/{code}/slots', { params: of, query: { day } })
    const [strip] = (await here.app.does(who, 'GET /v1/services/{code}/days', { params: of, query: { from: day, days: '1' } })).rows
    return { slots: rows, row, strip }
  }

  test('is neither full to her nor gone from her day, and leads back to the form; to others it is taken', async () => {
    const { app } = here
    const [she, other] = [await here.resident(), await here.resident()]
    const slot = (await read(null)).slots[3]
    const [id, again] = [slot?.id ?? '', { body: { slotId: slot?.id ?? '', seats: 2 } }]
    const hold = await app.does(she, 'POST /v1/holds', again)
    const hers = await read(she)
    expect(hers.slots[3]).toMatchObject({ id, state: 'free', free: 2, held: { bookingId: hold.id, until: hold.heldUntil, seats: 2 } })
    expect([hers.row, hers.strip]).toMatchObject([{ free: 8 }, { free: 8, state: 'open' }])
    expect(hers.slots.slice(0, 3).filter((row) => row.held !== undefined)).toEqual([])
    const theirs = await read(other)
    expect(theirs.slots[3]).toMatchObject({ state: 'full', free: 0 })
    expect(theirs.slots[3]?.held).toBeUndefined()
    expect([theirs.strip?.free, (await read(null)).strip?.free]).toEqual([6, 6])
    // A retry, as after a lost answer, gets the same hold.
    expect((await app.does(she, 'POST /v1/holds', again)).id).toBe(hold.id)
    app.clock.advance({ minutes: holdMinutes })
    expect((await read(she)).slots[3]?.held).toBeUndefined()
    app.clock.advance({ minutes: -holdMinutes })
    await app.does(she, 'DELETE /v1/holds/{id}', { params: { id: hold.id } })
  })

  test('an offer from the waiting list is shown as hers, too, and for whom it was waited', async () => {
    const { app } = here
    const [owner, she] = [await here.resident(), await here.resident()]
    const slotId = (await read(null)).slots[2]?.id ?? ''
    const booking = await here.books(owner, slotId, { seats: 2 })
    await app.does(she, 'POST /v1/waiting', { body: { slotId, forOther: true } })
    await here.cancels(owner, booking)
    const [offer] = await here.waitingOf(she)
    expect((await read(she)).slots[2]).toMatchObject({
      state: 'free',
      free: 2,
      held: { bookingId: offer?.holdId, until: offer?.offerUntil, seats: 1, forOther: true },
    })
  })
})

test('a group activity too few came to by the time it was decided takes nobody', async () => {
  const { app } = here
  const read = () => app.does(null, 'GET /v1/services/{code}/slots', { params: { code: 'S-GROUP' }, query: { day: '2026-11-24' } })
  const [, second] = (await read()).rows
  const [next] = (await listed({ q: '亲子手工' })).map(({ nextFree }) => nextFree)
  // It is decided a day ahead: at 9:00 today about the first slot of tomorrow, at 9:31 about the second.
  expect(next).toBe(second?.startsAt)
  expect((await read()).rows.map(({ state }) => state)).toEqual(['closed', 'free', 'free', 'free'])
  expect((await read()).day).toMatchObject({ state: 'open', free: 6 })
})

test('a month shows every service of a place, slot by slot', async () => {
  const query = { from: '2026-11-23', days: '3' }
  const { rows } = await here.app.does(null, 'GET /v1/venues/{code}/month', { params: { code: 'V1' }, query })
  expect(rows.map(({ serviceCode, days }) => [serviceCode, days.map(({ day, slots }) => `${day.slice(8)} ${slots.length}`)])).toEqual([
    ['S-SLOT', ['23 4', '24 4', '25 4']],
    ['S-ASK', ['23 4', '24 4', '25 4']],
    ['S-HOME', ['23 1', '24 1', '25 1']],
    ['S-WALK', []],
    ['S-GROUP', ['23 4', '24 4', '25 4']],
    ['S-PRO', ['23 4', '24 4', '25 4']],
  ])
  const day = await here.app.does(null, 'GET /v1/services/{code}/slots', { params: { code: 'S-PRO' }, query: { day: '2026-11-25' } })
  expect(rows[5]?.days[2]?.slots).toEqual(day.rows.map(({ id, startsAt, free, capacity }) => ({ id, startsAt, free, capacity })))
  expect((await here.app.call(null, 'GET /v1/venues/{code}/month', { params: { code: 'V9' } })).problem?.code).toBe('notFound')
})

test('whoever may not book a group for now is told why and until when; an elder may', async () => {
  const { app, district } = here
  const she = await here.resident()
  const [slot] = (await app.does(she, 'GET /v1/services/{code}/slots', { params: { code: 'S-PRO' }, query: { day: '2026-11-26' } })).rows
  const booking = await here.books(she, slot?.id ?? '')
  await app.db
    .insertInto('booking_limit')
    .values({
      district_id: district.id,
      id: booking.id,
      account_id: she.accountId,
      group_code: 'legal',
      booking_id: booking.id,
      from_at: app.clock.now(),
      until_at: '2026-12-23T01:00:00.000Z',
    })
    .execute()
  const limitedIn = async (code: string) => (await app.does(she, 'GET /v1/services/{code}', { params: { code } })).limited
  expect(await limitedIn('S-PRO')).toEqual({
    says: '近期约了没有来，法律类服务12月23日前不能在线预约；可以说明情况，也可以直接到现场办理',
    until: '2026-12-23T01:00:00.000Z',
    bookingId: booking.id,
  })
  const explained = { appeal_text: '孩子发烧', appealed_at: app.clock.now() }
  await app.db.updateTable('booking').where('district_id', '=', district.id).where('id', '=', booking.id).set(explained).execute()
  expect((await limitedIn('S-PRO'))?.says).toBe('近期约了没有来，法律类服务12月23日前不能在线预约；可以直接到现场办理')
  expect(await limitedIn('S-SLOT')).toBeNull()
  await app.db.updateTable('account').where('district_id', '=', district.id).where('id', '=', she.accountId).set({ elder: true }).execute()
  expect(await limitedIn('S-PRO')).toBeNull()
})

test('rules are judged when they are set, not each time a service is read', async () => {
  const rows = Array.from({ length: 2 }, () => ({ weekday: 1, from: '09:00', to: '10:00', capacity: 1, fromDay: null, untilDay: null }))
  await here.rules('S-WALK', { weekly: rows })
  expect((await here.app.call(null, 'GET /v1/services/{code}', { params: { code: 'S-WALK' } })).status).toBe(200)
  await here.rules('S-WALK', {})
})
