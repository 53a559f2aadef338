import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { onLeaveBetween } from '../../grids/api'
import type { RuleContext } from '../../platform/context/call'
import { nearestManagers } from './managers'
import type { ServiceAndVenue } from './service-and-venue'
import type { StoredBooking } from './bookings-store'

/** Who may be sent to a home visit: those near its place, and whether they are on leave then. */
export async function helpersOf(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  { starts_at: from, ends_at: until }: Pick<StoredBooking, 'starts_at' | 'ends_at'>,
  { venue, service }: ServiceAndVenue,
): Promise<StaffBooking['helpers']> {
  const near = await nearestManagers(tx, districtId, venue, service)
  const codes = near.map(({ code }) => code)
  const away = await onLeaveBetween(tx, districtId, codes, { from, until })
  return near.map((keeper) => ({ ...keeper, onLeave: away.has(keeper.code) }))
}
