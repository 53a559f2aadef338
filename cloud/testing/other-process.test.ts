import { sql } from 'kysely'
import type { Database } from '../platform/database/database'
import { touchReference } from '../platform/snapshot/versions'
import { generateSlots } from '../services/slots/generate'
import { testApp, type TestApp } from './app/app'
import { testDatabase } from './database/database'
import { aDistrict, type District } from './district'
import { signedIn } from './people/signed-in'
import { aVenue, mildRules } from './worlds/venues'

/** Two processes on one database: what one changes, the next call of the other sees, though both keep reference data in memory. */
let database: Database
let here: TestApp
let there: TestApp
let district: District

beforeAll(async () => {
  database = await testDatabase()
  here = await testApp({ database })
  there = await testApp({ database, clock: here.clock })
  district = await aDistrict(here.db)
  await aVenue(district)
  await generateSlots(here.db, here.clock, district.id, { untilDay: '2026-12-31' })
})
afterAll(async () => {
  await here.close()
  await there.close()
  await database.close()
})

test('a grid member who handed the grid over has ended as such at the next call of the other process', async () => {
  const [grid] = district.grids
  const street = await signedIn(district, 'streetAdmin')
  const [resident, next] = [await signedIn(district, 'resident'), await signedIn(district, { staff: grid.deputy })]
  const params = { code: grid.code }
  const form = {
    kind: 'help' as const,
    categoryCode: district.categories.ordinary,
    text: '楼道灯坏了三天',
    buildingCode: grid.buildings[0].code,
  }
  const handlerThere = async () => (await there.does(resident, 'POST /v1/requests', { body: form })).handler?.code
  expect(await handlerThere()).toBe(grid.member)
  expect((await there.does(null, 'GET /v1/grids/{code}', { params })).member?.staffCode).toBe(grid.member)
  await here.does(street, 'POST /v1/grids/{code}/handovers', { params, body: { toStaffCode: grid.deputy, reason: '轮岗' } })
  expect(await handlerThere()).toBe(grid.deputy)
  expect((await there.does(null, 'GET /v1/grids/{code}', { params })).member?.staffCode).toBe(grid.deputy)
  expect((await there.does(next, 'GET /v1/session')).staff?.roles.map(({ role }) => role)).toEqual(['gridMember'])
})

test('whoever was retired acts no more, and is nobody’s to turn to', async () => {
  const [, grid] = district.grids
  const member = await signedIn(district, { staff: grid.member })
  const resident = await signedIn(district, 'resident', { building: grid.buildings[0].code })
  const teamThere = async () => (await there.does(resident, 'GET /v1/grids/{code}', { params: { code: grid.code } })).member?.staffCode
  expect(await teamThere()).toBe(grid.member)
  expect((await there.call(member, 'GET /v1/staff/inbox')).status).toBe(200)
  // As the import does.
  await database.db.transaction().execute(async (tx) => {
    const own = sql`district_id = ${district.id} and`
    const now = here.clock.now()
    await sql`update staff set retired_at = ${now} where ${own} code = ${grid.member}`.execute(tx)
    await sql`update staff_role set retired_at = ${now} where ${own} staff_code = ${grid.member}`.execute(tx)
    await sql`update team_member set retired_at = ${now} where ${own} staff_code = ${grid.member}`.execute(tx)
    await touchReference(tx, district.id, 'staff')
  })
  expect((await there.call(member, 'GET /v1/staff/inbox')).problem?.code).toBe('notYourRole')
  expect(await teamThere()).not.toBe(grid.member)
})

test('new opening rules are those by which the other process answers', async () => {
  const secretary = await signedIn(district, 'branchSecretary')
  const params = { code: 'S-SLOT' }
  const rulesThere = async () => (await there.does(null, 'GET /v1/services/{code}', { params })).says
  const before = await rulesThere()
  const rules = { ...mildRules, cancelMinutes: 120, leadMinutes: 180 }
  const { digest } = await here.does(secretary, 'POST /v1/staff/services/{code}/rule-checks', { params, body: { rules } })
  await here.does(secretary, 'PUT /v1/staff/services/{code}/rules', { params, body: { rules, digest, hits: 'keep', reason: '装修' } })
  const after = await rulesThere()
  expect(after).not.toEqual(before)
  expect(after).toEqual((await here.does(null, 'GET /v1/services/{code}', { params })).says)
})

test('a point belongs to the grid whose bounds were moved over it', async () => {
  const [first, , last] = district.grids
  const query = { lng: String(last.centre.lng), lat: String(last.centre.lat) }
  const gridThere = async () => (await there.does(null, 'GET /v1/grid-at', { query })).grid.code
  expect(await gridThere()).toBe(last.code)
  // Both change places, as an import of a new map does.
  await database.db.transaction().execute(async (tx) => {
    await sql`
      update grid set rings = other.rings, min_lng = other.min_lng, min_lat = other.min_lat, max_lng = other.max_lng, max_lat = other.max_lat
      from grid as other
      where grid.district_id = ${district.id} and other.district_id = grid.district_id
        and (grid.code, other.code) in ((${first.code}, ${last.code}), (${last.code}, ${first.code}))`.execute(tx)
    await touchReference(tx, district.id, 'areas')
  })
  expect(await gridThere()).toBe(first.code)
})
