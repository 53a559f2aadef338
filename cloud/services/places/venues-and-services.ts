import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { VenueRow } from '@doorstep/contract/services/views'
import type { Provider, ServiceGroup, ServiceWay } from '@doorstep/contract/services/words'
import { dutyInWords } from '../../grids/api'
import type { CoreContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { problem, type ProblemExtra } from '../../platform/process/problem'
import type { DutyHours } from '../../platform/time/duty-hours'
import * as store from './services-store'

/** A venue as other rooms may read it. In maps by code, an unknown code has no entry. */

export interface VenueFact {
  code: string
  name: string
  areaCode: string
  areaName: string
  branchCode: string | null
  address: string
  phone: string
  hours: DutyHours[]
  hoursSays: string
  checkInToken: string
  retired: boolean
}

export interface ServiceFact {
  code: string
  name: string
  group: ServiceGroup
  way: ServiceWay
  about: string
  bring: string
  whoMay: string
  phone: string
  venueCode: string
  provider: Provider
  providerName: string
  branchCode: string | null
  /** Staff code of the visiting professional who gives the service. */
  staffCode: string | null
  queue: string
  rules: OpeningRules
  rulesVersion: number
  /** The last day for which slots exist. */
  slotsUntil: string | null
  retired: boolean
}

type StoredVenue = Awaited<ReturnType<typeof store.liveVenues>>[number]
type StoredService = Awaited<ReturnType<typeof store.liveServices>>[number]

/** Whether it was retired is all that is asked of the instant. */
type VenueColumns = Omit<StoredVenue, 'retired_at'> & { retired_at: unknown }

const asVenueFact = ({ code, name, address, phone, hours, ...row }: VenueColumns): VenueFact => ({
  code,
  name,
  areaCode: row.area_code,
  areaName: row.area_name ?? '',
  branchCode: row.branch_code,
  address,
  phone,
  hours,
  hoursSays: dutyInWords(hours),
  checkInToken: row.check_in_token,
  retired: row.retired_at !== null,
})

const asFact = (row: StoredService): ServiceFact => ({
  code: row.code,
  name: row.name,
  group: row.group_code,
  way: row.way,
  about: row.about,
  bring: row.bring,
  whoMay: row.who_may,
  phone: row.phone,
  venueCode: row.venue_code,
  provider: row.provider,
  providerName: row.provider_name,
  branchCode: row.branch_code,
  staffCode: row.staff_code,
  queue: row.queue,
  rules: row.rules,
  rulesVersion: row.rules_version,
  slotsUntil: row.slots_until,
  retired: row.retired_at !== null,
})

/** Returns venues by code, retired ones included. */
export async function venueFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, VenueFact>> {
  const rows = await store.venuesByCode(tx, districtId, [...new Set(codes)])
  return new Map(rows.map((row) => [row.code, asVenueFact(row)]))
}

/** Returns the venue of a check-in code, retired or not; null for an unknown code. */
export async function venueByToken(tx: Tx, districtId: number, token: string): Promise<VenueFact | null> {
  const row = await store.venueByToken(tx, districtId, token)
  return row === undefined ? null : asVenueFact(row)
}

/** Returns the district's venues in code order, retired ones included. */
export const venuesEver = async (tx: Tx, districtId: number): Promise<VenueFact[]> =>
  (await store.allVenues(tx, districtId)).map(asVenueFact)

/** Returns a venue in use. Throws `notFound`. */
export async function venueFact(tx: Tx, districtId: number, code: string): Promise<VenueFact> {
  const fact = (await venueFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** Returns the district's venues in use, in code order. */
export const venuesInUse = async (tx: Tx, districtId: number): Promise<VenueFact[]> =>
  (await store.liveVenues(tx, districtId)).map(asVenueFact)

/** Returns a venue as anyone may see it. */
export const venueRow = ({ code, name, address, phone, areaCode, areaName, hoursSays }: VenueFact): VenueRow => ({
  code,
  name,
  address,
  phone,
  areaCode,
  areaName,
  hoursSays,
})

/** Returns services by code, retired ones included. */
export async function serviceFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, ServiceFact>> {
  const rows = await store.servicesByCode(tx, districtId, [...new Set(codes)])
  return new Map(rows.map((row) => [row.code, asFact(row)]))
}

/** A service, and a venue where it is given: its own, or the one something was booked at. */
export interface ServiceAndVenue {
  service: ServiceFact
  venue: VenueFact
}

/** Returns whom to call about a service: its venue, and its own number if it has another. */
export const phonesOf = ({ service, venue }: ServiceAndVenue): NonNullable<ProblemExtra['phones']> => [
  { name: venue.name, number: venue.phone },
  ...(service.phone === venue.phone || service.phone === '' ? [] : [{ name: service.name, number: service.phone }]),
]

/** A service and its venue, or the one of `venueCode`, retired or not, in one statement: what was booked there stays. */
export async function serviceAndVenue(tx: Tx, districtId: number, code: string, venueCode?: string): Promise<ServiceAndVenue> {
  const found = await store.serviceWithVenue(tx, districtId, code, venueCode)
  if (found === null) throw new Error('A service or venue that was never there')
  return { service: asFact(found.service), venue: asVenueFact(found.venue) }
}

/** Returns a service in use whose venue is in use, with the venue. Throws `notFound`. */
export async function liveService({ tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>, code: string): Promise<ServiceAndVenue> {
  const found = await store.serviceWithVenue(tx, districtId, code)
  if (found === null || found.service.retired_at !== null || found.venue.retired_at !== null) throw problem('notFound')
  return { service: asFact(found.service), venue: asVenueFact(found.venue) }
}

/** Something of a service: at the venue of `venue_code`, or where the service is given now. */
interface OfService {
  service_code: string
  venue_code?: string
}

/** Returns rows with their services and venues, retired or not, in the order given; each service and venue is read once for all. */
export async function withServiceAndVenue<R extends OfService>(
  tx: Tx,
  districtId: number,
  rows: readonly R[],
): Promise<(ServiceAndVenue & { row: R })[]> {
  const services = await serviceFacts(
    tx,
    districtId,
    rows.map((row) => row.service_code),
  )
  const placed = rows.map((row) => ({ row, service: services.get(row.service_code) }))
  const venues = await venueFacts(
    tx,
    districtId,
    placed.flatMap(({ row, service }) => row.venue_code ?? service?.venueCode ?? []),
  )
  return placed.map(({ row, service }) => {
    const venue = venues.get(row.venue_code ?? service?.venueCode ?? '')
    if (service === undefined || venue === undefined) throw new Error('A service or venue that was never there')
    return { row, service, venue }
  })
}

/** Returns services with the venues where they are given; one whose venue is retired has it, too. */
export async function withVenues(tx: Tx, districtId: number, services: readonly ServiceFact[]): Promise<ServiceAndVenue[]> {
  const venues = await venueFacts(
    tx,
    districtId,
    services.map(({ venueCode }) => venueCode),
  )
  return services.flatMap((service) => {
    const venue = venues.get(service.venueCode)
    return venue === undefined ? [] : [{ service, venue }]
  })
}

/**
 * Returns services, retired ones included, and locks them until the transaction ends: the rules and slots of each change one transaction at
 * a time, while bookings, whose foreign key only needs the row to exist, go on. Unknown codes have no entry.
 */
export async function lockedServices(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, ServiceFact>> {
  const rows = await store.lockedServices(tx, districtId, codes)
  return new Map(rows.map((row) => [row.code, asFact(row)]))
}

/** Returns a service in use. Throws `notFound`. */
export async function serviceFact(tx: Tx, districtId: number, code: string): Promise<ServiceFact> {
  const fact = (await serviceFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** Returns the services in use, in the district's order, optionally of one venue, group or professional. */
export const servicesInUse = async (tx: Tx, districtId: number, of: store.ServicesOf = {}): Promise<ServiceFact[]> =>
  (await store.liveServices(tx, districtId, of)).map(asFact)

/** Returns the services in use at a venue, in the district's order. */
export const servicesAt = (tx: Tx, districtId: number, venueCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { venue: venueCode })

/** Returns the services in use that a visiting professional gives, at any venue, in the district's order. */
export const servicesOfStaff = (tx: Tx, districtId: number, staffCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { staff: staffCode })
