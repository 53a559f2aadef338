import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

/** Returns the branches in use that serve a grid, in code order. */
export function branchesOn(tx: Tx, districtId: number, gridCode: string) {
  return tx
    .selectFrom('branch_grid as bg')
    .innerJoin('branch as b', (join) => join.onRef('b.district_id', '=', 'bg.district_id').onRef('b.code', '=', 'bg.branch_code'))
    .where('bg.district_id', '=', districtId)
    .where('bg.grid_code', '=', gridCode)
    .where('b.retired_at', 'is', null)
    .select(['b.code', 'b.name', 'b.kind'])
    .orderBy('b.code')
    .execute()
}

/** Returns the median of first reply times since `since` in whole duty minutes, and the number of replies. */
export async function usualFirstReply(tx: Tx, districtId: number, gridCode: string, since: Date): Promise<{ minutes: number; of: number }> {
  const row = await tx
    .selectFrom('first_reply')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('at', '>=', since)
    .select(({ fn }) => [
      sql<number | null>`percentile_cont(0.5) within group (order by minutes)`.as('median'),
      fn.countAll<number>().as('of'),
    ])
    .executeTakeFirstOrThrow()
  return { minutes: Math.round(row.median ?? 0), of: row.of }
}
