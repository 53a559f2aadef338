import { sql } from 'kysely'
import { inTransaction } from '../platform/database/database'
import { callsWait } from '../testing/database/lock-waits'
import { signedIn } from '../testing/people/signed-in'
import { openingsWorld, weekdays, type OpeningsWorld } from '../services/testing/services'

let here: OpeningsWorld
beforeEach(async () => {
  here = await openingsWorld()
})
afterEach(() => here.app.close())

const tuesday = '2026-11-24'
const day = { venueCode: 'V1', fromDay: tuesday, untilDay: tuesday, reason: '装修' }
const part = { ...day, serviceCode: 'S-SLOT', hours: { from: '09:30', to: '10:00' } }
const read = async (code: string) =>
  (await here.app.does(null, 'GET /v1/services/{code}/days', { params: { code }, query: { from: tuesday, days: '1' } })).rows[0]

test('a closed day has nothing to book in any service of the place, and says why', async () => {
  expect(await here.checksClosure(day)).toMatchObject({ rows: [], slotsAdded: 0, slotsRemoved: 17 })
  await here.closes(day)
  for (const code of ['S-SLOT', 'S-HOME', 'S-WALK']) expect(await read(code)).toMatchObject({ state: 'closed', says: '停办：装修' })
  expect(await here.dayOf('S-SLOT', '2026-11-25')).toHaveLength(4)
})

test('closed hours take only what they touch, and lifting opens them again', async () => {
  const id = await here.closes(part)
  expect(await here.dayOf('S-SLOT', tuesday)).toEqual(['09:00–09:30 free', '10:00–10:30 free', '10:30–11:00 free'])
  expect(await here.dayOf('S-PRO', tuesday)).toHaveLength(4)
  const { rows } = await here.app.does(here.secretary, 'GET /v1/staff/closures', { query: { venue: 'V1' } })
  expect(rows).toEqual([
    {
      id,
      venueCode: 'V1',
      serviceCode: 'S-SLOT',
      serviceName: '血压测量',
      fromDay: tuesday,
      untilDay: tuesday,
      hours: part.hours,
      reason: '装修',
      by: '赵书记',
    },
  ])
  await here.lifts(id)
  expect(await here.dayOf('S-SLOT', tuesday)).toHaveLength(4)
  expect((await here.app.does(here.secretary, 'GET /v1/staff/closures', { query: { venue: 'V1' } })).rows).toEqual([])
  expect((await here.app.call(here.secretary, 'DELETE /v1/staff/closures/{id}', { params: { id } })).problem?.code).toBe('notFound')
})

test('bookings are called off with the reason and other times, and stay so when the day opens again', async () => {
  const [first = ''] = await here.slotsOf('S-SLOT', tuesday)
  const she = await here.resident()
  const booking = await here.books(she, first)
  expect((await here.checksClosure(day)).rows).toMatchObject([{ bookingId: booking.id, why: '这一天停办' }])
  const id = await here.closes(day)
  expect(await here.sees(she, booking)).toMatchObject({ state: 'cancelled', reason: '水管抢修，对不起' })
  expect((await here.toldTexts(she))[0]).toBe(
    '血压测量 明天 9:00：水管抢修，对不起。当时还有空位：今天 9:30、今天 10:00、今天 10:30，点开可以再约',
  )
  await here.lifts(id)
  expect((await here.sees(she, booking)).state).toBe('cancelled')
  expect(await here.dayOf('S-SLOT', tuesday)).toEqual(['09:00–09:30 free', '09:30–10:00 free', '10:00–10:30 free', '10:30–11:00 free'])
  expect(await here.taken(first)).toBe(0)
})

test('bookings that are kept keep their place; a second closure asks about them again', async () => {
  const [, second = ''] = await here.slotsOf('S-SLOT', tuesday)
  const she = await here.resident()
  const booking = await here.books(she, second)
  const waiter = await here.resident()
  await here.books(await here.resident(), second)
  await here.waits(waiter, second)
  const id = await here.closes(part, 'keep')
  expect((await here.sees(she, booking)).state).toBe('booked')
  expect(await here.waitingOf(waiter)).toEqual([])
  expect((await here.dayOf('S-SLOT', tuesday))[1]).toBe('09:30–10:00 closed')
  expect((await here.checksClosure(day)).rows).toHaveLength(2)
  await here.lifts(id)
  expect((await here.dayOf('S-SLOT', tuesday))[1]).toBe('09:30–10:00 full')
})

test('whose offer had run out when the slot closes hears one thing, not two', async () => {
  const [first = ''] = await here.slotsOf('S-SLOT', tuesday)
  const [she, he] = [await here.resident(), await here.resident()]
  const booking = await here.books(he, first, { seats: 2 })
  await here.waits(she, first)
  await here.cancels(he, booking)
  // The offer is over, and no job has ended it yet.
  here.app.clock.set('2026-11-23T03:24:00.000Z')
  await here.closes(day)
  await here.app.jobs.runDue()
  expect(await here.told(she)).toEqual(['候补的位置没有及时确认', '候补到位置了，请您确认'])
  expect(await here.waitingOf(she)).toEqual([])
  expect(await here.taken(first)).toBe(0)
})

test('where two closures hold, lifting one opens nothing', async () => {
  const id = await here.closes(part)
  await here.closes({ ...day, reason: '停水' })
  await here.lifts(id)
  expect(await here.dayOf('S-SLOT', tuesday)).toEqual([])
  expect((await read('S-SLOT'))?.says).toBe('停办：停水')
})

test('whoever books after the check makes it void', async () => {
  const { digest } = await here.checksClosure(day)
  const [first = ''] = await here.slotsOf('S-SLOT', tuesday)
  await here.books(await here.resident(), first)
  const body = { closure: day, digest, hits: 'callOff' as const, reason: '装修' }
  expect((await here.app.call(here.secretary, 'POST /v1/staff/closures', { body })).problem?.code).toBe('hitsChanged')
  expect((await here.app.does(here.secretary, 'GET /v1/staff/closures', { query: { venue: 'V1' } })).rows).toEqual([])
})

test('a professional closes what they give, and no more', async () => {
  const { app, district } = here
  // A person with a role elsewhere, who gives one service here.
  await app.db.updateTable('service').where('district_id', '=', district.id).where('code', '=', 'S-PRO').set({ staff_code: 'M3' }).execute()
  const professional = await signedIn(district, { staff: 'M3' })
  const check = async (body: typeof day & { serviceCode?: string }) =>
    (await app.call(professional, 'POST /v1/staff/closure-checks', { body })).problem?.code
  expect(await check({ ...day, serviceCode: 'S-PRO' })).toBeUndefined()
  expect(await check({ ...day, serviceCode: 'S-SLOT' })).toBe('notFound')
  expect(await check(day)).toBe('notFound')
  expect((await app.call(professional, 'GET /v1/staff/closures', { query: { venue: 'V1' } })).status).toBe(200)
})

test('others’ places, places nobody knows and days gone by are refused', async () => {
  const { app, district, secretary } = here
  const other = await signedIn(district, { staff: 'BS2' })
  expect((await app.call(other, 'POST /v1/staff/closure-checks', { body: day })).problem?.code).toBe('notFound')
  expect((await app.call(other, 'GET /v1/staff/closures', { query: { venue: 'V1' } })).problem?.code).toBe('notFound')
  const id = await here.closes(part)
  expect((await app.call(other, 'DELETE /v1/staff/closures/{id}', { params: { id } })).problem?.code).toBe('notFound')
  const check = async (body: Partial<typeof day> & { serviceCode?: string }) =>
    (await app.call(secretary, 'POST /v1/staff/closure-checks', { body: { ...day, ...body } })).problem?.code
  expect(await check({ venueCode: 'V7' })).toBe('notFound')
  expect(await check({ serviceCode: 'NOBODY' })).toBe('notFound')
  expect(await check({ fromDay: '2026-11-20', untilDay: '2026-11-22' })).toBe('badInput')
})

describe('a group activity that is decided a day before', () => {
  const group = 'S-GROUP'
  const wednesday = '2026-11-25'
  const closure = { venueCode: 'V1', serviceCode: group, fromDay: wednesday, untilDay: wednesday, reason: '停电' }
  const until = async (instant: string) => {
    here.app.clock.set(instant)
    await here.app.jobs.runDue()
  }
  beforeEach(() => here.changes(group, { minimum: { people: 3, decideHours: 24 }, weekly: weekdays([1, 2, 3, 4, 5], '09:00', '10:00', 6) }))

  test.each([
    ['was to take place before it was closed', '2026-11-24T01:00:00.000Z', '2026-11-24T02:00:00.000Z'],
    ['would have been decided while it was closed', '2026-11-23T02:00:00.000Z', '2026-11-24T02:00:00.000Z'],
  ])('opens again with those who were kept, when it %s', async (_which, closedAt, liftedAt) => {
    const [first = ''] = await here.slotsOf(group, wednesday)
    await here.books(await here.resident(), first, { seats: 4 })
    await until(closedAt)
    const id = await here.closes(closure, 'keep')
    expect((await here.dayOf(group, wednesday))[0]).toBe('09:00–09:30 closed')
    await until(liftedAt)
    await here.lifts(id)
    expect((await here.dayOf(group, wednesday))[0]).toBe('09:00–09:30 free')
    expect((await here.books(await here.resident(), first)).state).toBe('booked')
  })

  test('stays closed when it was called off for want of people', async () => {
    const [first = ''] = await here.slotsOf(group, wednesday)
    const she = await here.resident()
    const booking = await here.books(she, first)
    await until('2026-11-24T01:00:00.000Z')
    expect((await here.sees(she, booking)).state).toBe('cancelled')
    await here.lifts(await here.closes(closure))
    expect((await here.dayOf(group, wednesday))[0]).toBe('09:00–09:30 closed')
  })

  test('does not open without anybody, when those who were to come were called off', async () => {
    const [first = ''] = await here.slotsOf(group, wednesday)
    await here.books(await here.resident(), first, { seats: 4 })
    await until('2026-11-24T01:00:00.000Z')
    await here.lifts(await here.closes(closure))
    expect((await here.dayOf(group, wednesday))[0]).toBe('09:00–09:30 closed')
  })
})

describe('a closure that is entered when a time it covers has begun', () => {
  const at = (wall: string) => here.app.clock.set(`${tuesday}T${wall}:00.000+08:00`)
  const first = async () => (await here.slotsOf('S-SLOT', tuesday))[0] ?? ''
  const runs = () => here.app.jobs.runDue()

  test('calls off who has not come yet, at once, and whoever enters it sees whom', async () => {
    const [she, here1] = [await here.resident(), await here.resident()]
    const slotId = await first()
    const [hers, came] = [await here.books(she, slotId), await here.books(here1, slotId)]
    at('08:55')
    await here.app.does(here1, 'POST /v1/bookings/{id}/checkIn', { params: { id: came.id }, body: { token: here.venue.token } })
    at('09:05')
    expect((await here.checksClosure(day)).rows).toMatchObject([
      { bookingId: hers.id, why: '这一天停办' },
      { bookingId: came.id, why: '这一天停办，人已经到了' },
    ])
    await here.closes(day)
    await runs()
    expect(await here.sees(she, hers)).toMatchObject({ state: 'cancelled', reason: '停办：装修' })
    // Whoever is there already and waits is sent home, too.
    expect(await here.sees(here1, came)).toMatchObject({ state: 'cancelled', reason: '停办：装修' })
    at('09:15')
    await runs()
    expect((await here.sees(she, hers)).state).toBe('cancelled')
  })

  test('and bookings that are kept: the clock calls them off when the grace is over, nobody counts them as missed', async () => {
    const [she, he] = [await here.resident(), await here.resident()]
    const [hers, his] = [await here.books(she, await first()), await here.books(he, await first())]
    at('09:05')
    await here.app.does(he, 'POST /v1/bookings/{id}/checkIn', { params: { id: his.id }, body: { token: here.venue.token } })
    await here.closes(day, 'keep')
    await runs()
    expect((await here.sees(she, hers)).state).toBe('booked')
    expect((await here.sees(he, his)).state).toBe('arrived')
    at('09:15')
    const counted = await here.app.call(here.secretary, 'POST /v1/staff/bookings/{id}/miss', { params: { id: hers.id } })
    expect(counted.problem).toMatchObject({ code: 'notNow', detail: '那时停办（装修），不能记没有到' })
    await runs()
    expect(await here.sees(she, hers)).toMatchObject({ state: 'cancelled', reason: '停办：装修' })
    expect((await here.toldTexts(she))[0]).toContain('停办：装修。没有来不计爽约，可以再约')
    const told = await here.told(she)
    expect(told).not.toContain('预约的时间没有签到')
    expect(told).not.toContain('预约被取消，对不起')
  })

  test('takes back the no-show of that time, and the limit that stood on it', async () => {
    const she = await here.resident()
    const [, monday = ''] = await here.slotsOf('S-SLOT', '2026-11-23')
    const earlier = await here.books(she, monday)
    const hers = await here.books(she, await first())
    at('09:20')
    await runs()
    expect((await here.sees(she, earlier)).state).toBe('missed')
    expect(await here.sees(she, hers)).toMatchObject({ state: 'missed', missedSays: expect.stringContaining('第二次没有来') as string })
    await here.closes({ ...day, hours: { from: '08:40', to: '09:10' } })
    await runs()
    const after = await here.sees(she, hers)
    expect(after).toMatchObject({ state: 'cancelled', reason: '停办：装修', missedSays: null })
    expect(after.events.at(-1)).toMatchObject({ title: '那时停办，不计爽约' })
    expect((await here.told(she))[0]).toBe('那时停办，不计爽约')
    const [, , third = ''] = await here.slotsOf('S-SLOT', '2026-11-25')
    expect((await here.app.call(she, 'POST /v1/holds', { body: { slotId: third } })).problem?.code).toBeUndefined()
  })

  test('for the whole day takes nothing back from the hours in which the place was seen at work', async () => {
    const [absent, late, served] = [await here.resident(), await here.resident(), await here.resident()]
    const [slot9 = '', , slot10 = ''] = await here.slotsOf('S-SLOT', tuesday)
    const [missed, toCome, came] = [await here.books(absent, slot9), await here.books(late, slot10), await here.books(served, slot9)]
    const member = await signedIn(here.district, 'gridMember')
    at('08:55')
    await here.app.does(served, 'POST /v1/bookings/{id}/checkIn', { params: { id: came.id }, body: { token: here.venue.token } })
    at('09:30')
    await runs()
    const params = { code: 'V1' }
    const { id } = await here.app.does(member, 'POST /v1/staff/venues/{code}/next', { params, body: { window: '1 号窗口' } })
    await here.app.does(member, 'POST /v1/staff/tickets/{id}/done', { params: { id } })
    at('10:20')
    await here.closes(day)
    await runs()
    expect((await here.sees(absent, missed)).state).toBe('missed')
    expect((await here.sees(served, came)).state).toBe('done')
    // At 10:00 nobody was seen at work any more: whether it was closed by then, only the staff know.
    expect(await here.sees(late, toCome)).toMatchObject({ state: 'cancelled', reason: '停办：装修' })
  })

  test('by hours saves whoever was to come in them, though check-in had ended, and nobody who was absent at an open hour or day', async () => {
    const [monday, early, kept] = [await here.resident(), await here.resident(), await here.resident()]
    const [, last = ''] = await here.slotsOf('S-SLOT', '2026-11-23')
    const [slot9 = '', slot930 = ''] = await here.slotsOf('S-SLOT', tuesday)
    const [onMonday, at9, at930] = [await here.books(monday, last), await here.books(early, slot9), await here.books(kept, slot930)]
    at('12:00')
    await runs()
    await here.closes({ ...day, hours: { from: '09:40', to: '11:00' } })
    await runs()
    expect((await here.sees(monday, onMonday)).state).toBe('missed')
    expect((await here.sees(early, at9)).state).toBe('missed')
    expect((await here.sees(kept, at930)).state).toBe('cancelled')
  })

  test('shows who has a number and waits, and lets a window finish with whom it serves', async () => {
    const [first, second, walkIn] = [await here.resident(), await here.resident(), await here.resident()]
    const [, , slot10 = ''] = await here.slotsOf('S-SLOT', tuesday)
    const arrives = async (who: typeof first, slotId: string) => {
      const booking = await here.books(who, slotId)
      await here.app.does(who, 'POST /v1/bookings/{id}/checkIn', { params: { id: booking.id }, body: { token: here.venue.token } })
      return booking
    }
    at('09:01')
    const served = await arrives(first, slot10)
    const body = { token: here.venue.token, serviceCode: here.venue.services.walkIn }
    const member = await signedIn(here.district, 'gridMember')
    await here.app.does(member, 'POST /v1/staff/venues/{code}/next', { params: { code: 'V1' }, body: { window: '1 号窗口' } })
    const waits = await arrives(second, slot10)
    await here.app.does(walkIn, 'POST /v1/tickets', { body })
    expect(await here.checksClosure({ ...day, hours: { from: '10:00', to: '24:00' } })).toMatchObject({
      rows: [{ bookingId: waits.id }],
      numbers: 1,
    })
    expect(await here.checksClosure({ ...day, hours: { from: '09:10', to: '09:20' } })).toMatchObject({ rows: [], numbers: 0 })
    at('10:05')
    expect((await here.checksClosure(day)).rows).toMatchObject([{ bookingId: waits.id, why: '这一天停办，人已经到了' }])
    await here.closes(day)
    await runs()
    expect((await here.sees(second, waits)).state).toBe('cancelled')
    expect((await here.sees(first, served)).state).toBe('arrived')
  })

  test('waits for people before it locks a slot, as whoever books does', async () => {
    const [first = '', second = ''] = await here.slotsOf('S-SLOT', tuesday)
    const comes = async (slotId: string) => {
      const who = await here.resident()
      return { who, slotId, booking: await here.books(who, slotId) }
    }
    const both = [await comes(first), await comes(second)]
    at('09:35')
    await runs()
    await here.closes(day)
    const { db } = here.app
    // The job takes the bookings by id: the person of the later one is held up.
    const [one, later] = both.sort((a, b) => a.booking.id.localeCompare(b.booking.id))
    const { running } = await inTransaction(db, async (tx) => {
      await sql`select from booker where district_id = ${here.district.id} and person = ${later?.who.accountId} for update`.execute(tx)
      const running = runs()
      await callsWait(db, 1)
      const free =
        await sql`select from slot where district_id = ${here.district.id} and id = ${one?.slotId} for update skip locked`.execute(tx)
      expect(free.rows).toHaveLength(1)
      return { running }
    })
    await running
    for (const { who, booking } of both) expect((await here.sees(who, booking)).state).toBe('cancelled')
  })

  test('holds though it was lifted before the grace was over, and not where another service or hour was closed', async () => {
    const [she, he] = [await here.resident(), await here.resident()]
    const hers = await here.books(she, await first())
    const his = await here.books(he, (await here.slotsOf('S-PRO', tuesday))[0] ?? '')
    at('09:02')
    const id = await here.closes({ ...day, serviceCode: 'S-SLOT' }, 'keep')
    at('09:05')
    await here.lifts(id)
    at('09:15')
    await runs()
    expect((await here.sees(she, hers)).state).toBe('cancelled')
    expect((await here.sees(he, his)).state).toBe('missed')
  })

  test('holds for nobody when it was lifted before its hours began', async () => {
    const she = await here.resident()
    const [, second = ''] = await here.slotsOf('S-SLOT', tuesday)
    const hers = await here.books(she, second)
    at('08:00')
    const id = await here.closes({ ...part, hours: { from: '09:45', to: '10:30' } }, 'keep')
    at('09:35')
    await here.lifts(id)
    at('09:45')
    await runs()
    expect((await here.sees(she, hers)).state).toBe('missed')
  })
})
