import { bookingStatesWhere, openBookingStates } from '@doorstep/contract/bookings/words'
import { sql, type SqlBool } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { asBooking, type StoredBooking } from '../core/bookings-store'

export type After = { at: string; id: string } | null

/** Returns the running holds and offers of an account, the first to end first. */
export async function runningHolds(tx: Tx, districtId: number, accountId: string, now: Date): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('state', '=', sql.lit('held'))
    .where('held_until', '>', now)
    .select(columns.booking)
    .orderBy('held_until')
    .execute()
  return rows.map(asBooking)
}

const own = (tx: Tx, districtId: number, accountId: string) =>
  tx.selectFrom('booking').where('district_id', '=', districtId).where('account_id', '=', accountId).select(columns.booking)

/** Returns an account's open bookings by their beginning. */
export async function aheadOf(tx: Tx, districtId: number, accountId: string, after: After, limit: number): Promise<StoredBooking[]> {
  const rows = await own(tx, districtId, accountId)
    .where('state', 'in', literals(openBookingStates))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(starts_at, id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('starts_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(asBooking)
}

/** Returns all bookings of an account, in any state, by their beginning, latest first. */
export async function allOf(tx: Tx, districtId: number, accountId: string, after: After, limit: number): Promise<StoredBooking[]> {
  const rows = await own(tx, districtId, accountId)
    .where('state', 'in', literals(bookingStatesWhere(({ made }) => made)))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(starts_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('starts_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(asBooking)
}
