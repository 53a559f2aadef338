import type { Tx } from '../../platform/database/database'
import { reference } from '../../platform/snapshot/snapshot'
import { worksForUnit } from '../core/grid-look-ups'
import { staffPart, type Staff } from '../reference/staff'
import { leavesOf, type Leave } from './leave-store'

/** Somebody asked about in a grid: a leave from one grid is none from another, as long as they are in the team of both. */
interface Asked {
  staffCode: string
  gridCode: string
}

/** Who stands in for somebody on leave; null when nobody in particular does. `until` is the first end of the leaves that lead there. */
export interface Cover {
  standIn: string | null
  until: Date
}

export const askedKey = ({ staffCode, gridCode }: Asked) => `${staffCode}@${gridCode}`

/** Returns whether a leave is from the work somebody has in a grid: that of its team, or that of their unit. */
export const isFromWorkIn = (
  { gridCode: from, staffCode }: Pick<Leave, 'gridCode' | 'staffCode'>,
  gridCode: string,
  gridsOf: ReadonlyMap<string, readonly string[]>,
): boolean => from === gridCode || !(gridsOf.get(staffCode) ?? []).includes(gridCode)

/**
 * Returns who stands in at `at` for those asked about who are on leave then, by `askedKey`; whoever is at work has no entry. The stand-in of
 * a stand-in who is on leave too stands in for both.
 */
export async function standInsOf(tx: Tx, districtId: number, asked: readonly Asked[], at: Date): Promise<Map<string, Cover>> {
  const staff = await reference(tx, districtId, staffPart)
  const covers = new Map<string, Cover>()
  let open = asked.map((one) => ({ key: askedKey(one), ...one }))
  // Each round goes on to another person; the number of rounds bounds a circle, which leaves that were filed one by one cannot make.
  for (let round = 0; open.length > 0 && round < 10; round += 1) {
    const leaves = await leavesOf(
      tx,
      districtId,
      open.map(({ staffCode }) => staffCode),
      at,
    )
    const next: typeof open = []
    for (const one of open) {
      const own = (leave: Leave) =>
        leave.staffCode === one.staffCode && leave.from <= at && isFromWorkIn(leave, one.gridCode, staff.gridsOf)
      const leave = leaves.find(own)
      if (leave === undefined) continue
      const standIn = leave.standInCode !== null && mayStandIn(staff, leave, one.gridCode) ? leave.standInCode : null
      const before = covers.get(one.key)
      covers.set(one.key, { standIn, until: before !== undefined && before.until < leave.until ? before.until : leave.until })
      if (standIn !== null) next.push({ ...one, staffCode: standIn })
    }
    open = next
  }
  return covers
}

/** Returns the stand-in of each of those asked about, in their order; null for whoever is at work, or away with nobody in particular. */
export async function standInCodes(tx: Tx, districtId: number, asked: readonly Asked[], at: Date): Promise<(string | null)[]> {
  const covers = await standInsOf(tx, districtId, asked, at)
  return asked.map((one) => covers.get(askedKey(one))?.standIn ?? null)
}

/** Returns whether the stand-in of a leave is still there and works in a grid. */
function mayStandIn({ teams, byCode }: Staff, { gridCode: from, standInCode }: Leave, gridCode: string): boolean {
  if (from !== null) return from === gridCode && (teams.get(gridCode) ?? []).some(({ staffCode }) => staffCode === standInCode)
  const who = standInCode === null ? undefined : byCode.get(standInCode)
  return who !== undefined && worksForUnit(who, gridCode)
}
