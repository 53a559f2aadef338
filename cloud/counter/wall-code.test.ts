import { wallCodeMinutes } from '@doorstep/contract/rules'
import { testHall, type TestHall } from '../queue/testing/queue'
import { wallKey } from '../services/api'
import { signedIn, type SignedIn } from '../testing/people/signed-in'

/** The check-in code (签到码) of the wall display: another every few minutes, and a photo of it is soon good for nothing. */

let here: TestHall
let who: SignedIn
beforeEach(async () => {
  here = await testHall()
  here.app.clock.set('2026-11-23T01:00:00.000Z')
  who = await here.resident()
})
afterEach(() => here.app.close())

const keyOf = async (by: SignedIn) =>
  (await here.app.does(by, 'GET /v1/staff/venues/{code}/counter', { params: { code: here.venue.code } })).wallKey
const shown = async (wall: string, code = here.venue.code) =>
  here.app.does(null, 'GET /v1/venues/{code}/now-serving', { params: { code }, query: { wall } })
const onWall = async () => {
  const { checkIn } = await shown((await keyOf(here.keeper)) ?? '')
  if (checkIn === null) throw new Error('The wall shows no code')
  return checkIn.code
}
const booked = async (at = '2026-11-23 09:30') => here.books(who, await here.slot(at))
const enter = (id: string, token: string) => here.app.call(who, 'POST /v1/bookings/{id}/checkIn', { params: { id }, body: { token } })
const looks = (token: string) => here.app.call(who, 'GET /v1/check-in-places/{token}', { params: { token } })
const draws = (token: string) => here.app.call(who, 'POST /v1/tickets', { body: { token, serviceCode: here.venue.services.walkIn } })
const expired = { code: 'codeExpired', detail: '这个码已经过期，请扫大屏上现在的码' }

test('the code on the wall checks in, without a location, while it is shown and one step after', async () => {
  const { id } = await booked()
  const code = await onWall()
  expect((await looks(code)).body.venue.code).toBe(here.venue.code)
  here.app.clock.advance({ minutes: wallCodeMinutes * 2 - 1 })
  expect(await onWall()).not.toBe(code)
  expect((await enter(id, code)).body).toMatchObject({ booking: { state: 'arrived' }, ticket: { number: 'A001' } })
})

test('whoever is in the queue already reads her number again, though the code has expired since', async () => {
  const { id } = await booked()
  const code = await onWall()
  const first = (await enter(id, code)).body.ticket?.id
  here.app.clock.advance({ minutes: wallCodeMinutes * 2 })
  const again = await enter(id, code)
  expect([again.status, again.body.ticket?.id]).toEqual([200, first])
})

test('without a booking the code on the wall draws a number, while the place is open', async () => {
  expect((await draws(await onWall())).body.number).toBe('A001')
  here.app.clock.set('2026-11-23T11:00:00.000Z')
  expect((await draws(await onWall())).problem?.code).toBe('venueClosed')
})

test('neither code lets in earlier than an hour before', async () => {
  const { id } = await booked('2026-11-23 10:30')
  for (const code of [here.venue.token, await onWall()]) expect((await enter(id, code)).problem?.code).toBe('notArrivable')
})

test.each([{ minutes: wallCodeMinutes * 2 }, { days: 1 }])('a photo that is %j old is refused everywhere, in plain words', async (age) => {
  const code = await onWall()
  here.app.clock.advance(age)
  const { id } = await booked(`2026-11-${'days' in age ? '24' : '23'} 09:30`)
  for (const { problem } of [await enter(id, code), await looks(code), await draws(code)]) expect(problem).toMatchObject(expired)
})

test('a photo that expired is no guess, a code with another time in it is', async () => {
  const { id } = await booked()
  const code = await onWall()
  here.app.clock.advance({ minutes: wallCodeMinutes * 2 })
  const tallied = async () =>
    (await here.app.db.selectFrom('tally').select('count').where('kind', 'like', 'wrong:%').execute()).map(({ count }) => count)
  await enter(id, code)
  await looks(code)
  expect((await tallied()).filter((count) => count > 0)).toEqual([])
  const forged = (await onWall()).slice(0, 8) + code.slice(8)
  expect((await enter(id, forged)).problem?.code).toBe('wrongVenue')
  expect((await looks(forged)).problem?.code).toBe('notFound')
  expect((await tallied()).filter((count) => count > 0)).toEqual([1, 1])
})

test('the code of another place checks in nobody here', async () => {
  const { id } = await booked()
  const { db, deps, clock } = here.app
  const other = { code: 'V2', checkInToken: 'checkInOfVenueTwo12345' }
  await db
    .insertInto('venue')
    .values({
      district_id: here.district.id,
      code: other.code,
      name: '柳树社区党群服务站',
      area_code: here.district.communities[0],
      branch_code: 'B1',
      address: '柳树里 1 号',
      phone: '0543-3000008',
      hours: '[]',
      check_in_token: other.checkInToken,
    })
    .execute()
  const { checkIn } = await shown(wallKey({ districtId: here.district.id, deps, clock }, other), other.code)
  expect((await looks(checkIn?.code ?? '')).body.venue.code).toBe('V2')
  expect((await enter(id, checkIn?.code ?? '')).problem?.code).toBe('wrongVenue')
})

test('the code is shown to who has the address the place’s staff copied, and to nobody else', async () => {
  const key = (await keyOf(here.keeper)) ?? ''
  expect((await shown(key)).checkIn?.svg).toMatch(/^<svg .*<\/svg>\s*$/s)
  for (const wrong of ['x', key.slice(1), `${key}x`]) expect((await shown(wrong)).checkIn).toBeNull()
  expect((await here.app.does(null, 'GET /v1/venues/{code}/now-serving', { params: { code: here.venue.code } })).checkIn).toBeNull()
  expect(await keyOf(await signedIn(here.district, 'handler'))).toBeNull()
})

test('what the wall asks for moves with the code, and not before', async () => {
  const key = (await keyOf(here.keeper)) ?? ''
  const ask = (etag = '') =>
    here.app.server.inject({ url: `/v1/venues/${here.venue.code}/now-serving?wall=${key}`, headers: { 'if-none-match': etag } })
  const first = await ask()
  const etag = String(first.headers.etag)
  here.app.clock.advance({ minutes: wallCodeMinutes - 1 })
  expect((await ask(etag)).statusCode).toBe(304)
  here.app.clock.advance({ minutes: 1 })
  const second = await ask(etag)
  expect(second.statusCode).toBe(200)
  const [before, after] = [first, second].map(({ body }) => JSON.parse(body) as { at: string; checkIn: { code: string } })
  expect(after?.checkIn.code).not.toBe(before?.checkIn.code)
  expect([before?.at, after?.at]).toEqual(['2026-11-23T01:00:00.000Z', here.app.clock.now().toISOString()])
})
