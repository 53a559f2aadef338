import { bookingWorld, type BookingWorld } from '../../bookings/testing/bookings'
import { addDays, weekdayOf } from '../../platform/time/calendar'
import { holidayOf } from '../../platform/time/holidays'
import { openSnapshots } from '../../platform/snapshot/snapshots'
import { versionsOf } from '../../platform/snapshot/versions'
import { closuresPart } from '../reference/closures'
import { servicesPart, type Services } from '../reference/services'
import type { Part } from '../../platform/snapshot/part'
import { generateSlots } from './generate'

let here: BookingWorld
beforeEach(async () => {
  here = await bookingWorld()
})
afterEach(() => here.app.close())

const stored = async () =>
  here.app.db
    .selectFrom('slot')
    .where('district_id', '=', here.district.id)
    .select(['service_code', 'day', 'starts_at'])
    .orderBy('service_code')
    .orderBy('starts_at')
    .execute()
const generate = (untilDay?: string) =>
  generateSlots(here.app.db, here.app.clock, here.district.id, untilDay === undefined ? {} : { untilDay })
const untilOf = async (code: string) =>
  (
    await here.app.db
      .selectFrom('service')
      .where('district_id', '=', here.district.id)
      .where('code', '=', code)
      .select('slots_until')
      .executeTakeFirstOrThrow()
  ).slots_until

test('slots are made from today to a week past each service’s horizon, every opening day once', async () => {
  const { slot, ask } = here.venue.services
  await here.rules(ask, { horizonDays: 1 })
  await generate()
  expect(await untilOf(slot)).toBe(addDays('2026-11-23', 373))
  expect(await untilOf(ask)).toBe('2026-12-01')
  const days = (await stored()).filter((row) => row.service_code === slot).map(({ day }) => day)
  const wanted = Array.from({ length: 374 }, (_, i) => addDays('2026-11-23', i)).filter(
    (day) => weekdayOf(day) <= 5 && holidayOf(day) === null,
  )
  expect([...new Set(days)]).toEqual(wanted)
  expect(days).toHaveLength(wanted.length * 4)
})

test('a service one only comes to has no slots, and is not asked for again', async () => {
  await generate()
  expect((await stored()).filter((row) => row.service_code === here.venue.services.walkIn)).toEqual([])
  expect(await generate()).toBe(0)
})

test('two processes at once make the slots one would, and what one left is gone on with', async () => {
  await generate('2026-11-24')
  const first = await stored()
  const made = await Promise.all([generate('2026-12-31'), generate('2026-12-31'), generate('2026-12-31')])
  const rows = await stored()
  expect(made[0] + made[1] + made[2]).toBe(rows.length - first.length)
  expect(new Set(rows.map((row) => `${row.service_code} ${row.starts_at.toISOString()}`)).size).toBe(rows.length)
  expect(rows.filter((row) => row.day <= '2026-11-24')).toEqual(first)
  expect(await generate('2026-12-31')).toBe(0)
})

test('days that passed while nothing ran are not made up for', async () => {
  await generate('2026-11-23')
  here.app.clock.set('2026-11-26T01:00:00.000Z')
  await generate('2026-11-26')
  expect([...new Set((await stored()).map(({ day }) => day))]).toEqual(['2026-11-23', '2026-11-26'])
})

test('closures hold for slots that are made later', async () => {
  const { district, venue, app } = here
  const closure = {
    district_id: district.id,
    venue_code: venue.code,
    by_staff: 'SA',
    reason: '装修',
    created_at: app.clock.now(),
    hours: null,
  }
  await app.db
    .insertInto('closure')
    .values([
      {
        ...closure,
        id: '01990000-0000-7000-8000-000000000001',
        service_code: venue.services.slot,
        from_day: '2026-11-24',
        until_day: '2026-11-25',
      },
      {
        ...closure,
        id: '01990000-0000-7000-8000-000000000002',
        service_code: null,
        from_day: '2026-11-26',
        until_day: '2026-11-26',
        hours: JSON.stringify({ from: '09:00', to: '10:00' }),
      },
    ])
    .execute()
  await generate('2026-11-26')
  const count = async (code: string) =>
    (await stored()).reduce<Record<string, number>>(
      (days, row) => (row.service_code === code ? { ...days, [row.day]: (days[row.day] ?? 0) + 1 } : days),
      {},
    )
  expect(await count(venue.services.slot)).toEqual({ '2026-11-23': 4, '2026-11-26': 2 })
  expect(await count(venue.services.ask)).toEqual({ '2026-11-23': 4, '2026-11-24': 4, '2026-11-25': 4, '2026-11-26': 2 })
})

test('batch after batch works with what the process remembers, and moves none of it', async () => {
  const { app, district } = here
  let loads = 0
  const counted: Part<Services> = { ...servicesPart, load: (tx, districtId) => (loads++, servicesPart.load(tx, districtId)) }
  const snapshots = openSnapshots({ db: app.db, log: app.server.log, parts: [counted, closuresPart] })
  const before = await versionsOf(app.db, district.id)
  expect(await generateSlots(app.db, app.clock, district.id, { untilDay: '2026-12-31', snapshots })).toBeGreaterThan(0)
  expect(await versionsOf(app.db, district.id)).toEqual(before)
  expect(loads).toBe(1)
})
