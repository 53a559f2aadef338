import type { Tx } from '../../platform/database/database'
import { asBooking, type StoredBooking } from '../core/bookings-store'

/** An account's holds that nobody ended yet, lapsed ones included: at most one of its own, and what it is offered. */
export async function holdsOf(tx: Tx, districtId: number, accountId: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('state', '=', 'held')
    .selectAll()
    .orderBy('id')
    .execute()
  return rows.map(asBooking)
}

/** An account's hold of a slot, or its offer there, that still runs. */
export const runningHold = (tx: Tx, districtId: number, { accountId, slotId }: { accountId: string; slotId: string }, now: Date) =>
  tx
    .selectFrom('booking as b')
    .leftJoin('waiting as w', (on) => on.onRef('w.district_id', '=', 'b.district_id').onRef('w.id', '=', 'b.waiting_id'))
    .where('b.district_id', '=', districtId)
    .where('b.account_id', '=', accountId)
    .where('b.slot_id', '=', slotId)
    .where('b.state', '=', 'held')
    .where('b.held_until', '>', now)
    .select(['b.id', 'w.for_other'])
    .orderBy('b.id')
    .executeTakeFirst()

/** How many wait for a slot. */
export async function waitingCount(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', '=', 'waiting')
    .select((row) => row.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
