import { unitRoles, venueRoles, type StaffRole, teamRoles } from '@doorstep/contract/roles'
import type { Acting } from '../../platform/context/call'
import { holds, type Actor, type Visitor } from '../../platform/process/actor'
import { problem } from '../../platform/process/problem'
import { venueFact, type ServiceFact, type VenueFact } from './venues-and-services'

/** Rules about who manages which venue or service, and so may see and change what is booked there (docs/bookings.md). */

type Roles = readonly StaffRole[]
/** Shortest area code of a venue that grid teams staff: the centre of a street or district has staff of its own. */
const communityDigits = 12

const ofUnit = (role: StaffRole) => (unitRoles as Roles).includes(role)

/**
 * True when the actor manages a venue: by one of `roles` over its area, as staff of its branch, or as a grid's team in the area of the
 * venue, because grid teams staff their community's station. Staff of a unit, whose area is often the whole district, manages no
 * venue, only the services they give themselves.
 */
export const managesVenue = (
  actor: Pick<Actor | Visitor, 'grants'>,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  roles: Roles = venueRoles,
): boolean =>
  holds(
    actor,
    roles.filter((role) => !ofUnit(role)),
    venue.areaCode,
  ) ||
  actor.grants
    .filter(({ role }) => !ofUnit(role) && roles.includes(role))
    .some(
      ({ role, area, branch }) =>
        ((teamRoles as Roles).includes(role) && venue.areaCode.length >= communityDigits && area.startsWith(venue.areaCode)) ||
        (branch !== null && branch === venue.branchCode),
    )

/** True when the actor manages a service: as manager of its venue, or as the professional who gives it. */
export const managesService = (
  actor: Pick<Actor | Visitor, 'grants' | 'staff'>,
  venue: Pick<VenueFact, 'areaCode' | 'branchCode'>,
  service: Pick<ServiceFact, 'staffCode'>,
  roles: Roles = venueRoles,
): boolean => managesVenue(actor, venue, roles) || (service.staffCode !== null && service.staffCode === actor.staff?.code)

/** Returns a venue in use that the caller manages. Throws `notFound` also for one they do not manage. */
export async function managedVenue(
  { tx, districtId, actor }: Pick<Acting, 'tx' | 'districtId' | 'actor'>,
  code: string,
  roles: Roles = venueRoles,
): Promise<VenueFact> {
  const venue = await venueFact(tx, districtId, code)
  if (!managesVenue(actor, venue, roles)) throw problem('notFound')
  return venue
}
