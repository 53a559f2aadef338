import { uuidv7 } from '../../platform/process/ids'
import type { SignedIn } from '../../testing/people/signed-in'
import { counter, type Counter } from '../testing/staff'
import { nextOf } from '../testing/bookings'

/** The alternatives a refusal offers can be booked by the caller who was refused. */
let here: Counter
let she: SignedIn
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(async () => {
  await here.fresh()
  await here.rules(here.venue.services.professional, {})
  she = await here.resident()
})

const holds = (slotId: string, more: { seats?: number; forOther?: boolean } = {}, who = she) =>
  here.app.call(who, 'POST /v1/holds', { body: { slotId, ...more } })
/** Returns the times offered, in words. */
const offered = ({ problem }: Pick<Awaited<ReturnType<typeof holds>>, 'problem'>) =>
  nextOf(problem).flatMap(({ does, label }) => (does === 'otherSlot' ? [label] : []))
const professional = (at: string, minutes = 5) => here.slot(at, { service: here.venue.services.professional, minutes })

test('no time at which she is elsewhere is offered', async () => {
  await here.books(she, await here.slot('2026-11-23 10:30'))
  for (const at of ['10:15', '10:25', '10:35', '10:40', '10:55', '11:00', '11:05']) await professional(`2026-11-23 ${at}`)
  const refused = await holds(await professional('2026-11-23 10:30'))
  expect(refused.problem?.code).toBe('alreadyThen')
  expect(offered(refused)).toEqual(['约今天 10:25', '约今天 10:15', '约今天 11:00'])
})

test('no day on which she has as much as she may is offered', async () => {
  await here.rules(here.venue.services.slot, { limits: { day: 1, week: 2, month: null } })
  await here.books(she, await here.slot('2026-11-24 09:00'))
  const full = await here.slot('2026-11-25 09:00', { capacity: 1 })
  await here.books(await here.resident(), full)
  for (const at of ['2026-11-24 16:00', '2026-11-25 16:00', '2026-11-30 09:00']) await here.slot(at)
  expect(offered(await holds(full))).toEqual(['约后天 16:00', '约11月30日 周一 9:00'])
  // With two bookings in this week, only next week's slot is left for this resident; another resident may have all.
  await here.books(she, await here.slot('2026-11-26 09:00'))
  expect(offered(await holds(full))).toEqual(['约11月30日 周一 9:00'])
  expect(offered(await holds(full, {}, await here.resident()))).toHaveLength(3)
})

test('whoever may not book the group is offered none of its times', async () => {
  const missed = await here.books(she, await here.slot('2026-11-23 10:00'))
  await here.app.db
    .insertInto('booking_limit')
    .values({
      district_id: here.district.id,
      id: uuidv7(),
      account_id: she.accountId,
      group_code: 'health',
      booking_id: missed.id,
      from_at: here.app.clock.now(),
      until_at: new Date('2026-12-20T01:00:00.000Z'),
    })
    .execute()
  await here.slot('2026-11-24 09:00')
  const past = await here.slot('2026-11-23 08:30')
  expect(nextOf((await holds(past)).problem).map(({ does }) => does)).toEqual(['otherService'])
  expect(offered(await holds(past, { forOther: true }))).toEqual(['约今天 10:00', '约明天 9:00'])
})

test('the counter, which no lead time binds, is offered what it may book, and nothing the person cannot', async () => {
  await here.rules(here.venue.services.slot, { leadMinutes: 240, horizonDays: 1 })
  const granny = { name: '李奶奶', phone: '13800001111', consent: 'inPerson' as const }
  const book = (slotId: string) => here.app.call(here.member, 'POST /v1/staff/bookings', { body: { ...granny, slotId } })
  const past = await here.slot('2026-11-23 08:30')
  for (const at of ['2026-11-23 10:50', '2026-11-23 14:00', '2026-11-27 09:00']) await here.slot(at)
  expect(offered(await book(past))).toEqual(['约今天 10:50', '约今天 14:00', '约11月27日 周五 9:00'])
  expect((await book(await professional('2026-11-23 11:00', 30))).status).toBe(201)
  expect(offered(await book(past))).toEqual(['约今天 14:00', '约11月27日 周五 9:00'])
  expect(offered(await holds(past))).toEqual(['约今天 14:00'])
})

test('a move is not offered the slot it would leave', async () => {
  const { id } = await here.books(she, await here.slot('2026-11-24 09:00'))
  const full = await here.slot('2026-11-24 10:00', { capacity: 1 })
  await here.books(await here.resident(), full)
  await here.slot('2026-11-24 08:00')
  // It overlaps the booking that is moved, which does not block it.
  await here.slot('2026-11-24 09:15')
  const refused = await here.app.call(she, 'POST /v1/bookings/{id}/move', { params: { id }, body: { slotId: full } })
  expect([refused.problem?.code, ...offered(refused)]).toEqual(['slotFull', '约明天 9:15', '约明天 8:00'])
})

test('no slot in which she took two places for others already is offered for a third', async () => {
  const one = await here.slot('2026-11-24 09:00', { capacity: 9 })
  const other = await here.slot('2026-11-24 10:00', { capacity: 9 })
  const onBehalf = { name: '李奶奶', phone: '13900000000', relation: '邻居', consent: { how: 'inPerson' as const } }
  await here.books(she, one, { onBehalf, forOther: true })
  await here.books(she, one, { onBehalf: { ...onBehalf, name: '张爷爷' }, forOther: true })
  const past = await here.slot('2026-11-23 08:30')
  expect(nextOf((await holds(past, { forOther: true })).problem).map(({ id }) => id)).toEqual([other])
  expect(offered(await holds(past))).toHaveLength(2)
})

test('whoever is called off hears of no time at which they are elsewhere', async () => {
  const booking = await here.books(she, await here.slot('2026-11-24 09:00'))
  await here.books(she, await professional('2026-11-24 10:00', 30))
  for (const at of ['2026-11-24 10:15', '2026-11-24 11:00']) await here.slot(at)
  await here.acts(here.member, booking, 'callOff', { reason: '医生调班' })
  expect((await here.heard(she))[0]?.text).toContain('当时还有空位：明天 11:00，点开')
})

test('whatever is refused on a busy day, each time that is offered can be held', async () => {
  await here.rules(here.venue.services.slot, { limits: { day: 3, week: 5, month: null }, leadMinutes: 30, horizonDays: 3, maxSeats: 2 })
  await here.rules(here.venue.services.professional, { limits: { day: 2, week: null, month: null }, horizonDays: 2 })
  const slots: string[] = []
  for (const day of ['23', '24', '25']) {
    for (const [at, hour] of ['08', '09', '10', '11', '14'].entries()) {
      slots.push(await here.slot(`2026-11-${day} ${hour}:00`, { capacity: 1 + (at % 2) }))
      slots.push(await here.slot(`2026-11-${day} ${hour}:40`, { service: here.venue.services.professional, minutes: 40, capacity: 1 }))
    }
  }
  const other = await here.resident()
  for (const slotId of slots.filter((_, at) => at % 4 === 1)) {
    const held = await holds(slotId, {}, other)
    if (held.status === 201) await here.app.call(other, 'POST /v1/bookings', { body: { holdId: held.body.id } })
  }
  let tried = 0
  // Tries each slot twice: while the resident's bookings grow in number, and again with all of them made.
  for (const [at, slotId] of [...slots, ...slots].entries()) {
    const more = { seats: 1 + (at % 2), forOther: at % 3 === 0 }
    const answer = await holds(slotId, more)
    for (const { does, id } of nextOf(answer.problem)) {
      if (does !== 'otherSlot' || id === undefined) continue
      expect([slotId, id, (await holds(id, more)).problem?.code]).toEqual([slotId, id, undefined])
      tried += 1
    }
    if (answer.status === 201 && at < slots.length && !more.forOther) {
      await here.app.call(she, 'POST /v1/bookings', { body: { holdId: answer.body.id } })
    }
  }
  expect(tried).toBeGreaterThan(5)
})
