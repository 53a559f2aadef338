import { unitRoles, type StaffRole } from '@doorstep/contract/roles'
import {
  deleteLeave,
  leavesOf,
  leavesWithStandIn,
  nameOfStaff,
  onLeaveBetween,
  staffFacts,
  teamOf,
  updateLeave,
  type Leave,
  type StaffFact,
} from '../grids/api'
import type { CoreContext } from '../platform/context/call'
import { handOnDeparted } from '../requests/api'
import { passWhistlesOn } from '../whistles/api'
import { matesOf, tell } from './leave-telling'

/**
 * Leaves nothing with staff who have left or work elsewhere now: their requests, disputes they were to decide, and leaves in which they
 * were to stand in go to somebody else; their own leaves end.
 */
export async function leaveNothingWith(context: CoreContext, staffCodes: readonly string[]): Promise<void> {
  for (const code of staffCodes) {
    await endOwnLeaves(context, code)
    await handOnDeparted(context, code)
    await passWhistlesOn(context, code, 'left')
  }
  const { tx, districtId, clock } = context
  for (const leave of await leavesWithStandIn(tx, districtId, staffCodes, clock.now())) await findStandIn(context, leave)
}

/** Ends the leaves of somebody who is in the team, or the unit, no more. */
async function endOwnLeaves({ tx, districtId, clock }: CoreContext, code: string): Promise<void> {
  const now = clock.now()
  const who = (await staffFacts(tx, districtId, [code])).get(code)
  for (const { id, from, gridCode, unitCode } of await leavesOf(tx, districtId, [code], now)) {
    if (unitCode !== null && who !== undefined && !who.retired && who.departmentCode === unitCode && hasUnitRole(who)) continue
    if (gridCode !== null && (await teamOf(tx, districtId, gridCode)).some(({ staffCode }) => staffCode === code)) continue
    if (from < now) await updateLeave(tx, districtId, id, { until_at: now, ended_at: now })
    else await deleteLeave(tx, districtId, id)
  }
}

const hasUnitRole = ({ roles }: StaffFact) => roles.some(({ role }) => (unitRoles as readonly StaffRole[]).includes(role))

/** Leaves the work of somebody on leave, whose stand-in has left their unit, to whoever of it is there; they are told, and so is whoever is away. */
async function leaveToUnit(context: CoreContext, leave: Leave): Promise<void> {
  await updateLeave(context.tx, context.districtId, leave.id, { stand_in_code: null })
  const name = await nameOfStaff(context.tx, context.districtId, leave.staffCode)
  const text = `原来代班的人已调离，${name}请假期间由单位里的人接手`
  await tell(context, leave, [leave.staffCode, ...(await matesOf(context, leave))], 'standIn:unit', {
    title: `${name}请假，由单位接手`,
    text,
  })
}

/** Finds another stand-in for a leave whose stand-in has left its team; where nobody is left, whoever is away is told. */
async function findStandIn(context: CoreContext, leave: Leave): Promise<void> {
  const { tx, districtId, clock } = context
  const { gridCode, staffCode, standInCode } = leave
  if (gridCode === null) {
    const who = standInCode === null ? undefined : (await staffFacts(tx, districtId, [standInCode])).get(standInCode)
    const stays = who !== undefined && !who.retired && who.departmentCode === leave.unitCode
    return stays ? undefined : leaveToUnit(context, leave)
  }
  const team = (await teamOf(tx, districtId, gridCode)).map((mate) => mate.staffCode)
  if (standInCode !== null && team.includes(standInCode)) return
  const others = team.filter((code) => code !== staffCode)
  const away = await onLeaveBetween(tx, districtId, others, {
    from: leave.from > clock.now() ? leave.from : clock.now(),
    until: leave.until,
  })
  const next = others.find((code) => !away.has(code))
  const when = `standIn:${next ?? 'nobody'}`
  if (next === undefined) {
    const text = '代班的人已调离，团队里没有别人可以代班，请提前结束请假，或者联系街道'
    return tell(context, leave, [staffCode], when, { title: '您的请假没有人代班了', text })
  }
  await updateLeave(tx, districtId, leave.id, { stand_in_code: next })
  const [name, heir] = [await nameOfStaff(tx, districtId, staffCode), await nameOfStaff(tx, districtId, next)]
  const text = `原来代班的人已调离，${name}请假期间改由${heir}代班`
  await tell(context, leave, [next, staffCode], when, { title: `${name}请假，由${heir}代班`, text })
}
