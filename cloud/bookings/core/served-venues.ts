import type { StaffRole } from '@doorstep/contract/roles'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { dayOf } from '../../platform/time/calendar'
import { managesVenue, servicesEverOfStaff, servicesOfStaff, venueFacts, venuesEver, type VenueFact } from '../../services/api'
import { awaitedOf, type Awaited } from './awaited-store'

type Manager = Pick<Acting, 'tx' | 'districtId' | 'actor' | 'clock'>

/** Returns the venues the caller manages, in code order: those in use, and retired ones where somebody is still to be served. */
export const managedVenues = async (manager: Manager): Promise<VenueFact[]> =>
  managedOf(manager, await venuesEver(manager.tx, manager.districtId))

async function managedOf({ tx, districtId, actor, clock }: Manager, venues: readonly VenueFact[]): Promise<VenueFact[]> {
  const managed = venues.filter((venue) => managesVenue(actor, venue))
  const retired = managed.filter((venue) => venue.retired).map(({ code }) => code)
  const awaited = new Set((await awaitedOf(tx, districtId, { venues: retired }, dayOf(clock.now()))).map(({ venueCode }) => venueCode))
  return managed.filter((venue) => !venue.retired || awaited.has(venue.code))
}

/** A venue and the part of it somebody may work with: all of it (`only` null), or the services they give there as a professional. */
export interface Served {
  venue: VenueFact
  only: readonly string[] | null
}

/**
 * Returns the services the caller gives as a professional, by venue: those in use, and others that somebody is still to be served with
 * there.
 */
async function givenBy({ tx, districtId, actor, clock }: Manager): Promise<Awaited[]> {
  const code = actor.staff?.code
  const ever = code === undefined ? [] : await servicesEverOfStaff(tx, districtId, code)
  if (code === undefined || ever.length === 0) return []
  const given = (await servicesOfStaff(tx, districtId, code)).map((service) => ({
    venueCode: service.venueCode,
    serviceCode: service.code,
  }))
  return [...given, ...(await awaitedOf(tx, districtId, { services: ever }, dayOf(clock.now())))]
}

const codesAt = (given: readonly Awaited[], venue: string) => [
  ...new Set(given.filter(({ venueCode }) => venueCode === venue).map(({ serviceCode }) => serviceCode)),
]

/** Returns the venues where the caller manages something, in code order; a retired one as long as somebody is still to be served there. */
export async function servedVenues(manager: Manager): Promise<Served[]> {
  const venues = await venuesEver(manager.tx, manager.districtId)
  const whole = new Set(await managedOf(manager, venues))
  const given = await givenBy(manager)
  const served = venues.flatMap((venue): Served[] => {
    if (whole.has(venue)) return [{ venue, only: null }]
    const only = codesAt(given, venue.code)
    return only.length === 0 ? [] : [{ venue, only }]
  })
  return served.sort((a, b) => (a.venue.code < b.venue.code ? -1 : 1))
}

/**
 * Returns a venue where the caller manages something, retired or not, like `servedVenues`; one in use that they only read by one of
 * `readers` whole, too. Throws `notFound`.
 */
export async function servedVenue(manager: Manager, code: string, readers: readonly StaffRole[] = []): Promise<Served> {
  const { tx, districtId, actor, clock } = manager
  const venue = (await venueFacts(tx, districtId, [code])).get(code)
  if (venue === undefined) throw problem('notFound')
  if (readers.length > 0 && !venue.retired && managesVenue(actor, venue, readers)) return { venue, only: null }
  if (managesVenue(actor, venue)) {
    const awaited = !venue.retired || (await awaitedOf(tx, districtId, { venues: [code] }, dayOf(clock.now()))).length > 0
    if (awaited) return { venue, only: null }
    throw problem('notFound')
  }
  const only = codesAt(await givenBy(manager), code)
  if (only.length === 0) throw problem('notFound')
  return { venue, only }
}

/** Returns whether a service belongs to what somebody serves. */
export const within = (only: Served['only'], serviceCode: string): boolean => only === null || only.includes(serviceCode)
