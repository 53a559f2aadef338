import { expressionBuilder, type Insertable, type Updateable } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { DB, Rating } from '../../platform/database/schema'

/** Selects the kind of phone of a session, to be kept with what was rated from it. */
const deviceOf = (districtId: number, sessionId: string) =>
  expressionBuilder<DB>()
    .selectFrom('session')
    .where('session.district_id', '=', districtId)
    .where('session.id', '=', sessionId)
    .select('session.device')
    .$asScalar()

/**
 * Inserts a rating, with the kind of phone of the session it came from; returns false when that round of the request has one already.
 */
export async function insertRating(tx: Tx, sessionId: string | null, rating: Insertable<Rating>): Promise<boolean> {
  const put = await tx
    .insertInto('rating')
    .values((row) => ({ ...rating, device: sessionId === null ? row.val(null) : deviceOf(rating.district_id, sessionId) }))
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
