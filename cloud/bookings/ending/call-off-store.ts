import { bookingStatesWhere, openBookingStates, openWaitingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { asBooking, type StoredBooking, type StoredWaiting } from '../core/bookings-store'

/** Returns the holds and upcoming bookings of a slot, locked. */
export async function openBookings(tx: Tx, districtId: number, slotId: string): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', literals(bookingStatesWhere(({ ended }) => !ended)))
    .select(columns.booking)
    .orderBy('id')
    .forUpdate()
    .execute()
  return rows.map(asBooking)
}

/** Returns every entry of a slot's waiting list that waits or has an offer, locked. */
export const openWaiting = (tx: Tx, districtId: number, slotId: string): Promise<StoredWaiting[]> =>
  tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', literals(openWaitingStates))
    .select(columns.waiting)
    .orderBy('place')
    .forUpdate()
    .execute()

/** Returns which of the slots have upcoming bookings. */
export async function slotsWithPeople(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<string[]> {
  if (slotIds.length === 0) return []
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('state', 'in', literals(openBookingStates))
    .select('slot_id')
    .distinct()
    .execute()
  return rows.map(({ slot_id: id }) => id)
}

/** Returns the number of people expected in a slot: seats booked or waiting for approval, walk-ins included. */
export async function peopleComing(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { people } = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('state', 'in', literals(openBookingStates))
    .select((booking) => booking.fn.coalesce(booking.fn.sum<number>('seats'), sql<number>`0`).as('people'))
    .executeTakeFirstOrThrow()
  return people
}
