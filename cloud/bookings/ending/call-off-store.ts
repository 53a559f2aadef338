import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { asBooking, type StoredBooking, type StoredWaiting } from '../core/bookings-store'

/** What of a slot still stands before it begins, locked: holds, and bookings to come. */
export async function openBookings(tx: Tx, districtId: number, slotId: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', ['held', 'pending', 'booked', 'arrived'])
    .selectAll()
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(asBooking)
}

/** Everybody who waits for a place of a slot or has one on offer, locked. */
export const openWaiting = (tx: Tx, districtId: number, slotId: string): Promise<StoredWaiting[]> =>
  tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', ['waiting', 'offered'])
    .selectAll()
    .orderBy('place')
    .forUpdate()
    .execute()

/** Notes of those of some slots that people are to come to, and of which it was not noted yet, that they take place. */
export async function decideWithPeople(tx: Tx, districtId: number, slotIds: readonly string[], at: Date): Promise<void> {
  if (slotIds.length === 0) return
  await tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('decided_at', 'is', null)
    .where((slot) =>
      slot.exists(
        slot
          .selectFrom('booking')
          .where('booking.district_id', '=', districtId)
          .whereRef('booking.slot_id', '=', 'slot.id')
          .where('booking.state', 'in', openBookingStates)
          .select('booking.id'),
      ),
    )
    .set({ decided_at: at })
    .execute()
}

/** How many people are to come to a slot: places booked or waiting for a yes, walk-in ones included. */
export async function peopleComing(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { people } = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', openBookingStates)
    .select((booking) => booking.fn.coalesce(booking.fn.sum<number>('seats'), sql<number>`0`).as('people'))
    .executeTakeFirstOrThrow()
  return people
}
