import { sql } from 'kysely'
import { inTransaction } from '../platform/database/database'
import type { Sweep } from '../platform/jobs/sweep'

/** Released holds are kept for a week. */
const keptMs = 7 * 24 * 3_600_000
const holdsAtOnce = 1000

/**
 * Deletes holds released more than a week ago, with their events; nothing else refers to a hold that never became a booking. Waiting-list
 * entries and queue numbers stay: the figures count them.
 */
export const sweepBookings: Sweep = async (db, districtId, now) => {
  const before = new Date(now.getTime() - keptMs)
  for (;;) {
    const rows = await db
      .selectFrom('booking')
      .where('district_id', '=', districtId)
      .where('state', '=', sql.lit('released'))
      .where('ended_at', '<', before)
      .select('id')
      .limit(holdsAtOnce)
      .execute()
    if (rows.length === 0) return
    const ids = rows.map(({ id }) => id)
    await inTransaction(db, async (tx) => {
      await tx.deleteFrom('booking_event').where('district_id', '=', districtId).where('booking_id', 'in', ids).execute()
      await tx.deleteFrom('booking').where('district_id', '=', districtId).where('id', 'in', ids).execute()
    })
  }
}
