import { nextOf, refusal } from '../bookings/testing/bookings'
import { testHall, type TestHall } from '../queue/testing/queue'

let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const tries = (who: Awaited<ReturnType<TestHall['resident']>>, serviceCode: string = here.venue.services.walkIn) =>
  here.app.call(who, 'POST /v1/tickets', { body: { token: here.venue.token, serviceCode } })

test('a number of a service is drawn once at a time, twice at once or one after the other', async () => {
  const who = await here.resident()
  const answers = await Promise.all([tries(who), tries(who), tries(who)])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409])
  const again = await tries(who)
  expect(refusal(again)).toEqual(['alreadyQueued', 'myTicket'])
  const { rows } = await here.app.does(who, 'GET /v1/tickets')
  await here.app.does(who, 'DELETE /v1/tickets/{id}', { params: { id: rows[0]?.id ?? '' } })
  expect((await tries(who)).body.number).toBe('A002')
})

test('outside opening hours the place says when it opens', async () => {
  here.app.clock.set('2026-11-23T04:30:00.000Z')
  expect((await tries(await here.resident())).problem).toMatchObject({ code: 'venueClosed', detail: '服务点现在不开门，今天 14:00 开门' })
})

test('a service had on the spot gives numbers in its own hours only, and says from when', async () => {
  const { walkIn } = here.venue.services
  const weekly = [
    { weekday: 1, from: '09:00', to: '11:00', capacity: 2, fromDay: null, untilDay: null },
    { weekday: 3, from: '14:00', to: '16:00', capacity: 2, fromDay: null, untilDay: null },
  ]
  await here.rules(walkIn, { weekly })
  const who = await here.resident()
  const asks = async () => {
    const place = await here.app.does(who, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
    return place.walkIns.find(({ serviceCode }) => serviceCode === walkIn)
  }
  const row = { serviceCode: walkIn, name: '代办材料' }
  const shut = async (at: string, says: string) => {
    here.app.clock.set(at)
    expect(await asks()).toEqual({ ...row, open: false, says })
    expect((await tries(who)).problem).toMatchObject({ code: 'venueClosed', detail: says })
  }
  await shut('2026-11-23T00:40:00.000Z', '现在不办理，今天 9:00 起取号')
  await shut('2026-11-23T07:00:00.000Z', '现在不办理，后天 14:00 起取号')
  await shut('2026-11-24T02:00:00.000Z', '现在不办理，明天 14:00 起取号')
  here.app.clock.set('2026-11-25T06:00:00.000Z')
  expect(await asks()).toEqual({ ...row, open: true, says: '不用预约，取号办理' })
  expect((await tries(who)).status).toBe(201)
})

test('places kept for people who just come are never given out twice, and end with the slot', async () => {
  const { slot: service } = here.venue.services
  await here.slot('2026-11-23 08:30', { walkIn: 2 })
  const bookable = await here.slot('2026-11-23 09:30', { walkIn: 2 })
  const people = await Promise.all(Array.from({ length: 5 }, () => here.resident()))
  const answers = await Promise.all(people.map((who) => tries(who, service)))
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
  const refused = answers.find(({ status }) => status === 409)
  // The times offered can be booked, and the service's page has the rest.
  expect(refused?.problem).toMatchObject({
    code: 'walkInsFull',
    detail: '今天现场的号已取完，可以预约其他时间',
    next: [
      { does: 'otherSlot', label: '约今天 9:30', id: bookable },
      { does: 'service', label: '看别的日子', id: service },
    ],
  })
  const [step] = nextOf(refused?.problem)
  const booked = await here.app.call(await here.resident(), 'POST /v1/holds', { body: { slotId: step?.id ?? '' } })
  expect(booked.status).toBe(201)
})

test('why there is no number is said as it is: not today, over for today, none kept', async () => {
  const { slot: service } = here.venue.services
  await here.rules(service, { walkInPercent: 30 })
  const who = await here.resident()
  const says = async (expected: string) => {
    const place = await here.app.does(who, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
    expect(place.walkIns.find(({ serviceCode }) => serviceCode === service)).toMatchObject({ open: false, says: expected })
    expect((await tries(who, service)).problem).toMatchObject({ code: 'walkInsFull', detail: expected })
  }
  await says('今天不办这项服务，可以预约其他时间')
  await here.slot('2026-11-23 08:30', { walkIn: 1 })
  await says('今天的已经结束，可以预约其他时间')
  await here.slot('2026-11-23 10:00')
  await says('今天没有留现场的号，可以预约其他时间')
})

test('who booked the service for today checks in, and draws no second number that would leave her counted as missed', async () => {
  const { slot: service } = here.venue.services
  await here.slot('2026-11-23 09:30', { walkIn: 2 })
  const [who, helper] = [await here.resident(), await here.resident()]
  const booking = await here.books(who, await here.slot('2026-11-23 10:15'))
  const onBehalf = { name: '李奶奶', relation: '女儿', consent: { how: 'inPerson' as const } }
  await here.books(helper, booking.slotId, { onBehalf, forOther: true })
  const row = async () => {
    const place = await here.app.does(who, 'GET /v1/check-in-places/{token}', { params: { token: here.venue.token } })
    return place.walkIns.find(({ serviceCode }) => serviceCode === service)
  }
  expect(await row()).toMatchObject({ open: false, says: '您约了今天 10:15，今天 9:15 起签到' })
  expect((await tries(who, service)).problem).toMatchObject({
    code: 'alreadyBooked',
    detail: '您约了今天 10:15 的这项服务，今天 9:15 起可以签到；想现在办，请先取消预约或改时间',
    next: [{ does: 'myBooking', id: booking.id }],
  })
  here.app.clock.set('2026-11-23T01:15:00.000Z')
  expect(await row()).toMatchObject({ open: false, says: '您约了今天 10:15，签到就有号' })
  expect((await tries(who, service)).problem).toMatchObject({
    code: 'alreadyBooked',
    detail: '您约了今天 10:15 的这项服务，签到就有号，不用另取',
    next: [{ does: 'checkIn', label: '去签到', id: booking.id }],
  })
  // Somebody who booked for another person may draw a number for themselves; so may a booker of another service, or one who cancelled.
  expect((await tries(helper, service)).status).toBe(201)
  expect((await tries(who)).status).toBe(201)
  await here.cancels(who, booking)
  expect((await tries(who, service)).status).toBe(201)
})

test('of a slot that has begun, what nobody booked goes to whoever is there; a booked place waits for its booker', async () => {
  const { slot: service } = here.venue.services
  const slotId = await here.slot('2026-11-23 09:30', { capacity: 2 })
  const late = await here.books(await here.resident(), slotId)
  expect((await tries(await here.resident(), service)).problem?.code).toBe('walkInsFull')
  here.app.clock.set('2026-11-23T01:30:00.000Z')
  expect((await tries(await here.resident(), service)).status).toBe(201)
  expect((await tries(await here.resident(), service)).problem?.code).toBe('walkInsFull')
  here.app.clock.set('2026-11-23T01:45:00.000Z')
  await here.app.jobs.runDue()
  expect((await here.app.does(here.keeper, 'GET /v1/staff/bookings/{id}', { params: { id: late.id } })).state).toBe('missed')
  expect((await tries(await here.resident(), service)).status).toBe(201)
})

test('a booking made at the counter on such a place counts against it', async () => {
  const slotId = await here.slot('2026-11-23 09:30', { capacity: 1, walkIn: 1 })
  const book = (name: string) => here.app.does(here.keeper, 'POST /v1/staff/bookings', { body: { slotId, name, consent: 'inPerson' } })
  await book('李奶奶')
  await book('张爷爷')
  expect((await tries(await here.resident(), here.venue.services.slot)).problem?.code).toBe('walkInsFull')
})

test('a closure stops numbers, and says why', async () => {
  await here.app.db
    .insertInto('closure')
    .values({
      district_id: here.district.id,
      id: '01930000-0000-7000-8000-000000000001',
      venue_code: here.venue.code,
      service_code: null,
      from_day: '2026-11-23',
      until_day: '2026-11-23',
      hours: JSON.stringify({ from: '09:00', to: '10:00' }),
      reason: '停电',
      by_staff: 'M1',
      created_at: here.app.clock.now(),
    })
    .execute()
  expect((await tries(await here.resident())).problem).toMatchObject({ code: 'walkInsFull', detail: '今天停办：停电' })
  here.app.clock.set('2026-11-23T02:00:00.000Z')
  expect((await tries(await here.resident())).status).toBe(201)
})

test('the counter draws for somebody without a phone, hours or not; nobody can watch that number but the counter', async () => {
  here.app.clock.set('2026-11-23T04:30:00.000Z')
  const body = { venueCode: here.venue.code, serviceCode: here.venue.services.walkIn, name: '李奶奶' }
  const ticket = await here.app.does(here.keeper, 'POST /v1/staff/tickets', { body })
  expect(ticket).toMatchObject({ number: 'A001', name: '李奶奶', booked: false })
  const answer = await here.app.call(await here.resident(), 'GET /v1/tickets/{id}', { params: { id: ticket.id } })
  expect(answer.problem?.code).toBe('notFound')
})

test('who gives a booked number back frees the place and counts as no no-show', async () => {
  const { who, booking, ticket } = await here.comes('2026-11-23 09:30')
  const other = await here.resident()
  const refused = await here.app.call(other, 'DELETE /v1/tickets/{id}', { params: { id: ticket.id } })
  expect(refused.problem?.code).toBe('notFound')
  await here.app.does(who, 'DELETE /v1/tickets/{id}', { params: { id: ticket.id } })
  const over = await here.sees(who, booking)
  expect(over).toMatchObject({ state: 'cancelled', reason: null, next: '您已取消', sequence: 1 })
  expect(over.events.at(-1)).toMatchObject({ did: 'giveBack', by: '您', title: '退了号，预约取消', text: '' })
  expect(await here.taken(booking.slotId)).toBe(0)
  expect((await here.app.call(who, 'DELETE /v1/tickets/{id}', { params: { id: ticket.id } })).problem?.code).toBe('notNow')
})

test('the estimate is honest: unknown before five were served, then a range that shrinks with each call', async () => {
  const people = await Promise.all(Array.from({ length: 9 }, () => here.resident()))
  const numbers = []
  for (const who of people) numbers.push(await here.draws(who))
  const [last, lastNumber] = [people[8], numbers[8]]
  if (last === undefined || lastNumber === undefined) throw new Error('Nine people')
  expect(await here.looks(last, lastNumber)).toMatchObject({
    ahead: 8,
    estimate: { from: null, says: '现在没有窗口在叫号，说不准要等多久' },
  })
  for (let count = 0; count < 5; count += 1) {
    const next = await here.next()
    await here.step('serve', next)
    if (count === 0)
      expect((await here.looks(last, lastNumber)).estimate).toMatchObject({ from: null, says: expect.stringContaining('说不准') as string })
    here.app.clock.advance({ minutes: 10 })
    await here.step('done', next)
  }
  expect(await here.looks(last, lastNumber)).toMatchObject({ ahead: 3, now: 'A005', estimate: { from: 20, to: 45, says: '约 20–45 分钟' } })
})
