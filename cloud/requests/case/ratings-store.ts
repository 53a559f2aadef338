import type { Insertable, Updateable } from 'kysely'
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

export const updateRating = (tx: Tx, districtId: number, id: string, changes: Updateable<Rating>) =>
  tx.updateTable('rating').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()

/** Removes a rating that was a slip of the finger; the timeline keeps that there was one. */
export const deleteRating = (tx: Tx, districtId: number, id: string) =>
  tx.deleteFrom('rating').where('district_id', '=', districtId).where('id', '=', id).execute()
