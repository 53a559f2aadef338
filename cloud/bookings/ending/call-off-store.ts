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

/** Those of some slots that people are to come to. */
export async function slotsWithPeople(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<string[]> {
  if (slotIds.length === 0) return []
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('state', 'in', openBookingStates)
    .select('slot_id')
    .distinct()
    .execute()
  return rows.map(({ slot_id: id }) => id)
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
