import type { Tx } from '../platform/database/database'

interface InGrid {
  districtId: number
  gridCode: string
}

interface HandoverRow extends InGrid {
  id: string
  fromStaff: string | null
  toStaff: string
  reason: string
  at: Date
}

/** Inserts one entry of the grid card's history. */
export async function insertHandover(tx: Tx, { districtId, gridCode, id, fromStaff, toStaff, reason, at }: HandoverRow): Promise<void> {
  await tx
    .insertInto('handover')
    .values({ district_id: districtId, id, grid_code: gridCode, from_staff: fromStaff, to_staff: toStaff, reason, at })
    .execute()
}

/** Returns accounts that have a home in the grid, wrote to its team or have an open request in it, each once; a 举报 counts for nothing. */
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
        .where('anonymous', '=', false)
        .select('account_id'),
    )
    .execute()
  return rows.map((row) => row.account_id)
}
