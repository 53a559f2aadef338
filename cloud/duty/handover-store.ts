import type { Tx } from '../platform/database/database'

interface InGrid {
  districtId: number
  gridCode: string
}

/** Gives a team member another place and title. */
export async function setRank(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, rank: number, title: string): Promise<void> {
  await tx
    .updateTable('team_member')
    .set({ place: rank, title })
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('staff_code', '=', staffCode)
    .execute()
}

/** Gives a role over the grid, again if it had been taken. */
export async function addRole(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, role: string): Promise<void> {
  await tx
    .insertInto('staff_role')
    .values({ district_id: districtId, staff_code: staffCode, role, area_code: gridCode })
    .onConflict((held) => held.columns(['district_id', 'staff_code', 'role', 'area_code']).doUpdateSet({ retired_at: null }))
    .execute()
}

/** Takes a role over exactly this grid; one held over a wider area stays. */
export async function removeRole(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, role: string, now: Date): Promise<void> {
  await tx
    .updateTable('staff_role')
    .set({ retired_at: now })
    .where('district_id', '=', districtId)
    .where('staff_code', '=', staffCode)
    .where('role', '=', role)
    .where('area_code', '=', gridCode)
    .where('retired_at', 'is', null)
    .execute()
}

interface HandoverRow extends InGrid {
  id: string
  fromStaff: string | null
  toStaff: string
  reason: string
  at: Date
}

/** Writes one line of the card's history. */
export async function insertHandover(tx: Tx, { districtId, gridCode, id, fromStaff, toStaff, reason, at }: HandoverRow): Promise<void> {
  await tx
    .insertInto('handover')
    .values({ district_id: districtId, id, grid_code: gridCode, from_staff: fromStaff, to_staff: toStaff, reason, at })
    .execute()
}

/** Accounts that live in the grid, wrote to its team or wait for a case in it, each once. */
export async function residentsOf(tx: Tx, { districtId, gridCode }: InGrid): Promise<string[]> {
  const rows = await tx
    .selectFrom('home as h')
    .innerJoin('building as b', (join) => join.onRef('b.district_id', '=', 'h.district_id').onRef('b.code', '=', 'h.building_code'))
    .where('h.district_id', '=', districtId)
    .where('b.grid_code', '=', gridCode)
    .where('h.ended_at', 'is', null)
    .select('h.account_id')
    .union(tx.selectFrom('conversation').where('district_id', '=', districtId).where('grid_code', '=', gridCode).select('account_id'))
    .union(
      tx
        .selectFrom('request')
        .where('district_id', '=', districtId)
        .where('grid_code', '=', gridCode)
        .where('closed_at', 'is', null)
        .select('account_id'),
    )
    .execute()
  return rows.map((row) => row.account_id)
}
