import { bookingWorld, type BookingWorld } from '../../bookings/testing/bookings'
import { roomSweeps } from '../../rooms'
import { sweep } from './sweep'

let here: BookingWorld
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())

const rowsOf = async (table: 'booking' | 'booking_event') => {
  const column = table === 'booking' ? 'id' : 'booking_id'
  const rows = await here.app.db.selectFrom(table).where('district_id', '=', here.district.id).select(column).distinct().execute()
  return rows.map((row) => Object.values(row)[0] ?? '').sort()
}

test('places held and let go are forgotten after a week with their events; what became a booking stays', async () => {
  const { app } = here
  const [she, he] = [await here.resident(), await here.resident()]
  const cancelled = await here.books(she, await here.slot('2026-11-24 09:00'))
  await here.cancels(she, cancelled)
  const held = await here.holds(he, await here.slot('2026-11-24 10:00'))
  await app.does(he, 'DELETE /v1/holds/{id}', { params: { id: held.id } })
  const booked = await here.books(he, await here.slot('2026-12-24 11:00'))
  app.clock.advance({ days: 7 })
  const lately = await here.holds(she, await here.slot('2026-12-24 10:00'))
  await app.does(she, 'DELETE /v1/holds/{id}', { params: { id: lately.id } })

  await sweep(app.db, app.clock, roomSweeps)
  const all = [cancelled.id, held.id, booked.id, lately.id].sort()
  expect([await rowsOf('booking'), await rowsOf('booking_event')]).toEqual([all, all])
  app.clock.advance({ minutes: 1 })
  await sweep(app.db, app.clock, roomSweeps)
  const left = all.filter((id) => id !== held.id)
  expect([await rowsOf('booking'), await rowsOf('booking_event')]).toEqual([left, left])
})

test('a sweep that fails keeps no other from its turn, and is reported', async () => {
  const { db, clock } = here.app
  const swept: string[] = []
  const failing = () => Promise.reject(new Error('one row is broken'))
  const other = (_db: unknown, id: number) => Promise.resolve(void swept.push(String(id)))
  await expect(sweep(db, clock, [failing, other])).rejects.toThrow('one row is broken')
  expect(swept).toEqual([String(here.district.id)])
})
