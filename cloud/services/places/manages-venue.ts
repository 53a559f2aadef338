import { venueRoles, type StaffRole } from '@doorstep/contract/roles'
import type { Acting } from '../../platform/context/call'
import { holds, type Actor, type Visitor } from '../../platform/process/actor'
import { problem } from '../../platform/process/problem'
import { venueFact, type ServiceFact, type VenueFact } from './venues-and-services'

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
export const managesVenue = (
  actor: Pick<Actor | Visitor, 'grants'>,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  roles: Roles = venueRoles,
): boolean =>
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
export const managesService = (
  actor: Pick<Actor | Visitor, 'grants' | 'staff'>,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  service: Pick<ServiceFact, 'staffCode'>,
  roles: Roles = venueRoles,
): boolean => managesVenue(actor, venue, roles) || (service.staffCode !== null && service.staffCode === actor.staff?.code)

/** A place in use that the caller keeps. Throws `notFound`, also for one she does not keep. */
export async function managedVenue(
  { tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>,
  code: string,
  roles: Roles = venueRoles,
): Promise<VenueFact> {
  const venue = await venueFact(tx, districtId, code)
  if (!managesVenue(actor, venue, roles)) throw problem('notFound')
  return venue
}
