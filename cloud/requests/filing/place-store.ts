import { sql } from 'kysely'
import * as v from 'valibot'
import { absencesIn } from '../../grids/api'
import type { Tx } from '../../platform/database/database'

const Units = v.array(v.string())

interface Asked {
  accountId: string
  /** Undefined for the building of the account's current home. */
  buildingCode: string | undefined
  at: Date
  /**
   * Whether to lock the building's grid until the transaction ends, together with others who file: a hand-over of the grid, which moves what
   * its member handles, comes before all of this transaction or after it.
   */
  lock: boolean
}

/** Returns where somebody files, in one statement: the building, its grid's absences, their current home, their name and phone. */
export async function filingPlace(tx: Tx, districtId: number, { accountId, buildingCode, at, lock }: Asked) {
  const row = await tx
    .selectFrom('building')
    .innerJoin('grid', (on) => on.onRef('grid.district_id', '=', 'building.district_id').onRef('grid.code', '=', 'building.grid_code'))
    .innerJoin('account', (on) => on.onRef('account.district_id', '=', 'building.district_id').on('account.id', '=', accountId))
    .leftJoin('home', (on) =>
      on
        .onRef('home.district_id', '=', 'account.district_id')
        .onRef('home.account_id', '=', 'account.id')
        .on('home.ended_at', 'is', null)
        .on('home.current', '=', sql.lit(true)),
    )
    .where('building.district_id', '=', districtId)
    .where((row) =>
      buildingCode === undefined ? row('building.code', '=', row.ref('home.building_code')) : row('building.code', '=', buildingCode),
    )
    .select(['building.code', 'building.name', 'building.address', 'building.grid_code', 'building.units', 'building.retired_at'])
    .select(['home.building_code as home_code', 'home.unit_sealed', 'home.room_sealed'])
    .select(['account.name as account_name', 'account.phone_sealed'])
    .select((row) => absencesIn(districtId, row.ref('building.grid_code'), at).as('absences'))
    .$if(lock, (place) => place.forShare('grid'))
    .executeTakeFirst()
  return row && { ...row, units: v.parse(Units, row.units) }
}
