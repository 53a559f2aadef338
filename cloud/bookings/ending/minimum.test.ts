import { counter, runAgain, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

const activity = (at: string, capacity = 6) => here.slot(at, { service: here.venue.services.group, capacity })
const slotRow = (id: string) =>
  here.app.db
    .selectFrom('slot')
    .where('district_id', '=', here.district.id)
    .where('id', '=', id)
    .select(['state', 'closed_reason', 'taken'])
    .executeTakeFirstOrThrow()

test('with too few people a day before, all are called off with the reason and other times, and the slot is closed', async () => {
  const [she, he] = [await here.resident(), await here.resident()]
  const slotId = await activity('2026-11-26 09:00')
  const other = await activity('2026-11-27 09:00')
  const [hers, his] = [await here.books(she, slotId), await here.books(he, slotId)]
  await here.until('2026-11-25 08:59')
  expect((await here.sees(she, hers)).state).toBe('booked')
  await here.until('2026-11-25 09:00')
  await runAgain(here)
  const reason = '报名 2 人，不足 3 人，这次活动不办了'
  for (const [who, booking] of [
    [she, hers],
    [he, his],
  ] as const) {
    expect(await here.sees(who, booking)).toMatchObject({ state: 'cancelled', reason })
    const told = (await here.heard(who)).filter(({ title }) => title === '预约被取消，对不起')
    expect(told).toEqual([{ title: '预约被取消，对不起', text: `亲子手工 明天 9:00：${reason}。当时还有空位：后天 9:00，点开可以再约` }])
  }
  expect(await slotRow(slotId)).toEqual({ state: 'closed', closed_reason: reason, taken: 0 })
  expect(await slotRow(other)).toMatchObject({ state: 'open' })
})

test('places count, not bookings: one of three is enough', async () => {
  const she = await here.resident()
  const slotId = await activity('2026-11-30 09:00')
  const booking = await here.books(she, slotId, { seats: 3 })
  await here.until('2026-11-29 09:00')
  expect((await here.sees(she, booking)).state).toBe('booked')
  expect((await slotRow(slotId)).state).toBe('open')
})

test('a hold is let go and who waits is told, nobody is offered a place of what is called off', async () => {
  await here.rules(here.venue.services.group, { minimum: { people: 5, decideHours: 24 } })
  const [she, he, it] = [await here.resident(), await here.resident(), await here.resident()]
  const slotId = await activity('2026-12-02 09:00', 3)
  await here.books(she, slotId, { seats: 2 })
  here.app.clock.set('2026-12-01T00:58:00.000Z')
  const hold = await here.holds(he, slotId)
  await here.waits(it, slotId)
  await here.until('2026-12-01 09:00')
  expect(await here.waitingOf(it)).toEqual([])
  expect(await here.told(it)).toEqual(['这次没有补上'])
  expect((await here.app.call(he, 'POST /v1/bookings', { body: { holdId: hold.id } })).problem?.code).toBe('slotGone')
  expect((await slotRow(slotId)).taken).toBe(0)
  await here.rules(here.venue.services.group, { minimum: { people: 3, decideHours: 24 } })
})

test('the rules of the moment decide: a minimum that was given up calls nothing off, a later decision waits', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await activity('2026-12-04 09:00'))
  await here.rules(here.venue.services.group, { minimum: { people: 3, decideHours: 2 } })
  await here.until('2026-12-03 09:00')
  expect((await here.sees(she, booking)).state).toBe('booked')
  await here.rules(here.venue.services.group, {})
  await here.until('2026-12-04 07:00')
  expect((await here.sees(she, booking)).state).toBe('booked')
  await here.rules(here.venue.services.group, { minimum: { people: 3, decideHours: 24 } })
})

test('an activity that had too few people when it was decided takes no more bookings, neither online nor at the counter', async () => {
  const she = await here.resident()
  const slotId = await activity('2026-12-08 09:00')
  here.app.clock.set('2026-12-07T02:00:00.000Z')
  const online = await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 1 } })
  expect(online.problem).toMatchObject({ code: 'slotGone', detail: '报名人数不够，这次活动不办了；请看别的时间' })
  const body = { slotId, name: '李奶奶', consent: 'inPerson' as const }
  expect((await here.app.call(here.member, 'POST /v1/staff/bookings', { body })).problem?.code).toBe('slotGone')
})

test('what was decided to take place does so, whoever cancels afterwards, and takes others in their stead', async () => {
  const people = [await here.resident(), await here.resident(), await here.resident()] as const
  const slotId = await activity('2026-12-10 09:00', 3)
  const [first] = [await here.books(people[0], slotId), await here.books(people[1], slotId), await here.books(people[2], slotId)]
  await here.until('2026-12-09 09:00')
  await runAgain(here)
  await here.cancels(people[0], first)
  expect(await slotRow(slotId)).toEqual({ state: 'open', closed_reason: null, taken: 2 })
  const read = { params: { code: here.venue.services.group }, query: { day: '2026-12-10' } }
  const shown = await here.app.does(null, 'GET /v1/services/{code}/slots', read)
  expect([shown.day.state, shown.day.free, shown.rows.map(({ state }) => state)]).toEqual(['open', 1, ['free']])
  const catalogue = await here.app.does(null, 'GET /v1/services', { query: { q: '亲子手工' } })
  expect(catalogue.rows[0]?.nextFree).toBe(shown.rows[0]?.startsAt)
  expect((await here.books(await here.resident(), slotId)).state).toBe('booked')
})

test('a place kept for people who just come counts when it is decided, and afterwards the counter may book on', async () => {
  const slotId = await here.slot('2026-12-11 09:00', { service: here.venue.services.group, capacity: 2, walkIn: 3 })
  await here.books(await here.resident(), slotId, { seats: 2 })
  const atCounter = (name: string, phone: string) =>
    here.app.does(here.member, 'POST /v1/staff/bookings', { body: { slotId, name, phone, consent: 'byPhone' } })
  await atCounter('李奶奶', '13800000031')
  await here.until('2026-12-10 09:00')
  expect((await slotRow(slotId)).state).toBe('open')
  expect((await atCounter('孙爷爷', '13800000032')).state).toBe('booked')
})

test('other times named to those called off are ones that take place', async () => {
  const she = await here.resident()
  const early = await activity('2026-12-14 09:00')
  const booking = await here.books(she, early)
  await here.books(await here.resident(), await activity('2026-12-14 10:00'), { seats: 3 })
  await activity('2026-12-14 11:00')
  await here.until('2026-12-13 12:00')
  expect((await here.sees(she, booking)).state).toBe('cancelled')
  here.app.clock.set('2026-12-13T04:00:00.000Z')
  const refused = await here.app.call(await here.resident(), 'POST /v1/holds', { body: { slotId: early, seats: 1 } })
  expect(refused.problem?.next?.flatMap(({ label }) => (label.includes('14日') || label.includes('明天') ? [label] : []))).toHaveLength(1)
})
