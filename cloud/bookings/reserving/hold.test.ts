import { randomUUID } from 'node:crypto'
import { ruleWords } from '@doorstep/contract/rule-words'
import { holdMinutes, holdsPerDay } from '@doorstep/contract/rules'
import { minuteMs } from '@doorstep/contract/time-words'
import { sql, type RawBuilder } from 'kysely'
import { columns } from '../../platform/database/columns'
import { uuidv7 } from '../../platform/process/ids'
import { within } from '../../platform/process/within'
import { callsWait } from '../../testing/database/lock-waits'
import { nextOf, refusal, bookingWorld, type BookingWorld } from '../testing/bookings'

let here: BookingWorld
let at = 0
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())
beforeEach(() => here.app.clock.set('2026-11-23T01:00:00.000Z'))

/** Creates a slot for each test: half an hour after the one before. */
const slot = (of: Parameters<BookingWorld['slot']>[1] = {}) => {
  at += 1
  const day = 24 + Math.floor(at / 16)
  const minutes = 8 * 60 + (at % 16) * 30
  const wall = `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
  return here.slot(`2026-11-${day} ${wall}`, of)
}

test(`a hold takes its places for ${holdMinutes} minutes`, async () => {
  const she = await here.resident()
  const slotId = await slot({ capacity: 3 })
  const hold = await here.holds(she, slotId, 2)
  const heldUntil = new Date(here.app.clock.now().getTime() + holdMinutes * minuteMs).toISOString()
  expect(hold).toMatchObject({ seats: 2, heldUntil, slot: { id: slotId, capacity: 3, free: 1, state: 'mine' } })
  expect(await here.taken(slotId)).toBe(2)

  here.app.clock.advance({ minutes: holdMinutes, seconds: -1 })
  await here.app.jobs.runDue()
  expect(await here.taken(slotId)).toBe(2)
  here.app.clock.advance({ seconds: 1 })
  await here.app.jobs.runDue()
  expect(await here.taken(slotId)).toBe(0)
})

test('a hold ends when its slot begins', async () => {
  const she = await here.resident()
  const slotId = await slot()
  const { slot: held } = await here.holds(she, slotId)
  await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id: (await here.holds(she, slotId)).id } })
  here.app.clock.set(new Date(Date.parse(held.startsAt) - 120_000))
  expect((await here.holds(she, slotId)).heldUntil).toBe(held.startsAt)
})

test('a hold elsewhere ends the one before, and the same slot again only changes the places', async () => {
  const she = await here.resident()
  const [first, second] = [await slot({ capacity: 2 }), await slot({ capacity: 2 })]
  await here.holds(she, first, 2)
  const { id, heldUntil } = await here.holds(she, second)
  expect([await here.taken(first), await here.taken(second)]).toEqual([0, 1])

  here.app.clock.advance({ minutes: 1 })
  expect(await here.holds(she, second, 2)).toMatchObject({ id, heldUntil, seats: 2 })
  expect(await here.taken(second)).toBe(2)
  expect(await here.holds(she, second, 1)).toMatchObject({ id, seats: 1, slot: { free: 1 } })
  expect((await here.app.does(she, 'GET /v1/bookings', { query: {} })).rows.map((row) => row.id)).toEqual([id])
})

test('an earlier hold stays when the new one cannot be had', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const [mine, full] = [await slot(), await slot({ capacity: 1 })]
  await here.holds(she, mine)
  await here.holds(other, full)
  expect(refusal(await here.app.call(she, 'POST /v1/holds', { body: { slotId: full } }))[0]).toBe('slotFull')
  expect(await here.taken(mine)).toBe(1)
})

test('a hold whose time is over makes room although no clock has noticed', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const slotId = await slot({ capacity: 1 })
  await here.holds(she, slotId)
  here.app.clock.advance({ minutes: holdMinutes })
  await here.holds(other, slotId)
  expect(await here.taken(slotId)).toBe(1)
})

test('a hold that ends while more places are asked for it leaves the places in use as many as are held', async () => {
  const { clock } = here.app
  const ask = clock.now
  for (let reads = 1; reads <= 16; reads += 1) {
    const [she, slotId] = [await here.resident(), await slot({ capacity: 5 })]
    const { id, heldUntil } = await here.holds(she, slotId)
    clock.set(new Date(Date.parse(heldUntil) - 1))
    // The hold runs for so many reads of the clock, and is over at the next.
    let asked = 0
    const reading = jest.spyOn(clock, 'now').mockImplementation(() => {
      asked += 1
      return new Date(ask().getTime() + (asked > reads ? 1 : 0))
    })
    await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 2 } }).finally(() => reading.mockRestore())
    const inUse = await here.app.db
      .selectFrom('booking')
      .select('seats')
      .where('district_id', '=', here.district.id)
      .where('slot_id', '=', slotId)
      .where('state', '=', 'held')
      .execute()
    expect(await here.taken(slotId)).toBe(inUse.reduce((sum, { seats }) => sum + seats, 0))
    await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id } })
    clock.set('2026-11-23T01:00:00.000Z')
  }
}, 30_000)

test('letting go frees the place, twice is once, and a stranger cannot', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const slotId = await slot({ capacity: 1 })
  const { id } = await here.holds(she, slotId)
  expect((await here.app.call(other, 'DELETE /v1/holds/{id}', { params: { id } })).problem?.code).toBe('notFound')
  expect((await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id } })).status).toBe(204)
  expect((await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id } })).status).toBe(204)
  expect(await here.taken(slotId)).toBe(0)
  expect((await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id: uuidv7() } })).problem?.code).toBe('notFound')
})

test('a replayed key gets the first answer and takes nothing more', async () => {
  const she = await here.resident()
  const slotId = await slot({ capacity: 3 })
  const key = randomUUID()
  const first = await here.app.call(she, 'POST /v1/holds', { body: { slotId }, key })
  await here.app.does(she, 'DELETE /v1/holds/{id}', { params: { id: first.body.id } })
  expect((await here.app.call(she, 'POST /v1/holds', { body: { slotId }, key })).body).toEqual(first.body)
  expect(await here.taken(slotId)).toBe(0)
  expect((await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 2 }, key })).problem?.code).toBe('keyReused')
})

test('whoever finds a slot full may wait for it, or take one near', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const service = here.venue.services.professional
  const full = await here.slot('2026-11-24 09:00', { service, capacity: 1 })
  const [near, far] = [await here.slot('2026-11-24 09:30', { service }), await here.slot('2026-11-25 09:00', { service })]
  await here.books(other, full)
  const answer = await here.app.call(she, 'POST /v1/holds', { body: { slotId: full } })
  expect(answer.status).toBe(409)
  expect(nextOf(answer.problem)).toEqual([
    { does: 'joinWaiting', label: '候补这个时段', id: full },
    { does: 'otherSlot', label: '约明天 9:30', id: near },
    { does: 'otherSlot', label: '约后天 9:00', id: far },
  ])
  // Somebody on the waiting list is shown their position instead.
  const { id } = await here.waits(she, full)
  expect(nextOf((await here.app.call(she, 'POST /v1/holds', { body: { slotId: full } })).problem)[0]).toMatchObject({
    does: 'myWaiting',
    id,
  })
  // Somebody who has booked it already is told so.
  expect(refusal(await here.app.call(other, 'POST /v1/holds', { body: { slotId: full } })).slice(0, 2)).toEqual([
    'alreadyBooked',
    'myBooking',
  ])
})

test('more places than are left are not held', async () => {
  const she = await here.resident()
  const slotId = await slot({ capacity: 2 })
  expect(refusal(await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 3 } }))[0]).toBe('slotFull')
  expect(
    nextOf((await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 3 } })).problem).map(({ does }) => does),
  ).not.toContain('joinWaiting')
  expect(await here.taken(slotId)).toBe(0)
})

test('so many holds a day, those let go included; the next day begins anew', async () => {
  const she = await here.resident()
  const slotId = await slot({ capacity: 3 })
  const lets = (id: string) => here.app.does(she, 'DELETE /v1/holds/{id}', { params: { id } })
  const first = await here.holds(she, slotId)
  await lets(first.id)
  // As if she had done it again and again.
  const rest = columns.booking.filter((column) => column !== 'id').map((column) => sql.ref(column))
  await sql`insert into booking (id, ${sql.join(rest)}) select gen_random_uuid(), ${sql.join(rest)}
    from booking, generate_series(1, ${holdsPerDay - 2}) where district_id = ${here.district.id} and id = ${first.id}`.execute(here.app.db)
  const last = await here.holds(she, slotId)
  // More places of the hold that runs make no hold.
  expect(await here.holds(she, slotId, 2)).toMatchObject({ id: last.id, seats: 2 })
  await lets(last.id)
  const tries = () => here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 1 } })
  const refused = await tries()
  expect(refused.problem).toMatchObject({ status: 429, code: 'dailyCap', detail: ruleWords.holdsPerDay })
  expect(refused.headers['retry-after']).toBe(String(15 * 3600))
  expect(await here.taken(slotId)).toBe(0)
  here.app.clock.advance({ hours: 15 })
  expect((await tries()).status).toBe(201)
})

/** Runs `calls` in order up to where each waits for a row that `locked` locks; changes the row and lets go of it, and returns their answers. */
async function whileLocked<T>(
  locked: RawBuilder<unknown>,
  calls: readonly (() => Promise<T>)[],
  change?: RawBuilder<unknown>,
): Promise<T[]> {
  const { db } = here.app
  const begun: Promise<T>[] = []
  await db.transaction().execute(async (tx) => {
    await locked.execute(tx)
    for (const call of calls) {
      begun.push(call())
      await callsWait(db, begun.length)
    }
    await change?.execute(tx)
  })
  return Promise.all(begun)
}

test('a slot whose times change while a hold waits for its person is judged by its new times', async () => {
  const she = await here.resident()
  const [from, next] = [await slot(), await slot()]
  await here.books(she, next)
  const [answer] = await whileLocked(
    sql`select from booker where district_id = ${here.district.id} and person = ${she.accountId} for update`,
    [() => here.app.call(she, 'POST /v1/holds', { body: { slotId: from } })],
    sql`update slot set ends_at = ends_at + interval '15 minutes' where district_id = ${here.district.id} and id = ${from}`,
  )
  expect(answer?.problem?.code).toBe('alreadyThen')
  expect(await here.taken(from)).toBe(0)
})

test('an offer that comes while a hold of its slot waits is that hold', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const slotId = await slot({ capacity: 3 })
  const booked = await here.books(other, slotId, { seats: 2 })
  await here.waits(she, slotId, 2)
  const answers = await whileLocked(sql`select from slot where district_id = ${here.district.id} and id = ${slotId} for update`, [
    async () => (await here.app.call(other, 'POST /v1/bookings/{id}/cancel', { params: { id: booked.id }, body: {} })).status,
    async () => (await here.app.call(she, 'POST /v1/holds', { body: { slotId } })).status,
  ])
  expect(answers).toEqual([200, 201])
  const held = await here.app.db
    .selectFrom('booking')
    .select(['seats', 'waiting_id'])
    .where('district_id', '=', here.district.id)
    .where('slot_id', '=', slotId)
    .where('state', '=', 'held')
    .execute()
  expect(held).toEqual([{ seats: 1, waiting_id: expect.any(String) as string }])
  expect(await here.taken(slotId)).toBe(1)
})

test('a hold of a slot that fills while it waits locks no slot of an offer elsewhere', async () => {
  const [she, other] = [await here.resident(), await here.resident()]
  const [offered, wanted] = [await slot({ capacity: 1 }), await slot({ capacity: 1 })]
  const booked = await here.books(other, offered)
  await here.waits(she, offered)
  await here.cancels(other, booked)
  const byId = (id: string) => sql`from slot where district_id = ${here.district.id} and id = ${id}`
  let call: Promise<unknown> = Promise.resolve()
  const answered = await here.app.db.transaction().execute(async (tx) => {
    await sql`select ${byId(offered)} for update`.execute(tx)
    call = whileLocked(
      sql`select ${byId(wanted)} for update`,
      [async () => (await here.app.call(she, 'POST /v1/holds', { body: { slotId: wanted } })).problem?.code],
      sql`update slot set taken = capacity where district_id = ${here.district.id} and id = ${wanted}`,
    )
    return within(5000, call)
  })
  expect([answered, await call]).toEqual([true, ['slotFull']])
})
