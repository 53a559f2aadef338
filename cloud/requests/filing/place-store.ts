import { expressionBuilder, sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { absencesIn } from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'

const Units = v.array(v.string())

interface Asked {
  accountId: string
  /** Undefined for the building of the account's home: `homeId`, else the current one. */
  buildingCode: string | undefined
  homeId: string | undefined
  at: Date
  /**
   * Whether to lock the building's grid until the transaction ends, together with others who file: a hand-over or a leave
   * (`lockGridFromFiling`) comes before all of this transaction or after it. Nobody else who changes the grid, as an import does for long, is
   * waited for.
   */
  lock: boolean
}

const FilersHome = v.object({
  id: v.string(),
  building_code: v.string(),
  unit_sealed: v.nullable(v.string()),
  room_sealed: v.nullable(v.string()),
  current: v.boolean(),
})
export type FilersHome = v.InferOutput<typeof FilersHome>

/** Returns where somebody files, in one statement: the building, their homes, their name and phone; its grid's absences unless it is locked. */
export async function filingPlace(tx: Tx, districtId: number, { accountId, buildingCode, homeId, at, lock }: Asked) {
  const homes = expressionBuilder<DB>()
    .selectFrom('home')
    .where('home.district_id', '=', districtId)
    .where('home.account_id', '=', accountId)
    .where('home.ended_at', 'is', null)
  const named = homeId === undefined ? homes.where('home.current', '=', sql.lit(true)) : homes.where('home.id', '=', homeId)
  const row = await tx
    .selectFrom('building')
    .innerJoin('grid', (on) => on.onRef('grid.district_id', '=', 'building.district_id').onRef('grid.code', '=', 'building.grid_code'))
    .innerJoin('account', (on) => on.onRef('account.district_id', '=', 'building.district_id').on('account.id', '=', accountId))
    .where('building.district_id', '=', districtId)
    .where((row) =>
      buildingCode === undefined ? row('building.code', '=', named.select('home.building_code')) : row('building.code', '=', buildingCode),
    )
    .select(['building.code', 'building.name', 'building.address', 'building.grid_code', 'building.units', 'building.retired_at'])
    .select(
      jsonArrayFrom(homes.select(['home.id', 'home.building_code', 'home.unit_sealed', 'home.room_sealed', 'home.current'])).as('homes'),
    )
    .select(['account.name as account_name', 'account.phone_sealed'])
    .$if(!lock, (place) => place.select((row) => absencesIn(districtId, row.ref('building.grid_code'), at).as('absences')))
    .$if(lock, (place) => place.forKeyShare('grid'))
    .executeTakeFirst()
  return row && { ...row, units: v.parse(Units, row.units), homes: v.parse(v.array(FilersHome), row.homes) }
}
