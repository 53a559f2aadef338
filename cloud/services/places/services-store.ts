import { StoredRules } from '@doorstep/contract/openings/rules'
import { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/views'
import type { ExpressionBuilder } from 'kysely'
import { jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'

/** Hours and rules are stored as JSON and validated here, on reading. */
const Hours = v.array(v.object({ weekday: v.number(), from: v.string(), to: v.string() }))

const venueColumns = ['code', 'name', 'area_code', 'branch_code', 'address', 'phone', 'hours', 'check_in_token', 'retired_at'] as const
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
  'slots_until',
  'retired_at',
] as const

/** Selects the name of a venue's area. */
const areaName = (venue: ExpressionBuilder<DB, 'venue'>, districtId: number) =>
  venue
    .selectFrom('area')
    .where('area.district_id', '=', districtId)
    .whereRef('area.code', '=', 'venue.area_code')
    .select('area.name')
    .as('area_name')

const venueRows = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('venue')
    .where('venue.district_id', '=', districtId)
    .select(venueColumns)
    .select((venue) => areaName(venue, districtId))
const asVenue = <R extends { hours: unknown }>(row: R) => ({ ...row, hours: v.parse(Hours, row.hours) })

/** Returns venues by code, retired ones included. */
export async function venuesByCode(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  return (await venueRows(tx, districtId).where('code', 'in', codes).orderBy('code').execute()).map(asVenue)
}

/** Returns the venue whose check-in code holds this token, retired or not. */
export async function venueByToken(tx: Tx, districtId: number, token: string) {
  const row = await venueRows(tx, districtId).where('check_in_token', '=', token).executeTakeFirst()
  return row && asVenue(row)
}

/** Returns the district's venues in code order, retired ones included. */
export const allVenues = async (tx: Tx, districtId: number) => (await venueRows(tx, districtId).orderBy('code').execute()).map(asVenue)

/** Returns the district's venues in code order, without retired ones. */
export const liveVenues = async (tx: Tx, districtId: number) =>
  (await venueRows(tx, districtId).where('retired_at', 'is', null).orderBy('code').execute()).map(asVenue)

const serviceRows = (tx: Tx, districtId: number) => tx.selectFrom('service').where('district_id', '=', districtId).select(serviceColumns)
type StoredService = Awaited<ReturnType<ReturnType<typeof serviceRows>['executeTakeFirstOrThrow']>>

const asService = (row: StoredService) => ({
  ...row,
  group_code: v.parse(ServiceGroup, row.group_code),
  way: v.parse(ServiceWay, row.way),
  provider: v.parse(Provider, row.provider),
  rules: v.parse(StoredRules, row.rules),
})

/** Returns services by code, retired ones included, in the district's order. */
export async function servicesByCode(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  return (await serviceRows(tx, districtId).where('code', 'in', codes).orderBy('sort').orderBy('code').execute()).map(asService)
}

/** Returns services by code, retired ones included, locked in the order of their codes, which prevents deadlocks. */
export async function lockedServices(tx: Tx, districtId: number, codes: readonly string[]) {
  if (codes.length === 0) return []
  const rows = await serviceRows(tx, districtId)
    .where('code', 'in', [...new Set(codes)])
    .orderBy('code')
    .forNoKeyUpdate()
    .execute()
  return rows.map(asService)
}

/** Returns a service with its venue, or with the venue `venueCode` if given, and the name of the venue's area; retired or not. */
export async function serviceWithVenue(tx: Tx, districtId: number, code: string, venueCode?: string) {
  const row = await serviceRows(tx, districtId)
    .where('code', '=', code)
    .select((service) =>
      jsonObjectFrom(
        service
          .selectFrom('venue')
          .where('venue.district_id', '=', districtId)
          .where('venue.code', '=', venueCode ?? service.ref('service.venue_code'))
          .select(venueColumns)
          .select((venue) => areaName(venue, districtId)),
      ).as('venue'),
    )
    .executeTakeFirst()
  if (row === undefined || row.venue === null) return null
  const { venue, ...service } = row
  return { service: asService(service), venue: asVenue(venue) }
}

/** Filter of services by venue, group and professional; all that are given must match, and an empty filter means every service. */
export interface ServicesOf {
  venue?: string
  group?: string
  staff?: string
}

/** Returns the services in use, in the district's order. A retired venue has none. */
export async function liveServices(tx: Tx, districtId: number, { venue, group, staff }: ServicesOf = {}) {
  let rows = serviceRows(tx, districtId)
    .where('retired_at', 'is', null)
    .where('venue_code', 'in', (eb) =>
      eb.selectFrom('venue').where('district_id', '=', districtId).where('retired_at', 'is', null).select('venue.code'),
    )
  if (venue !== undefined) rows = rows.where('venue_code', '=', venue)
  if (group !== undefined) rows = rows.where('group_code', '=', group)
  if (staff !== undefined) rows = rows.where('staff_code', '=', staff)
  return (await rows.orderBy('sort').orderBy('code').execute()).map(asService)
}

/** Returns the codes of all services a professional gives or gave, in code order. */
export async function servicesEverOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .select('code')
    .orderBy('code')
    .execute()
  return rows.map(({ code }) => code)
}
