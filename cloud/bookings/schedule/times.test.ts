import { planDays } from '@doorstep/contract/rules'
import type { SignedIn } from '../../testing/people/signed-in'
import { addDays } from '../../platform/time/calendar'
import { generateSlots } from '../../services/slots/generate'
import { bookingWorld, type BookingWorld } from '../testing/bookings'

let here: BookingWorld
beforeAll(async () => {
  here = await bookingWorld()
  await here.rules('S-SLOT', { leadMinutes: 120, cancelMinutes: 60, horizonDays: 7 })
  await generateSlots(here.app.db, here.app.clock, here.district.id)
})
afterAll(() => here.app.close())

/** It is Monday 2026-11-23, 9:00; slots on weekdays from 9:00 to 11:00. */
const today = '2026-11-23'
const read = (code: string, query: { from?: string; day?: string } = {}, who: SignedIn | null = null) =>
  here.app.does(who, 'GET /v1/services/{code}/times', { params: { code }, query })
const slotsOn = (code: string, day: string, who: SignedIn | null = null) =>
  here.app.does(who, 'GET /v1/services/{code}/slots', { params: { code }, query: { day } })

test('one call has the service, its days open for booking, and the times of the first with something free', async () => {
  const { service, days, day, slots } = await read('S-SLOT')
  const { nextFree, limited, ...same } = await here.app.does(null, 'GET /v1/services/{code}', { params: { code: 'S-SLOT' } })
  expect(service).toEqual(same)
  expect([nextFree, limited]).toEqual(['2026-11-24T01:00:00.000Z', null])
  expect(days.map((row) => [row.day.slice(5), row.state])).toEqual([
    ['11-23', 'over'],
    ['11-24', 'open'],
    ['11-25', 'open'],
    ['11-26', 'open'],
    ['11-27', 'open'],
    ['11-28', 'closed'],
    ['11-29', 'closed'],
    ['11-30', 'open'],
  ])
  expect(day).toBe('2026-11-24')
  expect(slots).toEqual((await slotsOn('S-SLOT', '2026-11-24')).rows)
  expect(slots).toHaveLength(4)
})

test('the day asked for is answered where it is open, else the first with something free', async () => {
  const asked = await read('S-SLOT', { day: '2026-11-26' })
  expect([asked.day, asked.slots]).toEqual(['2026-11-26', (await slotsOn('S-SLOT', '2026-11-26')).rows])
  expect((await read('S-SLOT', { day: '2026-11-20' })).day).toBe('2026-11-24')
  expect((await read('S-SLOT', { day: '2027-11-20' })).day).toBeNull()
  const later = await read('S-SLOT', { from: '2026-11-26' })
  expect([later.day, later.days[0]?.day]).toEqual(['2026-11-26', '2026-11-26'])
  expect((await read('S-SLOT', { from: '2026-11-01' })).days[0]?.day).toBe(today)
})

test('what she has booked and what she holds is hers, as in the list of one day', async () => {
  const she = await here.resident()
  const day = '2026-11-25'
  const [first, second] = (await slotsOn('S-SLOT', day)).rows
  await here.books(she, first?.id ?? '')
  const hold = await here.app.does(she, 'POST /v1/holds', { body: { slotId: second?.id ?? '', seats: 2 } })
  const hers = await read('S-SLOT', { day }, she)
  expect(hers.slots).toEqual((await slotsOn('S-SLOT', day, she)).rows)
  expect(hers.slots[0]?.state).toBe('mine')
  expect(hers.slots[1]?.held).toMatchObject({ bookingId: hold.id, seats: 2 })
  await here.app.does(she, 'DELETE /v1/holds/{id}', { params: { id: hold.id } })
})

test('a service to come to has no times', async () => {
  expect(await read('S-WALK')).toMatchObject({ service: { way: 'walkIn' }, days: [], day: null, slots: [] })
})

test('full for weeks, it begins where the next free time is; a full day with a waiting list is answered where none is', async () => {
  const { app, district } = here
  await here.rules('S-PRO', { horizonDays: 90 })
  await generateSlots(app.db, app.clock, district.id)
  const far = addDays(today, planDays)
  const all = app.db.updateTable('slot').where('district_id', '=', district.id).where('service_code', '=', 'S-PRO')
  await all
    .where('day', '<', far)
    .set((slot) => ({ taken: slot.ref('capacity') }))
    .execute()
  const begun = await read('S-PRO')
  expect(begun.day).toBe(begun.days[0]?.day)
  expect(begun.day !== null && begun.day >= far).toBe(true)
  expect(begun.slots[0]?.state).toBe('free')
  await all.set((slot) => ({ taken: slot.ref('capacity') })).execute()
  const full = await read('S-PRO')
  expect(full.slots.every(({ state }) => state === 'full' || state === 'tooLate')).toBe(true)
  expect(full.days.find((row) => row.day === full.day)?.state).toBe('full')
  expect(full.days).toHaveLength(planDays)
})

test('a service that is none is not found', async () => {
  const { problem } = await here.app.call(null, 'GET /v1/services/{code}/times', { params: { code: 'NOBODY' } })
  expect(problem?.code).toBe('notFound')
})
