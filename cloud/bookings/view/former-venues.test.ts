import { testHall, type TestHall } from '../../queue/testing/queue'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'

/** Retired venues, and venues a service has left, still serve those who booked there. */
let here: TestHall
beforeEach(async () => {
  here = await testHall()
})
afterEach(() => here.app.close())

const place = { code: 'V1' }
const codesAt = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/staff/venues')).rows.map(({ venue: { code } }) => code)
const sheet = (who: SignedIn, code: string, day?: string) =>
  here.app.call(who, 'GET /v1/staff/venues/{code}/sheet', { params: { code }, query: day === undefined ? {} : { day } })

async function giveUp(): Promise<void> {
  const { app, district } = here
  const retired_at = app.clock.now()
  await app.db.updateTable('service').set({ retired_at }).where('district_id', '=', district.id).execute()
  await app.db.updateTable('venue').set({ retired_at }).where('district_id', '=', district.id).execute()
}

/** Moves a service to V2, in the second community. */
async function leaves(service: string): Promise<void> {
  const { app, district } = here
  await app.db
    .insertInto('venue')
    .values({
      district_id: district.id,
      code: 'V2',
      name: '河畔社区党群服务站',
      area_code: district.communities[1],
      branch_code: 'B2',
      address: '河畔 2 号',
      phone: '0543-3000010',
      hours: '[]',
      check_in_token: 'checkInOfVenueTwo12345',
    })
    .execute()
  await app.db.updateTable('service').set({ venue_code: 'V2' }).where('district_id', '=', district.id).where('code', '=', service).execute()
}

test('at a place that was given up whoever booked is served to the end, and then it is gone', async () => {
  const { app, keeper } = here
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-23 09:30'))
  const other = await signedIn(here.district, { staff: 'M3' })
  await giveUp()
  const ticket = await here.checksIn(she, booking)
  expect(await codesAt(keeper)).toEqual(['V1'])
  expect((await sheet(keeper, 'V1')).body.services.flatMap(({ slots }) => slots.flatMap(({ bookings }) => bookings))).toHaveLength(1)
  const found = await app.does(keeper, 'GET /v1/staff/bookings', { query: { view: 'find', q: booking.code } })
  expect(found.rows.map(({ id }) => id)).toEqual([booking.id])
  expect((await app.does(keeper, 'GET /v1/staff/venues/{code}/counter', { params: place, query: {} })).waiting).toHaveLength(1)
  expect((await here.next()).id).toBe(ticket.id)
  await here.step('serve', ticket)
  await here.step('done', ticket)
  expect((await here.sees(she, booking)).state).toBe('done')
  expect((await sheet(other, 'V1')).problem?.code).toBe('notFound')
  app.clock.set('2026-11-24T01:00:00.000Z')
  expect(await codesAt(keeper)).toEqual([])
  expect((await sheet(keeper, 'V1')).problem?.code).toBe('notFound')
})

test('a professional serves out what they gave at a place their service left, and nothing else there', async () => {
  const { app, district, venue } = here
  const professional = await signedIn(district, { staff: 'H1' })
  const she = await here.resident()
  const booking = await here.books(she, await here.slot('2026-11-23 09:30', { service: venue.services.professional }))
  await here.books(await here.resident(), await here.slot('2026-11-23 10:00'))
  await leaves(venue.services.professional)
  expect(await codesAt(professional)).toEqual(['V1', 'V2'])
  const { body } = await sheet(professional, 'V1')
  expect(body.services.map(({ code, slots }) => [code, slots.map(({ bookings }) => bookings.map(({ id }) => id))])).toEqual([
    [venue.services.professional, [[booking.id]]],
  ])
  const find = (code: string) => app.does(professional, 'GET /v1/staff/bookings', { query: { view: 'find', q: booking.code, venue: code } })
  expect((await find('V1')).rows.map(({ id }) => id)).toEqual([booking.id])
  expect((await find('V2')).rows).toEqual([])
})

test('a booking of a service that left stands on the sheet of its own place, and goes along when it is moved', async () => {
  const { app, district, keeper, venue } = here
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-24 10:00')]
  const she = await here.resident()
  const booking = await here.books(she, from)
  await leaves(venue.services.slot)
  const there = await signedIn(district, { staff: 'M3' })
  const booked = async (who: SignedIn, code: string) =>
    (await sheet(who, code, '2026-11-24')).body.services.map(({ code: service, slots }) => [
      service,
      slots.map(({ id, bookings }) => [id, bookings.map((row) => row.id)]),
    ])
  expect((await booked(keeper, 'V1')).find(([service]) => service === 'S-SLOT')).toEqual(['S-SLOT', [[from, [booking.id]]]])
  expect(await booked(there, 'V2')).toEqual([
    [
      'S-SLOT',
      [
        [from, []],
        [to, []],
      ],
    ],
  ])
  const body = { slotId: to, reason: '换个时间' }
  await app.does(keeper, 'POST /v1/staff/bookings/{id}/move', { params: { id: booking.id }, body })
  const after = await here.sees(she, booking)
  expect(after).toMatchObject({ slotId: to, venue: { code: 'V2' }, place: '河畔社区党群服务站' })
  expect(after.events.at(-1)?.text).toContain('地点改到河畔社区党群服务站')
  expect((await booked(keeper, 'V1')).find(([service]) => service === 'S-SLOT')).toBeUndefined()
  expect(await booked(there, 'V2')).toEqual([
    [
      'S-SLOT',
      [
        [from, []],
        [to, [booking.id]],
      ],
    ],
  ])
})
