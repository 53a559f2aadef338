import * as fc from 'fast-check'
import { uuidv7 } from '../platform/process/ids'
import { testApp, type TestApp } from '../testing/app/app'
import { aDistrict, type District } from '../testing/district'
import { signedIn, type SignedIn } from '../testing/people/signed-in'
import { batch } from './jobs'

let app: TestApp
let district: District
let author: SignedIn
let reviewer: SignedIn

beforeAll(async () => {
  app = await testApp()
  district = await aDistrict(app.db)
  // A street admin writes for the whole street; the other secretary gets the street too, so that a second person can approve.
  author = await signedIn(district, 'streetAdmin')
  await app.db
    .updateTable('staff_role')
    .set({ area_code: district.street })
    .where('district_id', '=', district.id)
    .where('staff_code', '=', district.staff.otherSecretary)
    .execute()
  reviewer = await signedIn(district, { staff: district.staff.otherSecretary })
})
afterAll(() => app.close())

async function publish(audience: string[]): Promise<string> {
  const { id } = await app.does(author, 'POST /v1/notices', {
    body: { title: '停水通知', text: '周三上午停水。', branchCode: 'B1', audience },
  })
  await app.does(author, 'POST /v1/notices/{id}/submit', { params: { id } })
  await app.does(reviewer, 'POST /v1/notices/{id}/approve', { params: { id } })
  return id
}
const toldOf = async (notice: string) => {
  const rows = await app.db
    .selectFrom('inbox_item')
    .where('district_id', '=', district.id)
    .where('key', '=', `notice:${notice}:published`)
    .select('account_id')
    .execute()
  return rows.map((row) => row.account_id).sort()
}

test('whatever the audience and wherever people live, a notice reaches exactly those with a home in it, once each', async () => {
  const buildings = district.grids.flatMap((grid) => grid.buildings.map(({ code }) => ({ code, grid: grid.code })))
  const areas = [district.street, ...district.communities, ...district.grids.map(({ code }) => code)]
  const property = fc.asyncProperty(
    fc.array(fc.array(fc.nat(buildings.length - 1), { maxLength: 3 }), { minLength: 1, maxLength: 6 }),
    fc.uniqueArray(fc.nat(areas.length - 1), { minLength: 1, maxLength: 3 }),
    async (homes, chosen) => {
      const audience = chosen.flatMap((i) => areas[i] ?? [])
      const people = await Promise.all(
        homes.map(async (where) => {
          const who = await signedIn(district, 'resident', { building: null })
          const lives = [...new Set(where)].flatMap((i) => buildings[i] ?? [])
          for (const { code } of lives) await bind(who.accountId, code)
          return { who, meant: lives.some(({ grid }) => audience.some((area) => grid.startsWith(area))), lives }
        }),
      )
      const notice = await publish(audience)
      await app.jobs.runDue()
      await app.jobs.runDue()
      const told = await toldOf(notice)
      expect(told).toEqual(people.flatMap(({ who, meant }) => (meant ? [who.accountId] : [])).sort())
      const { reaches } = await app.does(author, 'GET /v1/staff/notices/{id}', { params: { id: notice } })
      expect(reaches).toBe(told.length)
      for (const { who, meant, lives } of people) {
        if (lives.length === 0) continue
        const { status } = await app.call(who, 'GET /v1/notices/{id}', { params: { id: notice } })
        expect(status).toBe(200)
        const { rows } = await app.does(who, 'GET /v1/notices')
        expect(rows.some(({ id }) => id === notice)).toBe(meant)
      }
      await app.db.updateTable('home').set({ ended_at: app.clock.now() }).where('district_id', '=', district.id).execute()
    },
  )
  await fc.assert(property, { numRuns: 25 })
}, 120_000)

test('more residents than one batch are all told, once each', async () => {
  const people = Array.from({ length: batch + 7 }, () => uuidv7())
  await app.db
    .insertInto('account')
    .values(people.map((id) => ({ district_id: district.id, id, openid: `many-${id}`, created_at: app.clock.now() })))
    .execute()
  const [first, second] = district.grids[2].buildings
  await app.db
    .insertInto('home')
    .values(people.map((id) => home(id, first.code, true)))
    .execute()
  // A second home in the audience causes no second notification.
  await app.db
    .insertInto('home')
    .values(people.slice(0, 20).map((id) => home(id, second.code, false)))
    .execute()
  const notice = await publish([district.grids[2].code])
  await app.jobs.runDue()
  expect(await toldOf(notice)).toEqual([...people].sort())
}, 60_000)

const home = (accountId: string, building: string, current: boolean) => ({
  district_id: district.id,
  id: uuidv7(),
  account_id: accountId,
  building_code: building,
  label: '我家',
  current,
  created_at: app.clock.now(),
})
const bind = (accountId: string, building: string) =>
  app.db
    .insertInto('home')
    .values(home(accountId, building, false))
    .execute()
