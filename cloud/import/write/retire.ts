import { handOver } from '../../duty/api'
import { endToldAsStaff } from '../../notifications/api'
import { endStanding } from '../../platform/database/staff'
import type { Tx } from '../../platform/database/database'
import { groupBy } from '../check/references'
import type { Difference } from './difference'
import type { DistrictRows } from '../rows/rows'
import { portions } from './portions'
import { codedSheets } from './stored'
import { touchParts } from './touch-parts'

/** Retires what the files no longer contain. A retired staff member's account can be bound to another staff code. */
export async function retire(tx: Tx, districtId: number, changes: Difference, now: Date): Promise<void> {
  const leaving = [...new Set([...changes.staff.retired.map(({ code }) => code), ...rolesEnded(changes)])]
  for (const some of portions(leaving)) await endStanding(tx, districtId, some)
  for (const sheet of codedSheets) {
    const codes = changes[sheet].retired.map(({ code }) => code)
    for (const some of portions(codes)) {
      await tx.updateTable(sheet).set({ retired_at: now }).where('district_id', '=', districtId).where('code', 'in', some).execute()
      if (sheet !== 'staff') continue
      await tx.updateTable('staff').set({ account_id: null }).where('district_id', '=', districtId).where('code', 'in', some).execute()
    }
  }
  // Nothing refers to these: a row that is gone leaves nothing behind, and its code may be used again.
  for (const sheet of ['emergency', 'synonym'] as const)
    for (const some of portions(changes[sheet].retired.map(({ code }) => code)))
      await tx.deleteFrom(sheet).where('district_id', '=', districtId).where('code', 'in', some).execute()
  for (const { staff_code: staffCode, role, area_code: areaCode } of changes.staff_role.retired) {
    await tx
      .updateTable('staff_role')
      .set({ retired_at: now })
      .where('district_id', '=', districtId)
      .where('staff_code', '=', staffCode)
      .where('role', '=', role)
      .where('area_code', '=', areaCode)
      .execute()
  }
  for (const { grid_code: gridCode, staff_code: staffCode } of changes.team_member.retired) {
    await tx
      .updateTable('team_member')
      .set({ retired_at: now })
      .where('district_id', '=', districtId)
      .where('grid_code', '=', gridCode)
      .where('staff_code', '=', staffCode)
      .execute()
  }
  await touchParts(tx, districtId, changes)
}

/** Returns the staff who have left, lost a role or a place in a team, or work for another unit now. */
export const whoLeft = (changes: Difference): string[] => [
  ...new Set([
    ...changes.staff.retired.map(({ code }) => code),
    ...changes.staff.changed.flatMap(({ row, columns }) => (columns.includes('department_code') ? [row.code] : [])),
    ...rolesEnded(changes),
    ...changes.team_member.retired.map(({ staff_code: code }) => code),
  ]),
]

const rolesEnded = ({ staff_role: roles }: Difference) => roles.retired.map(({ staff_code: code }) => code)

/**
 * Ends all that was told to staff who lost an area that none of their roles covers any more, also about areas they keep: a notification does
 * not say its area. Call it before `retire` unbinds their accounts.
 */
export async function endStaffNotifications(
  tx: Tx,
  districtId: number,
  changes: Difference,
  { wanted, now }: { wanted: DistrictRows; now: Date },
): Promise<void> {
  const held = groupBy([...wanted.staff_role.values()], ({ staff_code: code }) => code)
  const lost = changes.staff_role.retired.filter(
    ({ staff_code: code, area_code: area }) => !(held.get(code) ?? []).some((role) => area.startsWith(role.area_code)),
  )
  for (const some of portions([...new Set(lost.map(({ staff_code: code }) => code))])) await endToldAsStaff(tx, districtId, some, now)
}

/** Updates the date of change shown on grid cards (滨州市社会治理网格化服务管理条例 art. 6) when a grid's name, team or branches change. */
export async function touchCards(tx: Tx, districtId: number, changes: Difference, now: Date): Promise<void> {
  const { area, team_member: team, branch, staff } = changes
  const members = new Set(staff.changed.map(({ row }) => row.code))
  const grids = new Set([
    ...area.changed.map(({ row }) => row.code),
    ...[...team.added, ...team.retired, ...team.changed.map(({ row }) => row)].map((member) => member.grid_code),
    ...[...branch.added, ...branch.retired, ...branch.changed.flatMap(({ row, before }) => [row, before])].flatMap((row) => row.grid_codes),
  ])
  for (const some of portions([...grids])) {
    await tx.updateTable('grid').set({ updated_at: now }).where('district_id', '=', districtId).where('code', 'in', some).execute()
  }
  for (const some of portions([...members])) {
    await tx
      .updateTable('grid')
      .set({ updated_at: now })
      .where('district_id', '=', districtId)
      .where('code', 'in', (eb) =>
        eb
          .selectFrom('team_member')
          .where('team_member.district_id', '=', districtId)
          .where('team_member.staff_code', 'in', some)
          .where('team_member.retired_at', 'is', null)
          .select('team_member.grid_code'),
      )
      .execute()
  }
}

const gridMembers = (rows: DistrictRows['team_member']) =>
  new Map([...rows.values()].filter(({ place }) => place === 0).map(({ grid_code: grid, staff_code: staff }) => [grid, staff]))

/**
 * Performs the handover (交接) of every remaining grid whose grid member changed: conversations and open requests move, residents are
 * notified. Returns the grids.
 */
export async function handOverChanged(
  tx: Tx,
  districtId: number,
  stored: DistrictRows,
  wanted: DistrictRows,
  now: Date,
): Promise<string[]> {
  const [before, after] = [gridMembers(stored.team_member), gridMembers(wanted.team_member)]
  const grids: string[] = []
  for (const [gridCode, toStaff] of after) {
    const fromStaff = before.get(gridCode) ?? null
    if (fromStaff === toStaff || !stored.grid.has(gridCode)) continue
    await handOver(tx, { districtId, gridCode, toStaff, fromStaff, reason: '网格员名册更新', now })
    grids.push(gridCode)
  }
  return grids
}
