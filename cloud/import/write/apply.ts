import { randomInt } from 'node:crypto'
import { gramsOf } from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import { gatheredWrite } from '../../platform/database/gathered-writes'
import type { Difference } from './difference'
import { applyOrganisations } from './organisations'
import { upsert } from './upsert'
import { portions } from './portions'
import { touchCards } from './retire'
import { touchParts } from './touch-parts'
import type { RowOf, Sheet } from '../rows/rows'

const base62 = Array.from('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz')
/** Returns 22 base62 characters: 131 random bits, so that a door or check-in code cannot be guessed from another. */
const newCodeToken = () => Array.from({ length: 22 }, () => base62[randomInt(62)] ?? '').join('')

/** Writes the rows that a difference adds or changes (`edition` numbers this state of the directory); `retire` handles the rest. */
export async function apply(
  tx: Tx,
  district: { id: number; name: string },
  changes: Difference,
  now: Date,
  edition: number,
): Promise<void> {
  const districtId = district.id
  const kept = { district_id: districtId, retired_at: null }
  const fresh = <S extends Sheet>(sheet: S): RowOf<S>[] => {
    const { added, changed } = changes[sheet]
    return [...added, ...changed.map(({ row }) => row)] as RowOf<S>[]
  }
  await tx
    .insertInto('district')
    .values({ district_id: districtId, name: district.name, version: 0, imported_at: now })
    .onConflict((on) => on.column('district_id').doNothing())
    .execute()

  const areas = fresh('area').sort((a, b) => a.code.length - b.code.length)
  await upsert(
    tx,
    'area',
    ['district_id', 'code'],
    areas.map((row) => ({ ...row, ...kept })),
  )
  await upsert(
    tx,
    'grid',
    ['district_id', 'code'],
    fresh('grid').map((row) => ({ district_id: districtId, ...gridValues(row), updated_at: now })),
  )
  for (const some of portions(fresh('building'))) {
    await upsert(
      tx,
      'building',
      ['district_id', 'code'],
      some.map((row) => ({ ...row, ...kept, grams: gramsOf(row), units: JSON.stringify(row.units), door_token: newCodeToken() })),
      ['door_token'],
    )
  }
  await upsert(
    tx,
    'department',
    ['district_id', 'code'],
    fresh('department').map((row) => ({ ...row, ...kept, duties: JSON.stringify(row.duties) })),
  )
  await upsert(
    tx,
    'branch',
    ['district_id', 'code'],
    fresh('branch').map(({ grid_codes: _, ...row }) => ({ ...row, ...kept })),
  )
  for (const { code, grid_codes: gridCodes } of fresh('branch')) await linkBranch(tx, districtId, code, gridCodes)
  await upsert(
    tx,
    'staff',
    ['district_id', 'code'],
    fresh('staff').map((row) => ({ ...row, ...kept })),
  )
  await upsert(
    tx,
    'staff_role',
    ['district_id', 'staff_code', 'role', 'area_code'],
    fresh('staff_role').map((row) => ({ ...row, ...kept })),
  )
  await upsert(
    tx,
    'team_member',
    ['district_id', 'grid_code', 'staff_code'],
    fresh('team_member').map((row) => ({ ...row, ...kept })),
  )
  await upsert(
    tx,
    'category',
    ['district_id', 'code'],
    fresh('category').map((row) => ({ ...categoryValues(row), ...kept })),
  )
  await upsert(
    tx,
    'emergency',
    ['district_id', 'code'],
    fresh('emergency').map((row) => ({
      ...row,
      district_id: districtId,
      words: JSON.stringify(row.words),
      phones: JSON.stringify(row.phones),
    })),
  )
  await upsert(
    tx,
    'synonym',
    ['district_id', 'code'],
    fresh('synonym').map((row) => ({
      ...row,
      district_id: districtId,
      names: JSON.stringify(row.names),
      words: JSON.stringify(row.words),
    })),
  )
  await upsert(
    tx,
    'dispatch_rule',
    ['district_id', 'code'],
    fresh('dispatch_rule').map((row) => ({
      ...row,
      ...kept,
      edition,
      kinds: JSON.stringify(row.kinds),
      co_unit_codes: JSON.stringify(row.co_unit_codes),
      handling: row.handling === null ? null : JSON.stringify(row.handling),
    })),
  )
  await applyOrganisations(tx, districtId, changes.organisation, now)
  await upsert(
    tx,
    'venue',
    ['district_id', 'code'],
    fresh('venue').map((row) => ({ ...row, ...kept, hours: JSON.stringify(row.hours), check_in_token: newCodeToken() })),
    ['check_in_token'],
  )
  // Changed rules of an existing service are written together with its slots, by `applyServices`.
  await upsert(
    tx,
    'service',
    ['district_id', 'code'],
    fresh('service').map((row) => ({ ...row, ...kept, rules: JSON.stringify(row.rules) })),
    ['rules'],
  )

  await touchCards(tx, districtId, changes, now)
  await markImported(tx, [{ ...district, at: now }])
  await touchParts(tx, districtId, changes)
}

/** Says that a district was imported, just before the commit: small commands wait for its row no longer than for each other. */
const markImported = gatheredWrite<{ id: number; name: string; at: Date }>(
  async (tx, districts) => {
    for (const { id, name, at } of districts) {
      await tx
        .updateTable('district')
        .set((eb) => ({ name, version: eb('version', '+', 1), imported_at: at }))
        .where('district_id', '=', id)
        .execute()
    }
  },
  { last: true },
)

function gridValues({ rings, duty, ...row }: RowOf<'grid'>) {
  const [lngs, lats] = [rings.flat().map(([lng]) => lng), rings.flat().map(([, lat]) => lat)]
  return {
    ...row,
    rings: JSON.stringify(rings),
    duty: JSON.stringify(duty),
    min_lng: Math.min(...lngs),
    min_lat: Math.min(...lats),
    max_lng: Math.max(...lngs),
    max_lat: Math.max(...lats),
  }
}

const categoryValues = (row: RowOf<'category'>) => ({
  ...row,
  kinds: JSON.stringify(row.kinds),
  emergency: row.emergency === null ? null : JSON.stringify(row.emergency),
  questions: JSON.stringify(row.questions),
  acceptance: JSON.stringify(row.acceptance),
  handling: JSON.stringify(row.handling),
})

/** Sets the grids a branch serves; links that ended are deleted, because they are no records of their own. */
async function linkBranch(tx: Tx, districtId: number, code: string, gridCodes: readonly string[]): Promise<void> {
  const links = gridCodes.map((gridCode) => ({ district_id: districtId, branch_code: code, grid_code: gridCode }))
  let ended = tx.deleteFrom('branch_grid').where('district_id', '=', districtId).where('branch_code', '=', code)
  if (links.length > 0) ended = ended.where('grid_code', 'not in', gridCodes)
  await ended.execute()
  if (links.length > 0) {
    await tx
      .insertInto('branch_grid')
      .values(links)
      .onConflict((on) => on.columns(['district_id', 'branch_code', 'grid_code']).doNothing())
      .execute()
  }
}
