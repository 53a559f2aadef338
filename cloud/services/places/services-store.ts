import type { Tx } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'

const venueColumns = [
  'code',
  'name',
  'area_code',
  'branch_code',
  'address',
  'phone',
  'hours',
  'check_in_token',
  'wall_renewals',
  'retired_at',
] as const
const serviceColumns = [
  'code',
  'sort',
  'name',
  'group_code',
  'way',
  'about',
  'bring',
  'who_may',
  'phone',
  'venue_code',
  'provider',
  'provider_name',
  'branch_code',
  'staff_code',
  'queue',
  'rules',
  'rules_version',
  'retired_at',
] as const

/** Returns the district's venues in code order, retired ones included. */
export const venueRows = (tx: Tx, districtId: number) =>
  tx.selectFrom('venue').where('district_id', '=', districtId).select(venueColumns).orderBy('code').execute()

/** Counts one more renewal of a venue's wall key and returns how many there were. */
export async function renewWall(tx: Tx, districtId: number, code: string): Promise<number> {
  const { wall_renewals: renewals } = await tx
    .updateTable('venue')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .set((venue) => ({ wall_renewals: venue('wall_renewals', '+', 1) }))
    .returning('wall_renewals')
    .executeTakeFirstOrThrow()
  await touchReference(tx, districtId, 'services')
  return renewals
}

/** Query of the district's services, retired ones included. */
export const serviceRows = (tx: Tx, districtId: number) =>
  tx.selectFrom('service').where('district_id', '=', districtId).select(serviceColumns)
export type StoredService = Awaited<ReturnType<ReturnType<typeof serviceRows>['executeTakeFirstOrThrow']>>

/** Returns services by code, retired ones included, locked in the order of their codes, which prevents deadlocks. */
export async function lockServices(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  return serviceRows(tx, districtId)
    .select('slots_until')
    .where('code', 'in', [...new Set(codes)])
    .orderBy('code')
    .forNoKeyUpdate()
    .execute()
}
