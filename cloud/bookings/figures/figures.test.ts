import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { testHall, type TestHall } from '../../queue/testing/queue'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const ask = (who: SignedIn, from: string, until: string) =>
  here.app.call(who, 'GET /v1/staff/booking-figures', { query: { venue: 'V1', from, until } })
const day = '2026-11-23'
const at = (wall: string) => here.app.clock.set(`2026-11-23T${wall}:00.000Z`)

/**
 * A Monday with known figures. 9:30, four seats: two come and are served, one does not come, one cancels, and the seat goes to the waiting
 * list, whose booker comes. 16:00, two seats, not over yet: one booked. Three numbers without a booking, two of them served.
 */
async function aDay() {
  const morning = await here.slot(`${day} 09:30`, { capacity: 4 })
  const people = await Promise.all(Array.from({ length: 5 }, () => here.resident()))
  const [first, second, third, fourth, fifth] = people
  if (!first || !second || !third || !fourth || !fifth) throw new Error('Five people')
  const bookings = []
  for (const who of [first, second, third, fourth]) bookings.push(await here.books(who, morning))
  await here.waits(fifth, morning)
  const [one, two, , four] = bookings
  if (!one || !two || !four) throw new Error('Four bookings')
  await here.cancels(fourth, four)
  const [waiting] = await here.waitingOf(fifth)
  const five = await here.app.does(fifth, 'POST /v1/bookings', { body: { holdId: waiting?.holdId ?? '' } })
  await here.books(third, await here.slot(`${day} 16:00`, { capacity: 2 }))

  at('01:10')
  for (const [who, booking] of [
    [first, one],
    [second, two],
    [fifth, five],
  ] as const)
    await here.checksIn(who, booking)
  for (let count = 0; count < 3; count += 1) await here.draws()
  // The three booked wait from 9:30 on: 0, 10 and 20 minutes. The two others from 9:10 on: 50 and 60 minutes.
  at('01:30')
  await here.app.jobs.runDue()
  for (let count = 0; count < 5; count += 1) {
    if (count === 3) at('02:00')
    const called = await here.next()
    await here.step('serve', called)
    here.app.clock.advance({ minutes: 10 })
    await here.step('done', called)
  }
  await here.app.jobs.runDue()
}

test('figures of a day are those counted by hand', async () => {
  await aDay()
  const { body } = await ask(here.keeper, day, day)
  expect(body).toMatchObject({
    used: { of: 4, count: 4 },
    missed: { of: 4, count: 1 },
    cancelled: { of: 6, count: 1 },
    calledOff: { of: 6, count: 0 },
    waiting: { of: 1, count: 1 },
    wait: { minutes: 20, of: 5 },
    days: [{ day, capacity: 6, booked: 5, missed: 1, walkIns: 3 }],
    hours: [{ hour: 9, tickets: 6, served: 5, minutes: 20 }],
  })
  const service = body.services.find(({ code }) => code === here.venue.services.slot)
  expect(service).toMatchObject({ used: { of: 4, count: 4 }, missed: { of: 4, count: 1 }, waiting: { of: 1, count: 1 } })
})

test('under five waits none is said, of the day or of an hour, and days without anything are there all the same', async () => {
  await here.step('serve', await here.draws().then(() => here.next()))
  at('02:00')
  await here.draws()
  const { body } = await ask(here.keeper, '2026-11-22', day)
  expect(body.wait).toBeNull()
  expect(body.hours).toEqual([
    { hour: 9, tickets: 1, served: 1, minutes: null },
    { hour: 10, tickets: 1, served: 0, minutes: null },
  ])
  expect(body.days.map((row) => [row.day, row.walkIns])).toEqual([
    ['2026-11-22', 0],
    [day, 2],
  ])
})

test('who cancels is told apart: those who booked, and the place or the clock', async () => {
  const slotId = await here.slot(`${day} 14:00`, { capacity: 5 })
  const bookings = []
  for (const who of await Promise.all(Array.from({ length: 4 }, () => here.resident())))
    bookings.push({ who, booking: await here.books(who, slotId) })
  const [own, first, second] = bookings
  if (!own || !first || !second) throw new Error('Four bookings')
  await here.cancels(own.who, own.booking)
  for (const { booking } of [first, second]) {
    const body = { reason: '老师临时有事' }
    await here.app.does(here.keeper, 'POST /v1/staff/bookings/{id}/callOff', { params: { id: booking.id }, body })
  }
  expect((await ask(here.keeper, day, day)).body).toMatchObject({ cancelled: { of: 4, count: 1 }, calledOff: { of: 4, count: 2 } })
})

test('of those who cancelled, the late ones are counted', async () => {
  await here.rules(here.venue.services.slot, { cancelMinutes: 360 })
  const slotId = await here.slot(`${day} 14:00`, { capacity: 5 })
  const [early, late] = [await here.resident(), await here.resident()]
  at('00:00')
  const bookings = [await here.books(early, slotId), await here.books(late, slotId)] as const
  await here.cancels(early, bookings[0])
  at('00:01')
  await here.cancels(late, bookings[1])
  expect((await ask(here.keeper, day, day)).body).toMatchObject({ cancelled: { of: 2, count: 2 }, cancelledLate: { of: 2, count: 1 } })
})

test('whoever gives back a number, or cancels within a window that was made longer since, is not counted as late', async () => {
  const { slot } = here.venue.services
  await here.rules(slot, { cancelMinutes: 120 })
  const [given, cancelled] = [await here.resident(), await here.resident()]
  const [his, hers] = [
    await here.books(given, await here.slot(`${day} 10:00`)),
    await here.books(cancelled, await here.slot(`${day} 14:00`)),
  ]
  await here.rules(slot, { cancelMinutes: 30 })
  at('01:30')
  await here.checksIn(given, his)
  const { rows } = await here.app.does(given, 'GET /v1/tickets')
  await here.app.does(given, 'DELETE /v1/tickets/{id}', { params: { id: rows[0]?.id ?? '' } })
  at('05:00')
  await here.cancels(cancelled, hers)
  expect((await ask(here.keeper, day, day)).body).toMatchObject({ cancelled: { of: 2, count: 2 }, cancelledLate: { of: 2, count: 0 } })
})

test('a visiting professional reads the figures of what they give, and of nothing else there', async () => {
  const professional = await signedIn(here.district, 'handler')
  const { slot, professional: given } = here.venue.services
  for (const [service, capacity] of [
    [slot, 4],
    [given, 2],
  ] as const)
    await here.books(await here.resident(), await here.slot(`${day} 14:00`, { service, capacity }))
  await here.draws()
  const { status, body } = await ask(professional, day, day)
  expect(status).toBe(200)
  expect(body.services.map(({ code }) => code)).toEqual([given])
  expect(body).toMatchObject({ cancelled: { of: 1 }, days: [{ capacity: 2, booked: 1, walkIns: 0 }], hours: [] })
})

test('places are compared by whoever keeps or supervises them, each and all together', async () => {
  await aDay()
  const query = { from: day, until: day }
  const compared = async (who: SignedIn) => here.app.does(who, 'GET /v1/staff/place-figures', { query })
  const figures = {
    booked: 6,
    missed: { of: 4, count: 1 },
    cancelled: { of: 6, count: 1 },
    calledOff: { of: 6, count: 0 },
    wait: { minutes: 20, of: 5 },
  }
  const seen = await compared(await signedIn(here.district, 'supervisor'))
  expect(seen).toMatchObject({ all: figures, rows: [{ code: 'V1', ...figures }] })
  expect((await compared(here.keeper)).rows).toEqual(seen.rows)
  expect((await compared(await signedIn(here.district, { staff: 'M3' }))).rows).toEqual([])
  const refused = await here.app.call(here.keeper, 'GET /v1/staff/place-figures', { query: { from: '2026-08-23', until: day } })
  expect(refused.problem).toMatchObject({ code: 'badInput', errors: [{ path: 'until' }] })
})

test('a supervisor reads them, a stranger does not, and nobody more than 92 days at once', async () => {
  expect((await ask(await signedIn(here.district, 'supervisor'), day, day)).status).toBe(200)
  expect((await ask(await signedIn(here.district, { staff: 'M3' }), day, day)).problem?.code).toBe('notFound')
  expect((await ask(here.keeper, '2026-08-24', day)).status).toBe(200)
  for (const [from, until] of [
    ['2026-08-23', day],
    [day, '2026-11-22'],
  ] as const) {
    expect((await ask(here.keeper, from, until)).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'until' }] })
  }
})
