import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { firstWindow, testHall, type TestHall } from '../queue/testing/queue'

/** A visiting professional (驻点专业人员) works at a venue with the services they give there; a department's handler with nothing else. */

let here: TestHall
let professional: SignedIn
let handler: SignedIn
beforeEach(async () => {
  here = await testHall()
  professional = await signedIn(here.district, 'handler')
  handler = await signedIn(here.district, { staff: 'H2' })
})
afterEach(() => here.app.close())

const params = { code: 'V1' }
const body = { window: firstWindow }
const arrives = async (service: string) => {
  const who = await here.resident()
  const booking = await here.books(who, await here.slot('2026-11-23 09:30', { service }))
  return here.checksIn(who, booking)
}

test('they see and call who comes for them, in a line shared with others, and nobody else', async () => {
  const first = await arrives(here.venue.services.slot)
  const theirs = await arrives(here.venue.services.professional)
  const counter = await here.app.does(professional, 'GET /v1/staff/venues/{code}/counter', { params })
  expect(counter.waiting.map(({ number }) => number)).toEqual([theirs.number])
  const sheet = await here.app.does(professional, 'GET /v1/staff/venues/{code}/sheet', { params })
  expect(sheet.services.map(({ code }) => code)).toEqual([here.venue.services.professional])
  expect(sheet.services.flatMap(({ slots }) => slots.flatMap(({ bookings }) => bookings))).toHaveLength(1)
  const { rows } = await here.app.does(professional, 'GET /v1/staff/venues')
  expect(rows.map(({ venue, today }) => [venue.code, today.arrived])).toEqual([['V1', 1]])

  const called = await here.app.does(professional, 'POST /v1/staff/venues/{code}/next', { params, body })
  expect(called.number).toBe(theirs.number)
  const others = await here.app.call(professional, 'POST /v1/staff/tickets/{id}/call', { params: { id: first.id }, body })
  expect(others.problem?.code).toBe('notFound')
  const again = await here.app.call(professional, 'POST /v1/staff/venues/{code}/next', { params, body: { window: '2 号窗口' } })
  expect(again.problem?.code).toBe('queueEmpty')
})

test.each(['called', 'serving'] as const)('a window where somebody else is %s is not theirs to clear', async (state) => {
  const theirs = await arrives(here.venue.services.professional)
  const other = await here.comes('2026-11-23 09:30')
  const held = await here.app.does(here.keeper, 'POST /v1/staff/tickets/{id}/call', { params: { id: other.ticket.id }, body })
  if (state === 'serving') await here.step('serve', held)
  const next = await here.app.call(professional, 'POST /v1/staff/venues/{code}/next', { params, body })
  const outOfTurn = await here.app.call(professional, 'POST /v1/staff/tickets/{id}/call', { params: { id: theirs.id }, body })
  for (const { problem } of [next, outOfTurn])
    expect(problem).toMatchObject({ code: 'notNow', detail: '1 号窗口正在办别的服务，请换一个窗口' })
  expect(await here.looks(other.who, other.ticket)).toMatchObject({ state })
  expect(await here.sees(other.who, other.booking)).toMatchObject({ state: 'arrived' })
  const elsewhere = { params, body: { window: '2 号窗口' } }
  expect((await here.app.does(professional, 'POST /v1/staff/venues/{code}/next', elsewhere)).id).toBe(theirs.id)
})

test('they check nobody else in and draw no number for another service', async () => {
  const who = await here.resident()
  const { code } = await here.books(who, await here.slot('2026-11-23 09:30'))
  const checkIn = await here.app.call(professional, 'POST /v1/staff/check-ins', { body: { venueCode: 'V1', code } })
  expect(checkIn.problem?.code).toBe('notFound')
  const draw = { venueCode: 'V1', serviceCode: here.venue.services.walkIn }
  expect((await here.app.call(professional, 'POST /v1/staff/tickets', { body: draw })).problem?.code).toBe('notFound')
})

test('a handler whose area is the whole district keeps no place by it', async () => {
  expect((await here.app.does(handler, 'GET /v1/staff/venues')).rows).toEqual([])
  for (const key of ['GET /v1/staff/venues/{code}/sheet', 'GET /v1/staff/venues/{code}/counter'] as const)
    expect((await here.app.call(handler, key, { params })).problem?.code).toBe('notFound')
  const next = await here.app.call(handler, 'POST /v1/staff/venues/{code}/next', { params, body })
  expect(next.problem?.code).toBe('notFound')
})
