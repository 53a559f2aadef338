import { handlingRoles, type StaffRole } from '@doorstep/contract/roles'
import { secretariesOf } from '../../branches/api'
import { staffFacts, teamOf, worksForUnit } from '../../grids/api'
import type { CoreContext } from '../../platform/context/call'
import { reassignable } from '../actions/handover'
import { withParts } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import { handOnFor } from './hand-on'
import { lockedCasesHeldBy } from './held-store'
import { handReviewsOn } from './reviews'

/** Hands on all that somebody cannot do any more, who has left or works elsewhere now: their requests, and disputes they were to decide. */
export async function handOnDeparted(context: CoreContext, staffCode: string): Promise<void> {
  const { tx, districtId } = context
  const held = (await lockedCasesHeldBy(tx, districtId, staffCode)).filter(({ state }) => reassignable.includes(state))
  for (const row of await withParts(tx, districtId, held))
    if (!(await worksOn(context, row, staffCode))) await handOnFor(context, row, undefined, { isTold: true, because: '办理人调离' })
  await handReviewsOn(context, staffCode)
}

/** Returns whether somebody still works where a request is: for its unit, in the team of its grid, over its area, or for its branch. */
async function worksOn(
  { tx, districtId }: CoreContext,
  { grid_code: gridCode, unit_code: unit }: StoredRequest,
  staffCode: string,
): Promise<boolean> {
  const who = (await staffFacts(tx, districtId, [staffCode])).get(staffCode)
  if (who === undefined || who.retired) return false
  if ((await teamOf(tx, districtId, gridCode)).some((mate) => mate.staffCode === staffCode)) return true
  if (unit !== null) return who.departmentCode === unit && worksForUnit(who, gridCode)
  const covers = who.roles.some(({ role, area }) => (handlingRoles as readonly StaffRole[]).includes(role) && gridCode.startsWith(area))
  return covers || (await secretariesOf(tx, districtId, gridCode)).some(({ code }) => code === staffCode)
}
