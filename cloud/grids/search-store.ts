import { sql } from 'kysely'
import type { Tx } from '../platform/database'
import { gridRange } from './area-codes'

export interface Found {
  code: string
  /** How many of the asked grams the building has. */
  overlap: number
  /** How much longer or shorter its name is than what was asked, in characters. */
  gap: number
}

interface Asked {
  grams: readonly string[]
  /** Characters of what was typed, normalised. */
  characters: number
  area: string
  after: Found | null
  limit: number
}

/** Live buildings that have every gram, best first. */
export const buildingsWithAll = (tx: Tx, districtId: number, asked: Asked): Promise<Found[]> =>
  ranked(tx, districtId, asked, '@>', asked.grams.length)

/** Live buildings that have at least `least` of the grams, best first. */
export const buildingsWithSome = (tx: Tx, districtId: number, asked: Asked, least: number): Promise<Found[]> =>
  ranked(tx, districtId, asked, '&&', least)

/** The GIN index serves both operators; what it finds is ranked by overlap, then by how near the name's length is, then by code. */
async function ranked(tx: Tx, districtId: number, { grams, characters, area, after, limit }: Asked, operator: '@>' | '&&', least: number) {
  const { first, last } = gridRange(area)
  const asked = sql`${[...grams]}::text[]`
  const overlap = operator === '@>' ? sql`${least}::int` : sql`cardinality(array(select unnest(grams) intersect select unnest(${asked})))`
  const { rows } = await sql<Found>`
    select code, overlap, gap from (
      select code, ${overlap} as overlap, abs(char_length(replace(name, ' ', '')) - ${characters}::int) as gap
      from building
      where district_id = ${districtId} and grams ${sql.raw(operator)} ${asked}
        and grid_code >= ${first} and grid_code <= ${last} and retired_at is null
    ) as found
    where overlap >= ${least}
      ${after === null ? sql`` : sql`and (-overlap, gap, code) > (${-after.overlap}::int, ${after.gap}::int, ${after.code}::text)`}
    order by overlap desc, gap, code
    limit ${limit}`.execute(tx)
  return rows
}

/** Live buildings of a grid, nearest to a point first. A degree of longitude is shorter the further north. */
export async function buildingsNear(
  tx: Tx,
  districtId: number,
  gridCode: string,
  { lng, lat }: { lng: number; lat: number },
  limit: number,
) {
  const shrink = Math.cos((lat * Math.PI) / 180)
  const rows = await tx
    .selectFrom('building')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('retired_at', 'is', null)
    .orderBy(sql`power((lng - ${lng}) * ${shrink}, 2) + power(lat - ${lat}, 2)`)
    .orderBy('code')
    .limit(limit)
    .select('code')
    .execute()
  return rows.map((row) => row.code)
}
