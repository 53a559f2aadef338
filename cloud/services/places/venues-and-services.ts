import type { VenueRow } from '@doorstep/contract/services/views'
import { areaFacts } from '../../grids/api'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { problem, type ProblemExtra } from '../../platform/process/problem'
import { reference, renewReference } from '../../platform/snapshot/snapshot'
import type { Day } from '../../platform/time/calendar'
import { asFact, servicesPart, type StoredVenue } from '../reference/services'
import type { ServiceFact, VenueFact } from './facts'
import { lockServices } from './services-store'
import { isCodeOf } from './wall-code'

export type { ServiceFact, VenueFact } from './facts'

/** What other rooms may know of venues and services. In maps by code, an unknown code has no entry. */

/** Returns venues by code, retired ones included. */
export async function venueFacts(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, VenueFact>> {
  const { venues } = await reference(tx, districtId, servicesPart)
  return named(
    tx,
    districtId,
    [...new Set(codes)].flatMap((code) => venues.get(code) ?? []),
  )
}

/** Returns the venue of a check-in code, retired or not; null for an unknown code. Throws `codeExpired` for an old one of a wall display. */
export async function venueByToken(
  context: Pick<RuleContext, 'tx' | 'districtId' | 'clock' | 'deps'>,
  token: string,
): Promise<VenueFact | null> {
  const { tx, districtId } = context
  const { venues } = await reference(tx, districtId, servicesPart)
  const found = [...venues.values()].find((venue) => isCodeOf(context, venue, token))
  return found === undefined ? null : ((await venueFacts(tx, districtId, [found.code])).get(found.code) ?? null)
}

/** Returns the district's venues in code order, retired ones included. */
export async function venuesEver(tx: Tx, districtId: number): Promise<VenueFact[]> {
  const { venues } = await reference(tx, districtId, servicesPart)
  return [...(await named(tx, districtId, [...venues.values()])).values()]
}

/** Returns venues by code with the names of their areas, in the given order. */
async function named(tx: Tx, districtId: number, venues: readonly StoredVenue[]): Promise<Map<string, VenueFact>> {
  const areas = await areaFacts(
    tx,
    districtId,
    venues.map(({ areaCode }) => areaCode),
  )
  return new Map(venues.map((venue) => [venue.code, { ...venue, areaName: areas.get(venue.areaCode)?.name ?? '' }]))
}

/** Returns a venue in use. Throws `notFound`. */
export async function venueFact(tx: Tx, districtId: number, code: string): Promise<VenueFact> {
  const fact = (await venueFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** Returns the district's venues in use, in code order. */
export const venuesInUse = async (tx: Tx, districtId: number): Promise<VenueFact[]> =>
  (await venuesEver(tx, districtId)).filter(({ retired }) => !retired)

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
  const { services } = await reference(tx, districtId, servicesPart)
  const wanted = new Set(codes)
  return new Map([...services].filter(([code]) => wanted.has(code)))
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

/** Returns a service and its venue, or the one of `venueCode`, retired or not: what was booked there stays. */
export async function serviceAndVenue(tx: Tx, districtId: number, code: string, venueCode?: string): Promise<ServiceAndVenue> {
  const found = await withVenueOf(tx, districtId, code, venueCode)
  if (found === null) throw new Error('A service or venue that was never there')
  return found
}

/** Returns a service in use whose venue is in use, with the venue. Throws `notFound`. */
export async function liveService({ tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>, code: string): Promise<ServiceAndVenue> {
  const found = await withVenueOf(tx, districtId, code)
  if (found === null || found.service.retired || found.venue.retired) throw problem('notFound')
  return found
}

async function withVenueOf(tx: Tx, districtId: number, code: string, venueCode?: string): Promise<ServiceAndVenue | null> {
  const service = (await reference(tx, districtId, servicesPart)).services.get(code)
  if (service === undefined) return null
  const at = venueCode ?? service.venueCode
  const venue = (await venueFacts(tx, districtId, [at])).get(at)
  return venue === undefined ? null : { service, venue }
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

/** A locked service, with the last day for which it has slots: that day moves only under this lock. */
export interface LockedService extends ServiceFact {
  slotsUntil: Day | null
}

/**
 * Returns services, retired ones included, and locks them until the transaction ends: the rules and slots of each change one transaction at
 * a time, while bookings, whose foreign key only needs the row to exist, go on. What others changed in the meantime is seen from then on.
 * Unknown codes have no entry.
 */
export async function lockedServices(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, LockedService>> {
  const rows = await lockServices(tx, districtId, codes)
  await renewReference(tx, districtId)
  return new Map(rows.map((row) => [row.code, { ...asFact(row), slotsUntil: row.slots_until }]))
}

/** Returns a service in use. Throws `notFound`. */
export async function serviceFact(tx: Tx, districtId: number, code: string): Promise<ServiceFact> {
  const fact = (await serviceFacts(tx, districtId, [code])).get(code)
  if (fact === undefined || fact.retired) throw problem('notFound')
  return fact
}

/** Filter of services by venue, group and professional; all that are given must match, and an empty filter means every service. */
interface ServicesOf {
  venue?: string
  group?: string
  staff?: string
}

/** Returns the services in use, in the district's order, optionally of one venue, group or professional. A retired venue has none. */
export async function servicesInUse(tx: Tx, districtId: number, { venue, group, staff }: ServicesOf = {}): Promise<ServiceFact[]> {
  const { services, venues } = await reference(tx, districtId, servicesPart)
  return [...services.values()].filter(
    (one) =>
      !one.retired &&
      venues.get(one.venueCode)?.retired === false &&
      (venue === undefined || one.venueCode === venue) &&
      (group === undefined || one.group === group) &&
      (staff === undefined || one.staffCode === staff),
  )
}

/** Returns the codes of all services a professional gives or gave. */
export async function servicesEverOfStaff(tx: Tx, districtId: number, staffCode: string): Promise<string[]> {
  const { services } = await reference(tx, districtId, servicesPart)
  return [...services.values()].filter((one) => one.staffCode === staffCode).map(({ code }) => code)
}

/** Returns the services in use at a venue, in the district's order. */
export const servicesAt = (tx: Tx, districtId: number, venueCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { venue: venueCode })

/** Returns the services in use that a visiting professional gives, at any venue, in the district's order. */
export const servicesOfStaff = (tx: Tx, districtId: number, staffCode: string): Promise<ServiceFact[]> =>
  servicesInUse(tx, districtId, { staff: staffCode })
