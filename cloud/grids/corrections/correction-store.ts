import { sql, type Selectable } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { GridCorrection } from '../../platform/database/schema'
import { gridRange } from '../core/area-codes'

export type StoredCorrection = Omit<Selectable<GridCorrection>, 'district_id'>

const columns = [
  'id',
  'account_id',
  'building_code',
  'shown_grid',
  'said',
  'state',
  'answer',
  'decided_by',
  'created_at',
  'decided_at',
] as const

/** Returns the account's open correction about a building, if there is one, locked. */
export const openCorrection = (
  tx: Tx,
  districtId: number,
  accountId: string,
  buildingCode: string,
): Promise<StoredCorrection | undefined> =>
  tx
    .selectFrom('grid_correction')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('building_code', '=', buildingCode)
    .where('state', '=', sql.lit('open'))
    .select(columns)
    .forUpdate()
    .executeTakeFirst()

export const insertCorrection = (
  tx: Tx,
  districtId: number,
  {
    id,
    accountId,
    buildingCode,
    shownGrid,
    said,
    at,
  }: { id: string; accountId: string; buildingCode: string; shownGrid: string; said: string; at: Date },
): Promise<StoredCorrection> =>
  tx
    .insertInto('grid_correction')
    .values({
      district_id: districtId,
      id,
      account_id: accountId,
      building_code: buildingCode,
      shown_grid: shownGrid,
      said,
      state: 'open',
      created_at: at,
    })
    .returning(columns)
    .executeTakeFirstOrThrow()

export const sayAgain = (tx: Tx, districtId: number, id: string, said: string): Promise<StoredCorrection> =>
  tx
    .updateTable('grid_correction')
    .set({ said })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()

/** Returns one correction, locked. */
export const lockCorrection = (tx: Tx, districtId: number, id: string): Promise<StoredCorrection | undefined> =>
  tx.selectFrom('grid_correction').where('district_id', '=', districtId).where('id', '=', id).select(columns).forUpdate().executeTakeFirst()

export const decideCorrection = (
  tx: Tx,
  districtId: number,
  id: string,
  { state, answer, by, at }: { state: 'corrected' | 'kept'; answer: string; by: string | null; at: Date },
): Promise<StoredCorrection> =>
  tx
    .updateTable('grid_correction')
    .set({ state, answer, decided_by: by, decided_at: at })
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .returning(columns)
    .executeTakeFirstOrThrow()

export interface Position {
  open: boolean
  createdAt: Date
  id: string
}

/** Returns corrections about grids of some areas: open ones first, newest first within each group. */
export async function correctionsIn(
  tx: Tx,
  districtId: number,
  areas: readonly string[],
  { after, limit }: { after: Position | null; limit: number },
): Promise<StoredCorrection[]> {
  const part = (open: boolean, before: Position | null, most: number) => {
    let rows = tx
      .selectFrom('grid_correction')
      .where('district_id', '=', districtId)
      .where((eb) =>
        eb.or(
          areas.map((area) => {
            const { first, last } = gridRange(area)
            return eb.and([eb('shown_grid', '>=', first), eb('shown_grid', '<=', last)])
          }),
        ),
      )
      .where('state', open ? '=' : '!=', sql.lit('open'))
    if (before !== null) rows = rows.where((eb) => eb(eb.refTuple('created_at', 'id'), '<', eb.tuple(before.createdAt, before.id)))
    return rows.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(most).select(columns).execute()
  }
  const open = after === null || after.open ? await part(true, after, limit) : []
  const left = limit - open.length
  return left === 0 ? open : [...open, ...(await part(false, after?.open === false ? after : null, left))]
}

/** Returns the grid of a building that is not retired, and locks the building. */
export async function lockBuilding(tx: Tx, districtId: number, code: string) {
  return tx
    .selectFrom('building')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'grid_code as gridCode'])
    .forUpdate()
    .executeTakeFirst()
}

export async function moveBuilding(tx: Tx, districtId: number, code: string, gridCode: string): Promise<void> {
  await tx.updateTable('building').set({ grid_code: gridCode }).where('district_id', '=', districtId).where('code', '=', code).execute()
}
