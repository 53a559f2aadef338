import type { Insertable } from 'kysely'
import * as v from 'valibot'
import { gridRange } from '../grids/api'
import type { Tx } from '../platform/database/database'
import type { OddBatch } from '../platform/database/schema'
import { oddReasons } from '@doorstep/contract/ratings'

const Stored = v.object({
  why: v.picklist(Object.keys(oddReasons) as [keyof typeof oddReasons, ...(keyof typeof oddReasons)[]]),
  requests: v.array(v.object({ id: v.string(), number: v.string(), handler: v.nullable(v.string()) })),
})

/** Returns the ratings given in the app in a stretch of time, except those of 举报, whose rater nobody may know. */
export const ratingsBetween = (tx: Tx, districtId: number, from: Date, until: Date) =>
  tx
    .selectFrom('rating')
    .innerJoin('request', (on) => on.onRef('request.id', '=', 'rating.request_id').on('request.district_id', '=', districtId))
    .where('rating.district_id', '=', districtId)
    .where('rating.at', '>=', from)
    .where('rating.at', '<', until)
    .where('rating.account_id', 'is not', null)
    .where('request.anonymous', '=', false)
    .select(['rating.request_id', 'rating.account_id', 'rating.handler_code', 'rating.device', 'request.number', 'request.grid_code'])
    .orderBy('rating.at')
    .execute()

/** Inserts odd batches; returns those that were not known yet. */
export const insertBatches = (tx: Tx, rows: readonly Insertable<OddBatch>[]) =>
  tx
    .insertInto('odd_batch')
    .values(rows)
    .onConflict((held) => held.columns(['district_id', 'minute', 'why', 'about']).doNothing())
    .returning(['id', 'grid_code', 'minute', 'why'])
    .execute()

/** Returns the latest odd batches of areas, newest first. */
export async function latestBatches(tx: Tx, districtId: number, { areas, limit }: { areas: readonly string[]; limit: number }) {
  const rows = await tx
    .selectFrom('odd_batch')
    .where('district_id', '=', districtId)
    .where((row) => row.or(areas.map((area) => row.between('grid_code', gridRange(area).first, gridRange(area).last))))
    .orderBy('minute', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .select(['id', 'minute', 'why', 'requests'])
    .execute()
  return rows.map((row) => ({ ...row, ...v.parse(Stored, row) }))
}
