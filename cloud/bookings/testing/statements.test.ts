import { record } from '../../testing/statement-budgets/record'
import { bookingWorld, type BookingWorld } from './bookings'

let here: BookingWorld
beforeAll(async () => {
  here = await bookingWorld()
})
afterAll(() => here.app.close())

/** Counts the statements a call sends, session, idempotency and commit included. */
const count = async (work: () => Promise<unknown>) => (await record(work)).length

test('a booking is loaded once a call: so many statements, and no more', async () => {
  await here.fresh()
  const she = await here.resident()
  const [from, to] = [await here.slot('2026-11-24 09:00'), await here.slot('2026-11-25 10:00')]
  const { does } = here.app
  // The first call fills the memory of reference data.
  await does(she, 'GET /v1/session')
  let holdId = ''
  let id = ''
  const sent = {
    hold: await count(async () => (holdId = (await here.holds(she, from)).id)),
    book: await count(async () => (id = (await does(she, 'POST /v1/bookings', { body: { holdId } })).id)),
    read: await count(() => does(she, 'GET /v1/bookings/{id}', { params: { id } })),
    move: await count(() => does(she, 'POST /v1/bookings/{id}/move', { params: { id }, body: { slotId: to } })),
    cancel: await count(() => here.cancels(she, { id })),
  }
  // As measured, plus two.
  const most = { hold: 14, book: 15, read: 4, move: 22, cancel: 13 }
  for (const call of ['hold', 'book', 'read', 'move', 'cancel'] as const) expect([call, sent[call] <= most[call]]).toEqual([call, true])
})
