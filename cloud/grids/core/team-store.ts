import type { Tx } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'

interface InGrid {
  districtId: number
  gridCode: string
}

/** Sets the rank and title of a team member. */
export async function setRank(tx: Tx, { districtId, gridCode }: InGrid, staffCode: string, rank: number, title: string): Promise<void> {
  await tx
    .updateTable('team_member')
    .set({ place: rank, title })
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('staff_code', '=', staffCode)
    .execute()
  await touchReference(tx, districtId, 'staff')
}
