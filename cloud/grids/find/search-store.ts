import { sql, type RawBuilder } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { gridRange } from '../core/area-codes'

export interface Found {
  code: string
  /** Number of the query's terms the building has, where it need not have all. */
  rank: number
  /** Difference in length between the building's name and the query, in characters. */
  gap: number
}

export interface Asked {
  /** Number of characters a name like the query has. */
  characters: number
  area: string
  after: Found | null
  limit: number
}

/** Returns buildings in use that have every term of one of the ways to read a query, best first. */
export const buildingsWithAll = (tx: Tx, districtId: number, asked: Asked, ways: readonly (readonly string[])[]): Promise<Found[]> =>
  ranked(
    tx,
    districtId,
    asked,
    sql`(${sql.join(
      ways.map((terms) => sql`grams @> ${array(terms)}`),
      sql` or `,
    )})`,
    sql`0`,
    0,
  )

/** Returns buildings in use that have at least `least` of `loose`, best first. Only buildings with one of `probes` are ranked. */
export const buildingsWithSome = (
  tx: Tx,
  districtId: number,
  asked: Asked,
  { loose, least, probes }: { loose: readonly string[]; least: number; probes: readonly string[] },
): Promise<Found[]> => {
  // Each of a building's grams is there once, so that counting goes through them once, however many were typed.
  const overlap = sql`(select count(*)::int from unnest(grams) as own where own = any(${array(loose)}))`
  return ranked(tx, districtId, asked, sql`grams && ${array(probes)}`, overlap, least)
}

const array = (grams: readonly string[]) => sql`${[...grams]}::text[]`

/** Returns what the GIN index finds, ordered by rank, by the difference in length of the name, and by code. */
async function ranked(
  tx: Tx,
  districtId: number,
  { characters, area, after, limit }: Asked,
  has: RawBuilder<unknown>,
  rank: RawBuilder<unknown>,
  least: number,
): Promise<Found[]> {
  const { first, last } = gridRange(area)
  const { rows } = await sql<Found>`
    select code, rank, gap from (
      select code, ${rank} as rank, abs(char_length(replace(name, ' ', '')) - ${characters}::int) as gap
      from building
      where district_id = ${districtId} and ${has} and grid_code >= ${first} and grid_code <= ${last} and retired_at is null
      offset 0 -- or the rank would be worked out once per mention
    ) as found
    where rank >= ${least}::int ${after === null ? sql`` : sql`and (-rank, gap, code) > (${-after.rank}::int, ${after.gap}::int, ${after.code}::text)`}
    order by rank desc, gap, code
    limit ${limit}`.execute(tx)
  return rows
}

/** Returns buildings in use of a grid, nearest to a point first. A degree of longitude is shorter further north. */
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
