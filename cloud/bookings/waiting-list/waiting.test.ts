import { holdMinutes } from '@doorstep/contract/rules'
import { uuidv7 } from '../../platform/process/ids'
import type { SignedIn } from '../../testing/people/signed-in'
import { nextOf, refusal, bookingWorld, type BookingWorld } from '../testing/bookings'

let here: BookingWorld
let owner: SignedIn
let she: SignedIn
let other: SignedIn
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())
beforeEach(async () => {
  await here.fresh()
  ;[owner, she, other] = [await here.resident(), await here.resident(), await here.resident()]
})

const full = async (at = '2026-11-24 09:00', capacity = 1) => {
  const slotId = await here.slot(at, { capacity })
  return { slotId, booking: await here.books(owner, slotId, { seats: capacity }) }
}
const join = (who: SignedIn, slotId: string, seats = 1) => here.app.call(who, 'POST /v1/waiting', { body: { slotId, seats } })
const joinFor = (who: SignedIn, slotId: string, seats = 1) =>
  here.app.call(who, 'POST /v1/waiting', { body: { slotId, seats, forOther: true } })
const granny = { name: '李奶奶', relation: '女儿', consent: { how: 'byPhone' as const } }
const leave = (who: SignedIn, id: string) => here.app.call(who, 'DELETE /v1/waiting/{id}', { params: { id } })
const confirm = (who: SignedIn, holdId: string | null) => here.app.call(who, 'POST /v1/bookings', { body: { holdId: holdId ?? '' } })

test('who comes first is offered the freed place first, and only for a while', async () => {
  const { slotId, booking } = await full()
  expect(await here.waits(she, slotId)).toMatchObject({ state: 'waiting', position: 1, holdId: null })
  expect(await here.waits(other, slotId)).toMatchObject({ state: 'waiting', position: 2 })
  await here.cancels(owner, booking)
  const [offer] = await here.waitingOf(she)
  // Monday 9:00 is within duty hours, and the slot a day away: a tenth of it.
  expect(offer).toMatchObject({ state: 'offered', position: 0, offerUntil: '2026-11-23T03:24:00.000Z' })
  expect(await here.waitingOf(other)).toMatchObject([{ state: 'waiting', position: 1 }])
  expect(await here.told(she)).toContain('候补到位置了，请您确认')
  expect(await here.taken(slotId)).toBe(1)
  // Nobody can take the seat in between, and the offer is listed with the booker's bookings.
  expect(refusal(await here.app.call(owner, 'POST /v1/holds', { body: { slotId } }))[0]).toBe('slotFull')
  expect((await here.app.does(she, 'GET /v1/bookings', { query: {} })).rows[0]?.next).toBe('候补到位置了，请在今天 11:24 前确认')

  const { body } = await confirm(she, offer?.holdId ?? null)
  expect(body.state).toBe('booked')
  expect(await here.waitingOf(she)).toEqual([])
})

test('an offer nobody answers goes to the next, who hears of it; a late yes is told', async () => {
  const { slotId, booking } = await full()
  await here.waits(she, slotId)
  await here.waits(other, slotId)
  await here.cancels(owner, booking)
  const [offer] = await here.waitingOf(she)
  here.app.clock.set('2026-11-23T03:24:00.000Z')
  expect((await confirm(she, offer?.holdId ?? null)).problem).toMatchObject({ code: 'holdOver' })
  expect(await here.told(other)).toContain('候补到位置了，请您确认')
  expect(await here.told(she)).toContain('候补的位置没有及时确认')
  expect(await here.waitingOf(she)).toEqual([])
  expect(await here.waitingOf(other)).toMatchObject([{ state: 'offered', offerUntil: '2026-11-23T07:33:00.000Z' }])
})

test('an offer outside opening hours stands until they are open again, and never past the beginning', async () => {
  here.app.clock.set('2026-11-23T11:00:00.000Z')
  const { slotId, booking } = await full('2026-11-25 09:00')
  await here.waits(she, slotId)
  await here.cancels(owner, booking)
  expect((await here.waitingOf(she))[0]?.offerUntil).toBe('2026-11-24T06:18:00.000Z')

  const soon = await full('2026-11-24 08:35')
  await here.waits(other, soon.slotId)
  await here.cancels(owner, soon.booking)
  expect((await here.waitingOf(other))[0]?.offerUntil).toBe('2026-11-24T00:35:00.000Z')
})

test('declining, either way, passes the place on at once', async () => {
  const { slotId, booking } = await full()
  const third = await here.resident()
  for (const who of [she, other, third]) await here.waits(who, slotId)
  await here.cancels(owner, booking)
  const [first] = await here.waitingOf(she)
  expect((await here.app.call(she, 'DELETE /v1/holds/{id}', { params: { id: first?.holdId ?? '' } })).status).toBe(204)
  const [second] = await here.waitingOf(other)
  expect(second?.state).toBe('offered')
  expect((await leave(other, second?.id ?? '')).status).toBe(204)
  expect((await here.waitingOf(third))[0]?.state).toBe('offered')
})

test('who needs more than is free keeps her place while a later one who fits is served', async () => {
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 2 })
  const [one, two] = [await here.books(owner, slotId), await here.books(await here.resident(), slotId)]
  await here.waits(she, slotId, 2)
  await here.waits(other, slotId, 1)
  await here.cancels(owner, one)
  expect((await here.waitingOf(she))[0]).toMatchObject({ state: 'waiting', position: 1 })
  expect((await here.waitingOf(other))[0]).toMatchObject({ state: 'offered' })
  expect(two.state).toBe('booked')
})

test('two holds that lapse together make room for who waits for two', async () => {
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 2 })
  await here.holds(owner, slotId)
  await here.holds(await here.resident(), slotId)
  await here.waits(she, slotId, 2)
  await here.waits(other, slotId, 1)
  here.app.clock.advance({ minutes: holdMinutes })
  // Another caller tries before the job runs: the waiting list has priority.
  expect((await here.app.call(await here.resident(), 'POST /v1/waiting', { body: { slotId } })).status).toBe(201)
  expect((await here.waitingOf(she))[0]?.state).toBe('offered')
  expect((await here.waitingOf(other))[0]?.state).toBe('waiting')
})

test('there is no waiting where there is room, twice, for what one has, or for more than there ever is', async () => {
  const free = await here.slot('2026-11-24 10:00')
  const { problem } = await join(she, free)
  expect([problem?.code, nextOf(problem)]).toEqual(['stillFree', [{ does: 'otherSlot', label: '直接预约这个时段', id: free }]])
  const { slotId } = await full()
  const { id } = await here.waits(she, slotId)
  const again = await join(she, slotId)
  expect([again.problem?.code, nextOf(again.problem)]).toEqual(['alreadyWaiting', [{ does: 'myWaiting', label: '看我的候补', id }]])
  expect(refusal(await join(owner, slotId)).slice(0, 2)).toEqual(['alreadyBooked', 'myBooking'])
  expect((await join(other, slotId, 2)).problem).toMatchObject({
    code: 'badInput',
    errors: [{ path: 'seats' }],
    next: [{ does: 'joinWaiting', label: '候补 1 个位置', id: slotId, seats: 1 }],
  })
  expect(refusal(await join(other, uuidv7()))).toEqual(['notFound', 'otherService'])
  expect(refusal(await here.app.call(other, 'POST /v1/holds', { body: { slotId: uuidv7() } }))).toEqual(['notFound', 'otherService'])
  here.app.clock.set('2026-11-24T01:00:00.000Z')
  expect((await join(other, slotId)).problem?.code).toBe('slotPast')
})

test('nobody queues for a place that is held for her: the step leads back to the form', async () => {
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 1 })
  const hold = await here.holds(she, slotId)
  const held = await join(she, slotId)
  expect([held.problem?.code, held.problem?.detail, nextOf(held.problem)]).toEqual([
    'stillFree',
    '这个时段给您留着位置，不用候补，请继续填写',
    [{ does: 'myHold', label: '继续填写', id: hold.id }],
  ])
  expect(nextOf((await joinFor(she, slotId)).problem)).toEqual([{ does: 'myHold', label: '继续填写', id: hold.id, forOther: true }])
  expect(await here.waitingOf(she)).toEqual([])
  // Asking for more seats than are free beside the hold leads to the hold, too, and not to the waiting list.
  const { problem } = await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 2 } })
  expect(refusal({ problem })).toEqual(['slotFull', 'myHold', 'otherService'])
  // The caller's offer counts as their hold; another account's hold does not.
  expect((await join(other, slotId)).status).toBe(201)
  await here.app.does(she, 'DELETE /v1/holds/{id}', { params: { id: hold.id } })
  const [offer] = await here.waitingOf(other)
  expect(nextOf((await join(other, slotId)).problem)).toEqual([{ does: 'myHold', label: '继续填写', id: offer?.holdId }])
  expect((await join(she, slotId)).status).toBe(201)
})

test('whoever may not book may not wait', async () => {
  await here.rules(here.venue.services.slot, { limits: { day: 1, week: null, month: null }, leadMinutes: 30 })
  const { slotId } = await full()
  await here.books(she, await here.slot('2026-11-24 10:00'))
  expect((await join(she, slotId)).problem?.code).toBe('limitReached')
  here.app.clock.set('2026-11-24T00:31:00.000Z')
  expect((await join(other, slotId)).problem?.code).toBe('bookingClosed')
})

describe('for somebody else', () => {
  test('the step of a hold that was refused leads there, past her own booking, time and limits, and what is offered is for the other', async () => {
    await here.rules(here.venue.services.slot, { limits: { day: 1, week: null, month: null } })
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 2 })
    const [booking, own] = [await here.books(owner, slotId), await here.books(she, slotId)]
    const held = await here.app.call(she, 'POST /v1/holds', { body: { slotId, forOther: true } })
    expect([held.problem?.code, nextOf(held.problem)[0]]).toEqual([
      'slotFull',
      { does: 'joinWaiting', label: '候补这个时段', id: slotId, forOther: true },
    ])
    expect((await join(she, slotId)).problem?.code).toBe('alreadyBooked')
    expect((await joinFor(she, slotId)).body).toMatchObject({ state: 'waiting', forOther: true, position: 1 })

    await here.cancels(owner, booking)
    const [offer] = await here.waitingOf(she)
    expect(offer).toMatchObject({ state: 'offered', forOther: true })
    await here.app.jobs.runDue()
    const told = (await here.app.does(she, 'GET /v1/inbox', {})).rows.map(({ text }) => text)
    expect(told).toContain('血压测量 明天 9:00（给别人等的），给您留到今天 11:24，过时让给下一位')
    // Booked for the account itself instead, its own limits apply.
    expect((await confirm(she, offer?.holdId ?? null)).problem?.code).toBe('alreadyBooked')
    const { body } = await here.app.call(she, 'POST /v1/bookings', { body: { holdId: offer?.holdId ?? '', onBehalf: granny } })
    expect(body).toMatchObject({ state: 'booked', forName: '李奶奶' })
    expect(await here.waitingOf(she)).toEqual([])
    expect((await here.sees(she, own)).state).toBe('booked')
  })

  test('a slot that is free after all is named as one for the other', async () => {
    const free = await here.slot('2026-11-24 10:00')
    const { problem } = await joinFor(she, free)
    expect([problem?.code, nextOf(problem)]).toEqual([
      'stillFree',
      [{ does: 'otherSlot', label: '直接预约这个时段', id: free, forOther: true }],
    ])
  })

  test('one entry a slot and account, and no more places than may be taken for others', async () => {
    const { slotId } = await full('2026-11-24 09:00', 4)
    expect((await joinFor(she, slotId, 3)).problem?.code).toBe('proxyLimit')
    const { id } = await here.waits(she, slotId)
    const again = await joinFor(she, slotId)
    expect([again.problem?.code, nextOf(again.problem)[0]?.id]).toEqual(['alreadyWaiting', id])
  })

  test('a place had for herself ends no waiting for somebody else, one for somebody else does', async () => {
    const slotId = await here.slot('2026-11-24 09:00', { capacity: 3 })
    await here.books(owner, slotId, { seats: 2 })
    await joinFor(she, slotId, 2)
    await here.books(she, slotId)
    expect(await here.waitingOf(she)).toMatchObject([{ state: 'waiting', forOther: true }])
    const second = await here.slot('2026-11-24 10:00', { capacity: 2 })
    await here.books(owner, second)
    await joinFor(other, second, 2)
    await here.books(other, second, { onBehalf: granny, forOther: true })
    expect(await here.waitingOf(other)).toEqual([])
  })
})

test('leaving is once, and nobody else’s', async () => {
  const { slotId, booking } = await full()
  const { id } = await here.waits(she, slotId)
  expect((await leave(other, id)).problem?.code).toBe('notFound')
  expect([(await leave(she, id)).status, (await leave(she, id)).status]).toEqual([204, 204])
  const back = await here.waits(she, slotId)
  await here.cancels(owner, booking)
  const { body } = await confirm(she, (await here.waitingOf(she))[0]?.holdId ?? null)
  const { problem } = await leave(she, back.id)
  expect([problem?.code, nextOf(problem)]).toEqual(['notNow', [{ does: 'myBooking', label: '看我的预约', id: body.id }]])
})

test('when the slot begins, whoever still waits hears that it did not work out', async () => {
  const { slotId } = await full()
  await here.waits(she, slotId)
  here.app.clock.set('2026-11-24T01:00:00.000Z')
  expect(await here.told(she)).toContain('这次没有补上')
  expect(await here.waitingOf(she)).toEqual([])
})

test('who waits for two and takes the one that is free waits no longer', async () => {
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 2 })
  await here.books(owner, slotId)
  await here.waits(she, slotId, 2)
  await here.books(she, slotId)
  expect(await here.waitingOf(she)).toEqual([])
})

test('more places of a running offer are had only where they are free', async () => {
  const slotId = await here.slot('2026-11-24 09:00', { capacity: 2 })
  const [booking, another] = [await here.books(owner, slotId), await here.books(other, slotId)]
  await here.waits(she, slotId)
  await here.cancels(owner, booking)
  const [offer] = await here.waitingOf(she)
  const same = { id: offer?.holdId, heldUntil: offer?.offerUntil }
  expect(refusal(await here.app.call(she, 'POST /v1/holds', { body: { slotId, seats: 2 } }))[0]).toBe('slotFull')
  // After a refusal the offer stays; holding the offered slot accepts the offer.
  expect(await here.holds(she, slotId)).toMatchObject({ ...same, seats: 1 })
  expect(await here.taken(slotId)).toBe(2)

  await here.cancels(other, another)
  expect(await here.taken(slotId)).toBe(1)
  expect(await here.holds(she, slotId, 2)).toMatchObject({ ...same, seats: 2 })
  expect(await here.taken(slotId)).toBe(2)
})
