import { bookingStatesWhere, openWaitingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { VenueDay } from '../../queue/numbers/queue-store'
import { asBooking, type StoredBooking } from './bookings-store'

/** Returns the open holds and bookings of slots, by slot, the latest made first. */
export async function bookingsInSlots(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<Map<string, StoredBooking[]>> {
  if (slotIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('state', 'in', literals(bookingStatesWhere(({ ended }) => !ended)))
    .select(columns.booking)
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .execute()
  const bySlot = new Map<string, StoredBooking[]>()
  for (const row of rows.map(asBooking)) bySlot.set(row.slot_id, [...(bySlot.get(row.slot_id) ?? []), row])
  return bySlot
}

/** Returns which of the slots have a waiting list. */
export async function waitedFor(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('waiting')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('state', 'in', literals(openWaitingStates))
    .select('slot_id')
    .distinct()
    .execute()
  return new Set(rows.map((row) => row.slot_id))
}

/** Returns which of the slots are referred to: by a booking in any state, a waiting-list entry, or a queue number. */
export async function usedSlots(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<Set<string>> {
  if (slotIds.length === 0) return new Set()
  const of = (table: 'booking' | 'waiting') =>
    tx
      .selectFrom(table)
      .where('district_id', '=', districtId)
      .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
      .select('slot_id')
  // A number that came with a booking is covered by its booking.
  const numbers = tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('booking_id', 'is', null)
    .select((ticket) => ticket.ref('slot_id').$notNull().as('slot_id'))
  const rows = await of('booking').union(of('waiting')).union(numbers).execute()
  return new Set(rows.map(({ slot_id: id }) => id))
}

/** Returns the bookings of a venue's day that are checked in and not finished. */
export async function arrivedBookings(tx: Tx, districtId: number, { venueCode, day }: VenueDay): Promise<string[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('state', '=', sql.lit('arrived'))
    .select('id')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}
