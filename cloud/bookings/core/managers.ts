import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { venueRoles, type StaffRole } from '@doorstep/contract/roles'
import { onLeaveBetween, staffAround, staffFacts } from '../../grids/api'
import type { CoreContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import type { Grant } from '../../platform/process/actor'
import { managesService } from '../../services/api'
import type { ServiceFact, VenueFact } from '../../services/places/venues-and-services'
import type { LoadedBooking } from './loaded-booking'

type VenueArea = Pick<VenueFact, 'areaCode' | 'branchCode'>
type ProvidedService = Pick<ServiceFact, 'staffCode'>

interface Manager {
  code: string
  name: string
}

/**
 * Returns the managers of a service (`managesService`) nearest to its venue, in code order: staff of its branch and of its own area, grid
 * teams inside it, and the professional who gives the service; all its managers when nobody is near. They are notified of the work at the
 * venue and can be sent to home visits.
 */
export async function nearestManagers(tx: Tx, districtId: number, venue: VenueArea, service: ProvidedService): Promise<Manager[]> {
  const managers = (await possibleManagers(tx, districtId, venue, service)).filter(
    ({ code, name, grants }) => grants.length > 0 && managesService({ staff: { code, name }, grants }, venue, service),
  )
  const near = managers.filter(
    ({ code, grants }) =>
      code === service.staffCode ||
      grants.some(({ area, branch }) => area.startsWith(venue.areaCode) || (branch !== null && branch === venue.branchCode)),
  )
  return (near.length > 0 ? near : managers).map(({ code, name }) => ({ code, name }))
}

/** Returns the codes of the nearest managers, for notifying them. */
export const managersOf = async (tx: Tx, districtId: number, venue: VenueArea, service: ProvidedService): Promise<string[]> =>
  (await nearestManagers(tx, districtId, venue, service)).map(({ code }) => code)

/** Returns who may be sent to a home visit: the managers near its venue, and whether they are on leave then. */
export async function helpersOf(
  { tx, districtId }: Pick<CoreContext, 'tx' | 'districtId'>,
  { row: { starts_at: from, ends_at: until }, venue, service }: LoadedBooking,
): Promise<StaffBooking['helpers']> {
  const near = await nearestManagers(tx, districtId, venue, service)
  const codes = near.map(({ code }) => code)
  const away = await onLeaveBetween(tx, districtId, codes, { from, until })
  return near.map((manager) => ({ ...manager, onLeave: away.has(manager.code) }))
}

/**
 * Returns staff who may manage a venue by where they hold a role, with all those roles; and the professional of the service, with their
 * roles.
 */
async function possibleManagers(
  tx: Tx,
  districtId: number,
  { areaCode, branchCode }: VenueArea,
  { staffCode }: ProvidedService,
): Promise<(Manager & { grants: Grant[] })[]> {
  const around = await staffAround(tx, districtId, areaCode, branchCode)
  const giver = staffCode === null ? undefined : (await staffFacts(tx, districtId, [staffCode])).get(staffCode)
  const isNear = giver === undefined || giver.retired || around.some(({ code }) => code === giver.code)
  const staff = isNear ? around : [...around, giver].sort((a, b) => a.order - b.order)
  return staff.map(({ code, name, roles }) => ({
    code,
    name,
    grants: roles.filter(({ role }) => (venueRoles as readonly StaffRole[]).includes(role)).map((held) => ({ ...held, unit: null })),
  }))
}

/** Returns who comes to a home visit and how to reach them, so that the booker lets them in. */
export async function helperOf(tx: Tx, districtId: number, staffCode: string): Promise<{ name: string; phone: string } | null> {
  const helper = (await staffFacts(tx, districtId, [staffCode])).get(staffCode)
  return helper === undefined ? null : { name: helper.name, phone: helper.phone }
}
