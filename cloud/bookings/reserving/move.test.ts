import { ruleWords } from '@doorstep/contract/rule-words'
import { changesPerBooking } from '@doorstep/contract/rules'
import { uuidv7 } from '../../platform/process/ids'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { nextOf, refusal, bookingWorld, type BookingWorld } from '../testing/bookings'

let here: BookingWorld
let she: SignedIn
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())
beforeEach(async () => {
  await here.fresh()
  she = await here.resident()
})

const move = (id: string, slotId: string, who = she) =>
  here.app.call(who, 'POST /v1/bookings/{id}/move', { params: { id }, body: { slotId } })

test('the new place is taken before the old one goes to whoever waits', async () => {
  const [from, to] = [await here.slot('2026-11-24 09:00', { capacity: 1 }), await here.slot('2026-11-25 10:00', { capacity: 1 })]
  const { id, code } = await here.books(she, from)
  const other = await here.resident()
  await here.waits(other, from)
  const { body } = await move(id, to)
  expect(body).toMatchObject({ id, code, state: 'booked', slotId: to, startsAt: '2026-11-25T02:00:00.000Z', sequence: 1 })
  expect(body.events.at(-1)).toMatchObject({ did: 'move', by: '您', title: '改了时间' })
  expect([await here.taken(from), await here.taken(to)]).toEqual([1, 1])
  expect((await here.waitingOf(other))[0]?.state).toBe('offered')
  // The old slot cannot be booked back while its seat is offered to the waiting list.
  expect(refusal(await move(id, from))[0]).toBe('slotFull')
})

test('the history keeps both times as they read on any day', async () => {
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-24 09:00'))
  const body = { slotId: await here.slot('2027-01-04 10:30') }
  const { events } = await here.app.does(she, 'POST /v1/bookings/{id}/move', { params: { id: booking.id }, body })
  expect(events.at(-1)).toMatchObject({ did: 'move', text: '从 11月24日 周二 9:00 改到 2027年1月4日 周一 10:30' })
})

test('a place that cannot be had costs nothing', async () => {
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-24 10:00', { capacity: 1 })]
  const { id } = await here.books(she, from)
  await here.books(await here.resident(), to)
  const { problem } = await move(id, to)
  expect([problem?.code, nextOf(problem)[0]]).toEqual(['slotFull', { does: 'joinWaiting', label: '候补这个时段', id: to }])
  expect(await here.sees(she, { id })).toMatchObject({ state: 'booked', slotId: from, sequence: 0 })
  expect(await here.taken(from)).toBe(1)
})

test('the booking that moves is not in its own way', async () => {
  await here.rules(here.venue.services.slot, { limits: { day: 1, week: 1, month: 1 } })
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-24 09:15')]
  const { id } = await here.books(she, from)
  expect((await move(id, to)).body.slotId).toBe(to)
})

test('what is in the way of booking is in the way of moving', async () => {
  const { slot, professional } = here.venue.services
  await here.rules(slot, { leadMinutes: 60, horizonDays: 14, limits: { day: 1, week: null, month: null } })
  const { id } = await here.books(she, await here.slot('2026-11-24 09:00'))
  await here.books(she, await here.slot('2026-11-25 09:00'))
  await here.books(she, await here.slot('2026-11-26 09:00', { service: professional }))
  expect((await move(id, await here.slot('2026-11-23 08:30'))).problem?.code).toBe('slotPast')
  expect((await move(id, await here.slot('2026-11-23 09:30'))).problem?.code).toBe('bookingClosed')
  expect((await move(id, await here.slot('2026-12-08 09:00'))).problem?.code).toBe('notOpenYet')
  expect((await move(id, await here.slot('2026-11-25 10:00'))).problem?.code).toBe('limitReached')
  expect((await move(id, await here.slot('2026-11-26 09:15'))).problem?.code).toBe('alreadyThen')
  expect((await move(id, uuidv7())).problem?.code).toBe('notFound')
  expect((await move(id, await here.slot('2026-11-27 09:00', { service: professional }))).problem?.code).toBe('notFound')
  const closed = await here.slot('2026-11-27 10:00')
  await here.app.db.updateTable('slot').set({ state: 'closed' }).where('id', '=', closed).execute()
  expect((await move(id, closed)).problem?.code).toBe('slotGone')
})

test('the same slot is pointed at, and after the window there is a phone', async () => {
  await here.rules(here.venue.services.slot, { cancelMinutes: 60 })
  const from = await here.slot('2026-11-24 09:00')
  const { id } = await here.books(she, from)
  expect((await move(id, from)).problem).toMatchObject({ code: 'badInput', errors: [{ path: 'slotId' }] })
  here.app.clock.set('2026-11-24T00:00:00.001Z')
  const { problem } = await move(id, await here.slot('2026-11-25 09:00'))
  expect(problem).toMatchObject({
    code: 'cancelLate',
    detail: '只能在今天 8:00 前自己改时间；来不了可以取消，算临时取消，不计爽约，位置马上让给别人。要改时间请打电话给服务点',
    phones: [{ number: '0543-3000009' }],
  })
})

test('rules that let people cancel less bind who books or moves after them, those that give more time bind all', async () => {
  const { slot } = here.venue.services
  await here.rules(slot, { cancelMinutes: 120 })
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-25 09:00')]
  const booking = await here.books(she, from)
  const said = '2026-11-23T23:00:00.000Z'
  expect(booking.cancelUntil).toBe(said)
  // The cancel window of a month had ended before the booking was made.
  await here.rules(slot, { cancelMinutes: 43_200 })
  expect((await here.sees(she, booking)).cancelUntil).toBe(said)
  here.app.clock.set(said)
  expect((await here.cancels(she, booking)).state).toBe('cancelled')

  await here.rules(slot, { cancelMinutes: 60 })
  const again = await here.books(she, from)
  await here.rules(slot, { cancelMinutes: 30 })
  expect((await here.sees(she, again)).cancelUntil).toBe('2026-11-24T00:30:00.000Z')
  await here.rules(slot, { cancelMinutes: 1440 })
  expect((await move(again.id, to)).body.cancelUntil).toBe('2026-11-24T01:00:00.000Z')
  here.app.clock.set('2026-11-24T01:00:00.001Z')
  expect((await move(again.id, await here.slot('2026-11-26 09:00'))).problem?.code).toBe('cancelLate')
})

test('a booking that was cancelled does not move, and nobody else’s does', async () => {
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-25 09:00')]
  const { id } = await here.books(she, from)
  expect((await move(id, to, await here.resident())).problem?.code).toBe('notFound')
  await here.cancels(she, { id })
  expect((await move(id, to)).problem?.code).toBe('notNow')
})

test('a request that waits for a yes waits anew for its new time; one that was approved stays so', async () => {
  const { ask } = here.venue.services
  const [near, far] = [await here.slot('2026-11-23 15:00', { service: ask }), await here.slot('2026-11-27 09:00', { service: ask })]
  const { id, approveBy } = await here.books(she, near)
  expect(approveBy).toBe('2026-11-23T06:00:00.000Z')
  here.app.clock.advance({ hours: 1 })
  expect((await move(id, far)).body).toMatchObject({ state: 'pending', approveBy: '2026-11-24T02:30:00.000Z' })
  // The job scheduled for the old end finds a new one.
  here.app.clock.set('2026-11-23T06:00:00.000Z')
  await here.app.jobs.runDue()
  expect((await here.sees(she, { id })).state).toBe('pending')
})

test('two who swap their places at once both arrive or both stay', async () => {
  const [first, second] = [await here.slot('2026-11-24 09:00', { capacity: 2 }), await here.slot('2026-11-24 10:00', { capacity: 2 })]
  const many = await Promise.all(
    [first, first, second].map(async (slotId) => {
      const who = await here.resident()
      return { who, from: slotId, id: (await here.books(who, slotId)).id }
    }),
  )
  const answers = await Promise.all(many.map(({ who, from, id }) => move(id, from === first ? second : first, who)))
  expect(answers.every(({ problem }) => problem === undefined || problem.code === 'slotFull')).toBe(true)
  const rows = await Promise.all(many.map(({ who, id }) => here.sees(who, { id })))
  for (const slotId of [first, second]) expect(await here.taken(slotId)).toBe(rows.filter((row) => row.slotId === slotId).length)
})

test('who moves to and fro is stopped, and may still cancel; the counter may move it on', async () => {
  const slots = [await here.slot('2026-11-25 09:00'), await here.slot('2026-11-25 10:00')]
  const { id } = await here.books(she, slots[0] ?? '')
  for (let n = 1; n <= changesPerBooking; n += 1) expect((await move(id, slots[n % 2] ?? '')).status).toBe(200)
  const { status, problem } = await move(id, slots[1] ?? '')
  expect([status, problem?.code, problem?.detail]).toEqual([409, 'cancelLate', ruleWords.movedOften])
  expect(problem?.phones).not.toEqual([])
  expect((await here.sees(she, { id })).actions).toEqual(['cancel'])
  const params = { params: { id } }
  const member = await signedIn(here.district, 'gridMember')
  await here.app.does(member, 'POST /v1/staff/bookings/{id}/move', { ...params, body: { slotId: slots[1] ?? '' } })
  expect((await here.app.does(she, 'POST /v1/bookings/{id}/cancel', { ...params, body: {} })).state).toBe('cancelled')
})
