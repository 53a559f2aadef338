import type { Insertable } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { Rating } from '../../platform/database/schema'

/** Inserts a rating; returns false when that round of the request has one already. */
export async function insertRating(tx: Tx, rating: Insertable<Rating>): Promise<boolean> {
  const put = await tx
    .insertInto('rating')
    .values(rating)
    .onConflict((held) => held.columns(['district_id', 'request_id', 'round']).doNothing())
    .returning('id')
    .executeTakeFirst()
  return put !== undefined
}
