import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { Organisation } from '@doorstep/contract/organisations'
import { testHall, type TestHall } from '../../queue/testing/queue'
import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import { anOrganisation } from '../../testing/worlds/organisations'

let here: TestHall
let she: SignedIn
/** Another contact of the shop. */
let clerk: SignedIn
let shop: Organisation

beforeEach(async () => {
  here = await testHall()
  const { app, district } = here
  she = await here.resident()
  clerk = await here.resident()
  shop = await anOrganisation(app.does, she, district.grids[0].buildings[0].code, await signedIn(district, { staff: 'M1' }))
  const body = { contactName: '赵明', position: '店员' }
  const { code } = await app.does(she, 'POST /v1/organisations/{id}/contacts', { params: { id: shop.id }, body })
  await app.does(clerk, 'POST /v1/organisation-bindings', { body: { code } })
})
afterEach(() => here.app.close())

const slot = (at: string, service: string = here.venue.services.professional) => here.slot(at, { service, capacity: 3 })
const holds = (who: SignedIn, slotId: string, asOrganisation = shop.id) =>
  here.app.call(who, 'POST /v1/holds', { body: { slotId, asOrganisation } })
const books = async (who: SignedIn, slotId: string): Promise<BookingDetail> => {
  const { id: holdId } = (await holds(who, slotId)).body
  return here.app.does(who, 'POST /v1/bookings', { body: { holdId, asOrganisation: shop.id } })
}
const refused = async (answer: ReturnType<typeof holds>) => {
  const { problem } = await answer
  return problem?.errors?.[0]?.path ?? problem?.code
}
const ahead = async (who: SignedIn) => (await here.app.does(who, 'GET /v1/bookings', {})).rows.map(({ id }) => id)
const leaves = async (who: SignedIn) => {
  const [own] = (await here.app.does(who, 'GET /v1/organisations')).rows
  const id = own?.contacts.find(({ mine }) => mine)?.id ?? ''
  await here.app.does(who, 'DELETE /v1/organisation-contacts/{id}', { params: { id } })
}

test('what an organisation books is each contact’s: they see it at home and in the list, are told of it, move and cancel it', async () => {
  const booking = await books(she, await slot('2026-11-24 09:00'))
  expect(booking).toMatchObject({ forName: shop.name, asOrganisation: true, state: 'booked' })
  expect(await ahead(clerk)).toEqual([booking.id])
  expect((await here.app.does(clerk, 'GET /v1/underway')).bookings.map(({ id }) => id)).toEqual([booking.id])
  const params = { id: booking.id }
  const later = await slot('2026-11-25 10:00')
  const moved = await here.app.does(clerk, 'POST /v1/bookings/{id}/move', { params, body: { slotId: later } })
  expect(moved.startsAt).toBe('2026-11-25T02:00:00.000Z')
  await here.app.does(await signedIn(here.district, { staff: 'H1' }), 'POST /v1/staff/bookings/{id}/callOff', {
    params,
    body: { reason: '律师有事' },
  })
  expect([await here.told(she), await here.told(clerk)]).toEqual([
    expect.arrayContaining([expect.stringContaining('取消')]),
    expect.arrayContaining([expect.stringContaining('取消')]),
  ])
  const next = await books(clerk, await slot('2026-11-26 09:00'))
  expect((await here.cancels(she, next)).state).toBe('cancelled')
})

test('staff read its name and who of it booked, in the list, on the day sheet and at the counter', async () => {
  const booking = await books(she, await slot('2026-11-23 09:30'))
  const keeper = await signedIn(here.district, { staff: 'M1' })
  const found = await here.app.does(keeper, 'GET /v1/staff/bookings', { query: { view: 'find', q: shop.name } })
  expect(found.rows).toMatchObject([{ id: booking.id, name: shop.name, contact: '店长 钱芳' }])
  const sheet = await here.app.does(keeper, 'GET /v1/staff/venues/{code}/sheet', { params: { code: 'V1' }, query: {} })
  const slots = sheet.services.flatMap(({ slots }) => slots.flatMap(({ bookings }) => bookings))
  expect(slots).toMatchObject([{ name: shop.name, contact: '店长 钱芳' }])
  await here.checksIn(clerk, booking)
  const counter = await here.app.does(keeper, 'GET /v1/staff/venues/{code}/counter', { params: { code: 'V1' }, query: {} })
  expect(counter.waiting).toMatchObject([{ name: shop.name, booking: { contact: '店长 钱芳' } }])
})

test('limits count the organisation, whoever of it books; a contact’s own bookings are apart, and it may be at two places at once', async () => {
  await here.rules(here.venue.services.professional, { limits: { day: 1, week: null, month: null } })
  const first = await slot('2026-11-24 09:00')
  await books(she, first)
  expect(await refused(holds(clerk, await slot('2026-11-24 10:00')))).toBe('limitReached')
  expect(await refused(holds(clerk, first))).toBe('alreadyBooked')
  const own = await here.app.does(clerk, 'POST /v1/holds', { body: { slotId: first } })
  expect((await here.app.does(clerk, 'POST /v1/bookings', { body: { holdId: own.id } })).forName).toBeNull()
  const room = await slot('2026-11-24 09:00', here.venue.services.ask)
  expect((await holds(clerk, room)).status).toBe(201)
})

test('it is booked only by a contact of one that was checked, only what an organisation may have, and for nobody else besides', async () => {
  const stranger = await here.resident()
  const at = await slot('2026-11-24 09:00')
  expect(await refused(holds(stranger, at))).toBe('asOrganisation')
  expect(await refused(holds(she, await slot('2026-11-24 10:00', here.venue.services.slot)))).toBe('asOrganisation')
  const unchecked = await anOrganisation(here.app.does, she, here.district.grids[0].buildings[0].code)
  expect(await refused(holds(she, at, unchecked.id))).toBe('asOrganisation')
  const both = here.app.call(she, 'POST /v1/holds', { body: { slotId: at, asOrganisation: shop.id, forOther: true } })
  expect(await refused(both)).toBe('asOrganisation')
})

test('whoever is no contact any more sees nothing of it; without any, staff are asked to phone', async () => {
  const booking = await books(she, await slot('2026-11-24 09:00'))
  await leaves(she)
  expect((await here.app.call(she, 'GET /v1/bookings/{id}', { params: { id: booking.id } })).status).toBe(404)
  expect((await here.app.call(she, 'POST /v1/bookings/{id}/cancel', { params: { id: booking.id }, body: {} })).status).toBe(404)
  expect(await ahead(she)).toEqual([])
  expect(await ahead(clerk)).toEqual([booking.id])
  await leaves(clerk)
  const keeper = await signedIn(here.district, { staff: 'M1' })
  const later = await slot('2026-11-25 10:00')
  const params = { id: booking.id }
  const moved = await here.app.does(keeper, 'POST /v1/staff/bookings/{id}/move', { params, body: { slotId: later, reason: '律师有事' } })
  expect(moved.toCall).toContain('11月25日')
})

test('a contact other than the booker rates it, once for all of them; nobody is kept from booking because somebody of it did not come', async () => {
  const { app, district } = here
  const pro = await signedIn(district, { staff: 'M1' })
  const booking = await books(she, await slot('2026-11-23 09:30'))
  const ticket = await here.checksIn(clerk, booking)
  await here.next()
  await here.step('serve', ticket)
  await here.step('done', ticket)
  const body = { satisfied: 5, reasons: [], text: '' }
  const rated = await app.does(clerk, 'POST /v1/bookings/{id}/ratings', { params: { id: booking.id }, body })
  expect(rated.rating).toMatchObject({ satisfied: 5 })
  const again = await app.call(she, 'POST /v1/bookings/{id}/ratings', { params: { id: booking.id }, body })
  expect(again.problem?.code).toBe('alreadyRated')
  for (const at of ['2026-11-24 09:00', '2026-11-25 09:00']) {
    const missed = await books(she, await slot(at))
    app.clock.set(`${at.slice(0, 10)}T01:20:00.000Z`)
    await app.jobs.runDue()
    expect((await here.sees(she, missed)).state).toBe('missed')
  }
  expect((await app.call(pro, 'GET /v1/staff/bookings/{id}', { params: { id: booking.id } })).body).toMatchObject({ exempt: true })
  expect((await holds(she, await slot('2026-11-27 09:00'))).status).toBe(201)
})
