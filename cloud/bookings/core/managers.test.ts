import { staffRoles, type StaffRole } from '@doorstep/contract/roles'
import { serviceFact, venueFacts } from '../../services/places/venues-and-services'
import { managesService } from '../../services/places/manages-venue'
import { signedIn } from '../../testing/people/signed-in'
import { managersOf, nearestManagers } from './managers'
import { counter, type Counter } from '../testing/staff'

let here: Counter
beforeAll(async () => {
  here = await counter()
})
afterAll(() => here.app.close())
beforeEach(() => here.fresh())

const put = (of: { area_code?: string; branch_code?: string | null }) =>
  here.app.db.updateTable('venue').set(of).where('district_id', '=', here.district.id).where('code', '=', 'V1').execute()
const grant = async (role: StaffRole, staff: string, area: string, branch: string | null = null) => {
  const row = { district_id: here.district.id, staff_code: staff, role, area_code: area, branch_code: branch }
  await here.app.db
    .insertInto('staff_role')
    .values(row)
    .onConflict((on) => on.doNothing())
    .execute()
}
const near = async (code: string) => {
  const { db } = here.app
  const service = await serviceFact(db, here.district.id, code)
  const venue = (await venueFacts(db, here.district.id, [service.venueCode])).get(service.venueCode)
  if (venue === undefined) throw new Error('no venue')
  return { service, venue, keepers: await nearestManagers(db, here.district.id, venue, service) }
}

test('whoever is told or sent keeps the service, wherever the place is and whoever gives it', async () => {
  const { district, venue } = here
  const [first, second] = district.communities
  for (const [at, role] of staffRoles.entries()) {
    await grant(
      role,
      ['ME', 'H2', 'DI'][at % 3] ?? 'ME',
      [first, district.street, String(district.id), district.grids[2].code][at % 4] ?? first,
      'B1',
    )
  }
  await grant('handler', 'H2', first)
  const areas = [String(district.id), district.street, first, second, district.grids[0].code]
  for (const area_code of areas) {
    for (const branch_code of [null, 'B1', 'B2']) {
      await put({ area_code, branch_code })
      for (const code of [venue.services.home, venue.services.professional]) {
        const { service, venue: place, keepers } = await near(code)
        expect(await managersOf(here.app.db, district.id, place, service)).toEqual(keepers.map((keeper) => keeper.code))
        for (const keeper of keepers) {
          const { actor } = await signedIn(district, { staff: keeper.code })
          expect({ area_code, branch_code, code, keeper: keeper.code, keeps: managesService(actor, place, service) }).toMatchObject({
            keeps: true,
          })
        }
      }
    }
  }
  await put({ area_code: first, branch_code: 'B1' })
  await here.app.db.deleteFrom('staff_role').where('staff_code', 'in', ['ME', 'H2', 'DI']).execute()
})

test('a street’s centre is kept by the street, and no grid team hears of it; a handler hears of what they give', async () => {
  const { district, venue } = here
  const codes = async (code: string) => (await near(code)).keepers.map((keeper) => keeper.code)
  expect(await codes(venue.services.home)).toEqual(['BS1', 'D1', 'D2', 'M1', 'M2'])
  expect(await codes(venue.services.professional)).toEqual(['BS1', 'D1', 'D2', 'H1', 'M1', 'M2'])
  await put({ area_code: district.street, branch_code: null })
  expect(await codes(venue.services.home)).toEqual(['SA'])
  // With nobody in that grid, the managers are those of the areas around it.
  await put({ area_code: district.communities[1], branch_code: null })
  await here.app.db.updateTable('staff_role').set({ retired_at: new Date() }).where('staff_code', 'in', ['M3', 'D3', 'BS2']).execute()
  expect(await codes(venue.services.home)).toEqual(['SA'])
  await here.app.db.updateTable('staff_role').set({ retired_at: null }).where('staff_code', 'in', ['M3', 'D3', 'BS2']).execute()
  await put({ area_code: district.communities[0], branch_code: 'B1' })
})

test('whoever is sent to a home finds the visit, also once they no longer keep the place; they decide nothing', async () => {
  const { app, district, venue } = here
  const slotId = await here.slot('2026-11-24 09:00', { service: venue.services.home, minutes: 120 })
  const visit = await here.books(await here.resident(), slotId, { address: '槐树里 1 号楼 1 单元 101', phone: '13800000000' })
  await here.acts(here.secretary, visit, 'assign', { staffCode: 'M2' })
  const helper = await signedIn(district, { staff: 'M2' })
  const read = () => app.call(helper, 'GET /v1/staff/bookings/{id}', { params: { id: visit.id } })
  expect((await read()).body).toMatchObject({ address: '槐树里 1 号楼 1 单元 101', as: ['counter'] })
  await put({ area_code: district.communities[1], branch_code: 'B2' })
  expect((await read()).body).toMatchObject({ address: '槐树里 1 号楼 1 单元 101', as: [] })
  expect(await here.tries(helper, visit, 'callOff', { reason: '不去了' })).toBe('notYourRole')
  const other = await signedIn(district, { staff: 'M1' })
  expect((await app.call(other, 'GET /v1/staff/bookings/{id}', { params: { id: visit.id } })).problem?.code).toBe('notFound')
  await put({ area_code: district.communities[0], branch_code: 'B1' })
})
