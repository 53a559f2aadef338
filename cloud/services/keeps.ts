import { venueRoles, type StaffRole } from '@doorstep/contract/roles'
import { holds, type Actor, type Visitor } from '../platform/actor'
import type { Acting } from '../platform/call'
import { problem } from '../platform/problem'
import { servicesAt, servicesOfStaff, venueFact, venuesInUse, type ServiceFact, type VenueFact } from './facts'

/** Who keeps which place or service, and so may see and change what is booked there (docs/bookings.md). */

type Roles = readonly StaffRole[]
const inTeam: Roles = ['gridMember', 'gridTeam']
/** A street's or district's centre has staff of its own. */
const communityDigits = 12

/**
 * Whether somebody keeps a place: in the area of one of `roles`, as staff of its branch, or as a grid's team in the area the place
 * is for, because grid teams staff their community's station. A department's handler, whose area is often the whole district, keeps
 * no place: only the services they give themselves.
 */
export const keeps = (actor: Actor | Visitor, venue: Pick<VenueFact, 'areaCode' | 'branchCode'>, roles: Roles = venueRoles): boolean =>
  holds(
    actor,
    roles.filter((role) => role !== 'handler'),
    venue.areaCode,
  ) ||
  actor.grants
    .filter(({ role }) => role !== 'handler' && roles.includes(role))
    .some(
      ({ role, area, branch }) =>
        (inTeam.includes(role) && venue.areaCode.length >= communityDigits && area.startsWith(venue.areaCode)) ||
        (branch !== null && branch === venue.branchCode),
    )

/** Whether somebody keeps a service: its place, or as the professional who gives it. */
export const keepsService = (
  actor: Actor | Visitor,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  service: Pick<ServiceFact, 'staffCode'>,
  roles: Roles = venueRoles,
): boolean => keeps(actor, venue, roles) || (service.staffCode !== null && service.staffCode === actor.staff?.code)

/** The places in use the caller keeps, in code order. */
export const keptVenues = async ({ tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>): Promise<VenueFact[]> =>
  (await venuesInUse(tx, districtId)).filter((venue) => keeps(actor, venue))

/** A place the caller keeps. Throws `notFound`, also for one she does not keep. */
export async function keptVenue(
  { tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>,
  code: string,
  roles: Roles = venueRoles,
): Promise<VenueFact> {
  const venue = await venueFact(tx, districtId, code)
  if (!keeps(actor, venue, roles)) throw problem('notFound')
  return venue
}

/** A place and what of it somebody may work with: all of it (`only` null), or the services they give there as a professional. */
export interface Served {
  venue: VenueFact
  only: readonly string[] | null
}

/** The places where the caller keeps something, in code order. */
export async function servedVenues(acting: Pick<Acting, 'tx' | 'districtId' | 'actor'>): Promise<Served[]> {
  const { tx, districtId, actor } = acting
  const code = actor.staff?.code ?? null
  const given = code === null ? [] : await servicesOfStaff(tx, districtId, code)
  return (await venuesInUse(tx, districtId)).flatMap((venue): Served[] => {
    if (keeps(actor, venue)) return [{ venue, only: null }]
    const only = given.filter(({ venueCode }) => venueCode === venue.code).map((service) => service.code)
    return only.length === 0 ? [] : [{ venue, only }]
  })
}

/** A place where the caller keeps something. Throws `notFound`. */
export async function servedVenue(acting: Pick<Acting, 'tx' | 'districtId' | 'actor'>, code: string): Promise<Served> {
  const { tx, districtId, actor } = acting
  const venue = await venueFact(tx, districtId, code)
  if (keeps(actor, venue)) return { venue, only: null }
  const given = (await servicesAt(tx, districtId, code)).filter((service) => keepsService(actor, venue, service))
  if (given.length === 0) throw problem('notFound')
  return { venue, only: given.map((service) => service.code) }
}

/** Whether a service is within what somebody serves. */
export const within = (only: Served['only'], serviceCode: string): boolean => only === null || only.includes(serviceCode)
