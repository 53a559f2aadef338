import { refusal } from '../bookings/testing/bookings'
import { signedIn } from '../testing/people/signed-in'
import { testHall, type TestHall } from '../queue/testing/queue'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const enter = (who: Parameters<TestHall['draws']>[0], id: string, token = here.venue.token) =>
  here.app.call(who ?? null, 'POST /v1/bookings/{id}/checkIn', { params: { id }, body: { token } })
const byCode = (code: string, who = here.keeper) =>
  here.app.call(who, 'POST /v1/staff/check-ins', { body: { venueCode: here.venue.code, code } })

test('checking in draws a number once, however often it is done', async () => {
  const { who, booking, ticket } = await here.comes('2026-11-23 09:30')
  expect(ticket).toMatchObject({ number: 'A001', state: 'waiting', bookingId: booking.id, ahead: 0 })
  expect(await here.checksIn(who, booking)).toMatchObject({ id: ticket.id, number: 'A001' })
  expect(await here.sees(who, booking)).toMatchObject({ state: 'arrived', ticketId: ticket.id })
  const two = await Promise.all([1, 2].map(() => enter(who, booking.id)))
  expect(two.map(({ body }) => body.ticket?.id)).toEqual([ticket.id, ticket.id])
})

test('two phones that check one booking in at once draw one number', async () => {
  const who = await here.resident()
  const booking = await here.books(who, await here.slot('2026-11-23 09:30'))
  const answers = await Promise.all([1, 2, 3].map(() => enter(who, booking.id)))
  expect(new Set(answers.map(({ body }) => body.ticket?.number))).toEqual(new Set(['A001']))
})

test('one may check in from an hour before the beginning until the end, at the place itself', async () => {
  const who = await here.resident()
  const booking = await here.books(who, await here.slot('2026-11-23 10:30'))
  const early = await enter(who, booking.id)
  expect(early.problem).toMatchObject({ code: 'notArrivable', detail: '还没到签到时间，今天 9:30 起可以签到' })
  const elsewhere = await enter(who, booking.id, 'x'.repeat(22))
  expect(refusal(elsewhere)).toEqual(['wrongVenue', 'myBooking'])
  expect(elsewhere.problem?.detail).toContain('槐树社区党群服务站')
  here.app.clock.set('2026-11-23T01:30:00.000Z')
  expect((await enter(who, booking.id)).status).toBe(200)
})

test('after a slot shorter than the grace one is let in until the grace is over, by the code and at the counter', async () => {
  const [who, other, late] = [await here.resident(), await here.resident(), await here.resident()]
  const slotId = await here.slot('2026-11-23 09:30', { minutes: 10, capacity: 3 })
  const [own, atCounter, missed] = [await here.books(who, slotId), await here.books(other, slotId), await here.books(late, slotId)]
  expect(own).toMatchObject({ endsAt: '2026-11-23T01:40:00.000Z', arriveUntil: '2026-11-23T01:45:00.000Z' })
  here.app.clock.set('2026-11-23T01:42:00.000Z')
  await here.app.jobs.runDue()
  expect((await here.sees(who, own)).next).toContain('请尽快到场签到')
  expect((await enter(who, own.id)).body).toMatchObject({ booking: { state: 'arrived' }, ticket: { number: 'A001' } })
  expect((await byCode(atCounter.code)).body).toMatchObject({ booking: { state: 'arrived' }, ticket: { number: 'A002' } })
  here.app.clock.set('2026-11-23T01:45:00.000Z')
  expect((await enter(late, missed.id)).problem?.code).toBe('notArrivable')
})

test('who was counted as missed is sent to the counter, and draws a number there', async () => {
  const who = await here.resident()
  const booking = await here.books(who, await here.slot('2026-11-23 09:30'))
  here.app.clock.set('2026-11-23T01:50:00.000Z')
  await here.app.jobs.runDue()
  expect((await enter(who, booking.id)).problem).toMatchObject({ code: 'notArrivable', detail: expect.stringContaining('柜台') as string })
  await here.app.does(here.keeper, 'POST /v1/staff/bookings/{id}/arriveLate', { params: { id: booking.id } })
  const { rows } = await here.app.does(who, 'GET /v1/tickets')
  expect(rows).toMatchObject([{ number: 'A001', bookingId: booking.id }])
})

test('the counter checks in by the six digits of today', async () => {
  const who = await here.resident()
  const booking = await here.books(who, await here.slot('2026-11-23 09:30'))
  const { booking: row, ticket } = (await byCode(booking.code)).body
  expect([row.state, row.name, ticket?.number, ticket?.name]).toEqual(['arrived', '王阿姨', 'A001', '王阿姨'])
  expect((await byCode(booking.code)).body.ticket?.id).toBe(ticket?.id)
  expect((await byCode(booking.code === '000000' ? '000001' : '000000')).problem?.code).toBe('notFound')
  expect((await byCode(booking.code, await signedIn(here.district, { staff: 'M3' }))).problem?.code).toBe('notFound')
})

test('nobody checks in somebody else, nor waits at home for a number', async () => {
  const [who, other] = [await here.resident(), await here.resident()]
  const booking = await here.books(who, await here.slot('2026-11-23 09:30'))
  expect((await enter(other, booking.id)).problem?.code).toBe('notFound')
  const home = await here.slot('2026-11-23 09:30', { service: here.venue.services.home, minutes: 120 })
  const visit = await here.books(other, home, { address: '槐树里 1 号楼 1 单元 101', phone: '13800000000' })
  expect((await enter(other, visit.id)).problem).toMatchObject({ code: 'notArrivable', detail: expect.stringContaining('上门') as string })
})

test('the place says what was booked there today, which numbers one holds, and what can be had without booking', async () => {
  const who = await here.resident()
  await here.comes('2026-11-23 09:30', who)
  await here.slot('2026-11-23 10:30', { service: here.venue.services.ask, walkIn: 2 })
  const place = await here.app.does(who, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
  expect(place.venue.code).toBe(here.venue.code)
  expect(place.bookings.map(({ state }) => state)).toEqual(['arrived'])
  expect(place.tickets.map(({ number }) => number)).toEqual(['A001'])
  expect(place.walkIns).toEqual([
    { serviceCode: here.venue.services.ask, name: '会议室', open: true, says: '今天现场还有 2 个号' },
    { serviceCode: here.venue.services.walkIn, name: '代办材料', open: true, says: '不用预约，取号办理' },
  ])
  here.app.clock.set('2026-11-23T11:00:00.000Z')
  const shut = await here.app.does(who, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
  expect(shut.walkIns.map(({ says }) => says)).toEqual(['现在不开门，明天 8:30 开门'])
  const unknown = await here.app.call(who, 'GET /v1/check-in-places/{token}', { params: { token: 'x'.repeat(22) } })
  expect(unknown.problem?.code).toBe('notFound')
})

test('a place that was given up still receives whoever booked there, and nobody else', async () => {
  const [who, other] = [await here.resident(), await here.resident()]
  const booking = await here.books(who, await here.slot('2026-11-23 09:30'))
  const { db, clock } = here.app
  await db.updateTable('venue').set({ retired_at: clock.now() }).where('district_id', '=', here.district.id).execute()
  const scan = (by: typeof who) => here.app.call(by, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
  expect((await scan(who)).body).toMatchObject({ bookings: [{ id: booking.id }], walkIns: [] })
  expect((await enter(who, booking.id)).body).toMatchObject({ booking: { state: 'arrived' }, ticket: { number: 'A001' } })
  expect((await scan(other)).problem?.code).toBe('notFound')
})
