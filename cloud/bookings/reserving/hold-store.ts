import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { asBooking, type StoredBooking } from '../core/bookings-store'

/** Returns an account's holds that were not ended yet, expired ones included: at most one it made, and its offers. */
export async function holdsOf(tx: Tx, districtId: number, accountId: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('state', '=', sql.lit('held'))
    .select(columns.booking)
    .orderBy('id')
    .execute()
  return rows.map(asBooking)
}

/** Changes the seats of a hold; returns null when it is none any more. */
export async function resizeHeld(
  tx: Tx,
  districtId: number,
  id: string,
  changes: { seats: number; updated_at: Date },
): Promise<StoredBooking | null> {
  const row = await tx
    .updateTable('booking')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('state', '=', sql.lit('held'))
    .set(changes)
    .returning(columns.booking)
    .executeTakeFirst()
  return row === undefined ? null : asBooking(row)
}

/** Selects the slots of the holds an account made itself; an offer elsewhere stays as it is. */
export const slotsHeld = (tx: Tx, districtId: number, accountId: string) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('waiting_id', 'is', null)
    .where('state', '=', sql.lit('held'))
    .select('slot_id')

/** Returns how many wait for a slot. */
export async function waitingCount(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', '=', sql.lit('waiting'))
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
