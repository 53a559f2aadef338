import { sameSignInCode, signInFailures, wrongCodeMinutes, wrongDoorCodes, wrongInvitations } from '@doorstep/contract/rules'
import { aDistrict, type District } from '../../testing/district'
import { testApp, type TestApp } from '../../testing/app/app'
import { fakeClock } from '../../testing/app/clock'
import { testDatabase } from '../../testing/database/database'
import { signedIn } from '../../testing/people/signed-in'
import type { Database } from '../database/database'
import { sweep } from '../jobs/sweep'

let database: Database
let app: TestApp
let second: TestApp
let place: District

beforeEach(async () => {
  database = await testDatabase()
  const clock = fakeClock()
  app = await testApp({ database, clock })
  // Another process on the same database.
  second = await testApp({ database, clock })
  place = await aDistrict(app.db)
})
afterEach(async () => {
  await second.close()
  await app.close()
  await database.close()
})

const signs = (code: string, by = app) => by.call(null, 'POST /v1/sessions', { body: { code } })
const times = <T>(count: number, work: (at: number) => Promise<T>) => Promise.all(Array.from({ length: count }, (_, at) => work(at)))

test('119 nonsense sign-ins lock nobody out of the address', async () => {
  const tries = await times(119, (at) => signs(`nonsense ${at}`))
  expect(new Set(tries.map(({ problem }) => problem?.code))).toEqual(new Set(['wechatCodeRefused']))
  expect((await signs(app.standIn.mintCode('neighbour'))).status).toBe(201)
})

test('a burst of nonsense sign-ins never stands in a row before the database', async () => {
  let longestRow = 0
  database.pool.on('acquire', () => (longestRow = Math.max(longestRow, database.pool.waitingCount)))
  await times(119, (at) => signs(`nonsense ${at}`))
  expect(longestRow).toBeLessThan(10)
})

test('one code that fails again and again is no longer taken to WeChat; others are', async () => {
  const tries = await times(sameSignInCode, () => signs('the same'))
  expect(tries.every(({ problem }) => problem?.code === 'wechatCodeRefused')).toBe(true)
  expect((await signs('the same')).problem).toMatchObject({ code: 'tooMany' })
  expect((await signs('another')).problem).toMatchObject({ code: 'wechatCodeRefused' })
})

test('an address with very many failures still signs in, one after another', async () => {
  const failures = await app.db.selectFrom('tally').selectAll().where('kind', '=', 'wrong:address').execute()
  expect(failures).toEqual([])
  await signs('nonsense')
  await app.db.updateTable('tally').set({ count: signInFailures }).where('kind', '=', 'wrong:address').execute()
  const answers = await times(5, (at) => signs(app.standIn.mintCode(`neighbour-${at}`)))
  expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201])
  const crowd = await times(100, (at) => signs(`nonsense ${at}`))
  expect(crowd.filter(({ status }) => status === 429).every(({ headers }) => headers['retry-after'] === '5')).toBe(true)
  expect(crowd.some(({ status }) => status === 429)).toBe(true)
})

test('wrong invitation codes are counted over all processes, also when they come at once, and forgotten in time', async () => {
  const who = await signedIn(place, 'resident')
  const binds = (by: TestApp, code: string) => by.call(who, 'POST /v1/staff-bindings', { body: { code } })
  const tries = await times(wrongInvitations * 4, (at) => binds(at % 2 === 0 ? app : second, `WRONG-${at}`))
  const codes = tries.map(({ problem }) => problem?.code)
  expect(codes.filter((code) => code === 'invitationRefused')).toHaveLength(wrongInvitations)
  expect(codes.filter((code) => code === 'tooMany')).toHaveLength(wrongInvitations * 3)
  const refused = await binds(second, 'WRONG')
  expect(Number(refused.headers['retry-after'])).toBe(wrongCodeMinutes * 60)
  expect(refused.problem?.detail).toContain('试错')
  app.clock.advance({ minutes: wrongCodeMinutes })
  expect((await binds(app, 'WRONG')).problem).toMatchObject({ code: 'invitationRefused' })
})

test('right codes are not counted', async () => {
  await times(3, (at) => signs(app.standIn.mintCode(`somebody-${at}`)))
  const rows = await app.db.selectFrom('tally').select(['kind', 'count']).execute()
  expect(rows.every(({ count }) => count === 0)).toBe(true)
})

const opens = (who: { token: string } | null, token = 'A'.repeat(22)) => app.call(who, 'GET /v1/doors/{token}', { params: { token } })

test('very many wrong door codes slow an address down and lock nobody behind it out of their door', async () => {
  expect((await opens(null)).problem).toMatchObject({ code: 'unknownDoor' })
  await app.db.updateTable('tally').set({ count: wrongDoorCodes }).execute()
  expect((await opens(null, place.grids[0].buildings[0].doorToken)).status).toBe(200)
  const crowd = await times(100, () => opens(null))
  const refused = crowd.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(0)
  expect(refused.every(({ headers }) => headers['retry-after'] === '5')).toBe(true)
  expect((await opens(await signedIn(place, 'resident'))).problem).toMatchObject({ code: 'unknownDoor' })
})

test('an account that tries very many wrong door codes is refused for a while', async () => {
  const who = await signedIn(place, 'resident')
  expect((await opens(who)).problem).toMatchObject({ code: 'unknownDoor' })
  await app.db.updateTable('tally').set({ count: wrongDoorCodes }).execute()
  expect((await opens(who)).problem).toMatchObject({ code: 'tooMany' })
  expect((await opens(await signedIn(place, 'resident'))).problem).toMatchObject({ code: 'unknownDoor' })
})

test('no address and no code stands in the table, and what is over is swept', async () => {
  await signs('a code that was tried')
  const rows = await app.db.selectFrom('tally').select(['subject']).execute()
  expect(rows).toHaveLength(2)
  expect(JSON.stringify(rows)).not.toMatch(/127\.0\.0\.1|tried/)
  app.clock.advance({ minutes: wrongCodeMinutes + 1 })
  await sweep(app.db, app.clock, [])
  expect(await app.db.selectFrom('tally').selectAll().execute()).toEqual([])
})
