import { wallCodeMinutes, wallSeenMinutes } from '@doorstep/contract/rules'
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
  const other = { code: 'V2', checkInToken: 'checkInOfVenueTwo12345', wallRenewals: 0 }
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

const renews = (by: SignedIn) => here.app.call(by, 'POST /v1/staff/venues/{code}/wall-keys', { params: { code: here.venue.code } })

test('a key that was renewed shows no code, its codes end at once, in plain words and as no guess, and the managers are told by whom', async () => {
  const { id } = await booked()
  const secretary = await signedIn(here.district, 'branchSecretary')
  const key = (await keyOf(here.keeper)) ?? ''
  const code = await onWall()
  const renewed = await renews(here.keeper)
  expect(renewed.status).toBe(201)
  expect(await keyOf(here.keeper)).toBe(renewed.body.wallKey)
  expect(await shown(key)).toMatchObject({ checkIn: null, keyOver: true })
  expect(await shown(renewed.body.wallKey)).toMatchObject({ checkIn: { svg: expect.any(String) as string }, keyOver: false })
  const without = await here.app.does(null, 'GET /v1/venues/{code}/now-serving', { params: { code: here.venue.code } })
  expect(without).toMatchObject({ checkIn: null, keyOver: false })
  for (const { problem } of [await enter(id, code), await looks(code), await draws(code)]) expect(problem).toMatchObject(expired)
  expect((await enter(id, await onWall())).status).toBe(200)
  await here.app.jobs.runDue()
  for (const manager of [here.keeper, secretary]) {
    const { rows } = await here.app.does(manager, 'GET /v1/inbox', {})
    expect(rows.map(({ title, text }) => ({ title, text }))).toEqual([
      {
        title: '大屏的地址换过了',
        text: '槐树社区党群服务站：李明1换了大屏的地址。原来的屏不再显示签到码，请打开“叫号”，把新地址放到大屏上',
      },
    ])
  }
})

test('two who renew a key at once end with one that is good', async () => {
  const answers = await Promise.all([renews(here.keeper), renews(here.keeper)])
  expect(answers.map(({ status }) => status)).toEqual([201, 201])
  const key = (await keyOf(here.keeper)) ?? ''
  expect(answers.map(({ body }) => body.wallKey)).toContain(key)
  expect((await shown(key)).checkIn).not.toBeNull()
})

test.each([
  ['a member of the grid’s team, who sets no rules', 'gridTeam'],
  ['a handler, who gives a single service', 'handler'],
  ['staff of another place', { staff: 'M3' }],
] as const)('%s renews no key', async (_, by) => {
  const answer = await renews(await signedIn(here.district, by))
  expect(['forbidden', 'notYourRole', 'notFound']).toContain(answer.problem?.code)
})

test('a photo of the poster draws no number while the wall shows a code, and still checks in', async () => {
  const { token } = here.venue
  const { id } = await booked()
  const code = await onWall()
  const rows = async (scanned: string) => {
    const place = await looks(scanned)
    return place.body.walkIns.find(({ serviceCode }) => serviceCode === here.venue.services.walkIn)
  }
  expect((await draws(token)).problem).toMatchObject({ code: 'scanWall', detail: '取号请扫大屏上现在的码；海报上的码只用来签到' })
  expect(await rows(token)).toMatchObject({ open: false, says: '取号请扫大屏上现在的码；海报上的码只用来签到' })
  expect(await rows(code)).toMatchObject({ open: true })
  expect((await enter(id, token)).status).toBe(200)
  expect((await draws(code)).status).toBe(201)
})

test('where no wall has shown a code for a while, or its key was renewed, the poster draws numbers', async () => {
  await onWall()
  here.app.clock.advance({ minutes: wallSeenMinutes - 1 })
  expect((await draws(here.venue.token)).problem?.code).toBe('scanWall')
  await onWall()
  here.app.clock.advance({ minutes: wallSeenMinutes - 1 })
  expect((await draws(here.venue.token)).problem?.code).toBe('scanWall')
  here.app.clock.advance({ minutes: 1 })
  expect((await draws(here.venue.token)).status).toBe(201)
  await onWall()
  await renews(here.keeper)
  who = await here.resident()
  expect((await draws(here.venue.token)).status).toBe(201)
})
