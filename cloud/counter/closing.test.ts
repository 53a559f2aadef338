import { sql } from 'kysely'
import { testHall, type TestHall } from '../queue/testing/queue'
import { callsWait } from '../testing/database/lock-waits'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

let hall: TestHall
beforeEach(async () => {
  hall = await testHall()
})
afterEach(() => hall.app.close())

const at = async (wall: string, day = '2026-11-23') => {
  hall.app.clock.set(`${day}T${wall}:00.000+08:00`)
  await hall.app.jobs.runDue()
}
/** Enters a closure of today as the screen does: without bookings in it, `keep` is sent. */
const closes = async (of: { fromDay?: string; untilDay?: string; hours?: { from: string; to: string }; serviceCode?: string }) => {
  const secretary = await signedIn(hall.district, 'branchSecretary')
  const closure = { venueCode: 'V1', fromDay: '2026-11-23', untilDay: '2026-11-23', reason: '停电', ...of }
  const { digest, rows } = await hall.app.does(secretary, 'POST /v1/staff/closure-checks', { body: closure })
  const hits = rows.length === 0 ? ('keep' as const) : ('callOff' as const)
  await hall.app.does(secretary, 'POST /v1/staff/closures', { body: { closure, digest, hits, reason: '停电' } })
  await hall.app.jobs.runDue()
}
const inboxOf = async (who: SignedIn) => {
  await hall.app.jobs.runDue()
  return (await hall.app.does(who, 'GET /v1/inbox', {})).rows.map(({ title, text }) => ({ title, text }))
}

test('a number left at closing ends then, not at midnight, and its holder reads what to do', async () => {
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  await at('12:00')
  expect((await hall.looks(who, ticket)).state).toBe('waiting')
  await at('17:59')
  expect((await hall.looks(who, ticket)).state).toBe('waiting')
  await at('18:00')
  const says = '当天没有叫到，对不起。已经办好的不用管；没有办成的，明天 8:30 开门，到时可以再取号，也可以先预约，或打电话 0543-3000009'
  expect(await hall.looks(who, ticket)).toMatchObject({ state: 'void', leftOver: true, says, ahead: 0 })
  expect(await inboxOf(who)).toEqual([{ title: '槐树社区党群服务站下班了，没有叫到 A001', text: says }])
  await at('00:00', '2026-11-24')
  expect(await inboxOf(who)).toHaveLength(1)
})

test('while a window is at work those who wait are told so, and end when it has stopped', async () => {
  const [first, second, third] = [await hall.resident(), await hall.resident(), await hall.resident()]
  const tickets = [await hall.draws(first), await hall.draws(second), await hall.draws(third)] as const
  hall.app.clock.set('2026-11-23T17:50:00.000+08:00')
  await hall.step('serve', await hall.next())
  await at('18:00')
  expect((await inboxOf(second)).map(({ title }) => title)).toContain('到下班时间了：A002 还没叫到')
  hall.app.clock.set('2026-11-23T18:20:00.000+08:00')
  await hall.step('done', tickets[0])
  await hall.step('serve', await hall.next())
  await hall.step('done', tickets[1])
  await at('18:49')
  expect((await hall.looks(third, tickets[2])).state).toBe('waiting')
  await at('19:00')
  expect(await hall.looks(third, tickets[2])).toMatchObject({ state: 'void', leftOver: true })
  expect((await hall.looks(second, tickets[1])).state).toBe('done')
})

test('a booking that came with it counts as before, and is told once', async () => {
  const { who, booking, ticket } = await hall.comes('2026-11-23 09:30')
  await at('18:00')
  expect((await hall.looks(who, ticket)).state).toBe('void')
  expect((await hall.sees(who, booking)).state).toBe('done')
  expect((await inboxOf(who)).map(({ title }) => title)).toEqual(['槐树社区党群服务站下班了，没有叫到 A001'])
})

test('a closure until the evening tells those who wait at once; one of an hour lets them wait', async () => {
  const { who: booker, booking } = await hall.comes('2026-11-23 09:30')
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  await closes({ hours: { from: '10:00', to: '11:00' } })
  await at('10:30')
  expect((await hall.looks(who, ticket)).state).toBe('waiting')
  await closes({})
  expect((await hall.looks(who, ticket)).state).toBe('void')
  expect((await inboxOf(who))[0]).toEqual({
    title: 'A002 这次办不了了',
    text: '停办：停电。明天 8:30 开门，到时可以再取号，也可以先预约，或打电话 0543-3000009',
  })
  expect(await hall.sees(booker, booking)).toMatchObject({ state: 'cancelled', reason: '停办：停电' })
})

test('a closure in which nobody has booked tells those who wait at once, though a window is at work, and when it is given again', async () => {
  await hall.draws()
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  await hall.step('serve', await hall.next())
  await closes({ untilDay: '2026-11-24' })
  expect(await hall.looks(who, ticket)).toMatchObject({ state: 'void', leftOver: true })
  const next = '后天 8:30 开门，到时可以再取号，也可以先预约，或打电话 0543-3000009'
  expect((await inboxOf(who))[0]).toEqual({ title: 'A002 这次办不了了', text: `停办：停电。${next}` })
  await at('08:40', '2026-11-24')
  expect((await hall.looks(who, ticket)).says).toContain('明天 8:30 开门')
  await at('08:40', '2026-11-25')
  expect((await hall.looks(who, ticket)).says).toContain('现在开门，可以再取号')
})

test('after the last hours of a day the next are named that no closure takes, or when it ends in them', async () => {
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  const secretary = await signedIn(hall.district, 'branchSecretary')
  const body = { venueCode: 'V1', fromDay: '2026-11-24', untilDay: '2026-11-24', reason: '装修', hours: { from: '08:00', to: '10:00' } }
  const { digest } = await hall.app.does(secretary, 'POST /v1/staff/closure-checks', { body })
  await hall.app.does(secretary, 'POST /v1/staff/closures', { body: { closure: body, digest, hits: 'keep', reason: '装修' } })
  await at('18:00')
  expect((await hall.looks(who, ticket)).says).toContain('明天 10:00 恢复办理，到时可以再取号')
})

test('a number in hand that nobody finishes keeps those who wait for an hour, not until midnight', async () => {
  await hall.draws()
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  hall.app.clock.set('2026-11-23T17:50:00.000+08:00')
  await hall.step('serve', await hall.next())
  for (const wall of ['18:00', '18:30']) await at(wall)
  expect((await hall.looks(who, ticket)).state).toBe('waiting')
  await at('19:00')
  expect(await hall.looks(who, ticket)).toMatchObject({ state: 'void', leftOver: true })
  expect((await inboxOf(who))[0]?.title).toBe('槐树社区党群服务站下班了，没有叫到 A002')
})

test('where a place is open until midnight, whoever was not called is told when the day ends', async () => {
  const hours = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', to: '24:00' })))
  await hall.app.db.updateTable('venue').set({ hours }).where('district_id', '=', hall.district.id).execute()
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  await at('00:00', '2026-11-24')
  expect(await hall.looks(who, ticket)).toMatchObject({ state: 'void', leftOver: true })
  expect((await inboxOf(who)).map(({ title }) => title)).toEqual(['槐树社区党群服务站下班了，没有叫到 A001'])
})

test('nobody served a booking whose number was left over, at midnight as at closing', async () => {
  const hours = JSON.stringify([1, 2, 3, 4, 5, 6, 7].map((weekday) => ({ weekday, from: '08:00', to: '24:00' })))
  await hall.app.db.updateTable('venue').set({ hours }).where('district_id', '=', hall.district.id).execute()
  const { who, booking } = await hall.comes('2026-11-23 09:30')
  await hall.step('pass', await hall.next())
  await at('00:00', '2026-11-24')
  expect((await hall.sees(who, booking)).state).toBe('done')
  const { db } = hall.app
  const served = await db.selectFrom('booking').where('id', '=', booking.id).select('served_by').executeTakeFirstOrThrow()
  expect(served).toEqual({ served_by: null })
})

test('whoever waits for a service that is closed from a later hour is told then, while other windows work', async () => {
  await hall.draws()
  const who = await hall.resident()
  await hall.draws(who)
  await closes({ serviceCode: hall.venue.services.walkIn, hours: { from: '11:00', to: '24:00' } })
  hall.app.clock.set('2026-11-23T10:55:00.000+08:00')
  await hall.step('serve', await hall.next())
  await at('11:00')
  expect((await inboxOf(who)).map(({ title }) => title)).toContain('停办了：A002 还没叫到')
})

test.each([
  ['a closure of today', '2026-11-23'],
  ['a closure of tomorrow', '2026-11-24'],
])('%s that calls off from a later hour ends the numbers at that hour, though a window is at work', async (_, day) => {
  const booker = await hall.resident()
  await hall.books(booker, await hall.slot(`${day} 11:30`))
  await closes({ fromDay: day, untilDay: day, hours: { from: '11:00', to: '24:00' } })
  await at('09:30', day)
  await hall.draws()
  const who = await hall.resident()
  const ticket = await hall.draws(who)
  hall.app.clock.set(`${day}T10:55:00.000+08:00`)
  await hall.step('serve', await hall.next())
  await at('11:00', day)
  expect(await hall.looks(who, ticket)).toMatchObject({ state: 'void', leftOver: true })
  expect((await inboxOf(who))[0]?.title).toBe('A002 这次办不了了')
})

test('a number that is drawn while its service is closed is refused', async () => {
  const secretary = await signedIn(hall.district, 'branchSecretary')
  await hall.draws()
  const who = await hall.resident()
  const { app, venue } = hall
  const body = { token: venue.token, serviceCode: venue.services.walkIn }
  const closure = { venueCode: 'V1', fromDay: '2026-11-23', untilDay: '2026-11-23', reason: '停电' }
  const { digest } = await app.does(secretary, 'POST /v1/staff/closure-checks', { body: closure })
  const drawn = await app.db.transaction().execute(async (tx) => {
    await sql`select from queue_day where district_id = ${hall.district.id} for update`.execute(tx)
    const drawing = app.call(who, 'POST /v1/tickets', { body })
    await callsWait(app.db, 1)
    await app.does(secretary, 'POST /v1/staff/closures', { body: { closure, digest, hits: 'callOff', reason: '停电' } })
    return { drawing }
  })
  expect((await drawn.drawing).problem).toMatchObject({ code: 'walkInsFull', detail: '今天停办：停电' })
})
