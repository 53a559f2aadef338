import { sql } from 'kysely'
import type { Tx } from '../platform/database/database'

/**
 * Homes with their grid, joined with the notices whose audience contains that grid. An area contains the grids whose code begins with its
 * own, expressed as a range of 15-digit codes, which the index serves.
 */
const reached = (tx: Tx, districtId: number, noticeIds: readonly string[]) =>
  tx
    .selectFrom('notice_area as na')
    .innerJoin('building as b', (join) =>
      join
        .onRef('b.district_id', '=', 'na.district_id')
        .on(sql<boolean>`b.grid_code between rpad(na.area_code, 15, '0') and rpad(na.area_code, 15, '9')`),
    )
    .innerJoin('home as h', (join) => join.onRef('h.district_id', '=', 'b.district_id').onRef('h.building_code', '=', 'b.code'))
    .where('na.district_id', '=', districtId)
    .where('na.notice_id', 'in', noticeIds)
    .where('h.ended_at', 'is', null)

/** Returns how many accounts have a home in each notice's audience; a notice that reaches nobody has no entry. */
export async function reachOf(tx: Tx, districtId: number, noticeIds: readonly string[]): Promise<Map<string, number>> {
  if (noticeIds.length === 0) return new Map()
  const rows = await reached(tx, districtId, noticeIds)
    .select(({ fn }) => ['na.notice_id as id', fn.count<number>('h.account_id').distinct().as('accounts')])
    .groupBy('na.notice_id')
    .execute()
  return new Map(rows.map(({ id, accounts }) => [id, accounts]))
}

/** Returns accounts with a home in the audience, ordered by id, each once; at most `limit` after `after`. */
export async function accountsReached(
  tx: Tx,
  districtId: number,
  noticeId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await reached(tx, districtId, [noticeId])
    .$if(after !== null, (query) => query.where('h.account_id', '>', after ?? ''))
    .select('h.account_id')
    .distinct()
    .orderBy('h.account_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.account_id)
}

/** Returns accounts that have read a notice, ordered by id; at most `limit` after `after`. */
export async function accountsThatRead(
  tx: Tx,
  districtId: number,
  noticeId: string,
  after: string | null,
  limit: number,
): Promise<string[]> {
  const rows = await tx
    .selectFrom('notice_reader')
    .where('district_id', '=', districtId)
    .where('notice_id', '=', noticeId)
    .$if(after !== null, (query) => query.where('account_id', '>', after ?? ''))
    .select('account_id')
    .orderBy('account_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.account_id)
}

/**
 * Selects the areas that contain an account's homes, those of `otherwise` for an account without a home, and those of `also`: what anybody
 * may list of a grid, whoever lives elsewhere may, too.
 */
export const areasOfHomes = (
  districtId: number,
  accountId: string,
  { otherwise, also }: { otherwise: readonly string[]; also: readonly string[] },
) =>
  sql<string[]>`coalesce((
    select array_agg(left(b.grid_code, digits))
    from home h join building b on b.district_id = h.district_id and b.code = h.building_code
    cross join (values (6), (9), (12), (15)) as area (digits)
    where h.district_id = ${districtId} and h.account_id = ${accountId} and h.ended_at is null
  ), ${otherwise}::text[]) || ${also}::text[]`
