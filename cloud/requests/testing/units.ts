import { signedIn, type SignedIn } from '../../testing/people/signed-in'
import type { Community } from './requests'

/** For tests: adds a second unit to the district, the water company; returns who works for it. */
export async function waterCompany({ app, district }: Community): Promise<SignedIn> {
  const own = { district_id: district.id }
  await app.db
    .insertInto('department')
    .values({ ...own, code: 'WATER', name: '水务公司', phone: '0543-3000003', kind: 'property', duties: '["PENSION"]' })
    .execute()
  await app.db
    .insertInto('staff')
    .values({ ...own, code: 'W1', name: '蒋水务', phone: '13800009999', department_code: 'WATER' })
    .execute()
  await app.db
    .insertInto('staff_role')
    .values({ ...own, staff_code: 'W1', role: 'handler', area_code: String(district.id) })
    .execute()
  return signedIn(district, { staff: 'W1' })
}
