import type { CoreContext } from '../../platform/context/call'
import { serviceAndVenue, withServiceAndVenue, type ServiceAndVenue, type StoredSlot } from '../../services/api'
import { bookingById, lockedRows, type Owner, type StoredBooking } from './bookings-store'

/** A booking with its service and the venue it was booked at, retired or not. Loaded once per command and passed on. */
export interface LoadedBooking extends ServiceAndVenue {
  row: StoredBooking
}

/** A loaded booking with its slot; the row and the slot are locked. */
export interface LockedBooking extends LoadedBooking {
  slot: StoredSlot
  /** Every slot that was locked with it, its own included. */
  slots: ReadonlyMap<string, StoredSlot>
}

type Where = Pick<CoreContext, 'tx' | 'districtId'>

const withService = async <B extends { row: StoredBooking }>({ tx, districtId }: Where, booking: B): Promise<B & ServiceAndVenue> => ({
  ...booking,
  ...(await serviceAndVenue(tx, districtId, booking.row.service_code, booking.row.venue_code)),
})

/** Returns a booking for reading, not locked; null when there is none. */
export async function loadedBooking(context: Where, id: string): Promise<LoadedBooking | null> {
  const row = await bookingById(context.tx, context.districtId, id)
  return row && withService(context, { row })
}

/** Returns the bookings of a list, in their order; services and venues are loaded once for all. */
export const loadedBookings = ({ tx, districtId }: Where, rows: readonly StoredBooking[]): Promise<LoadedBooking[]> =>
  withServiceAndVenue(tx, districtId, rows)

/**
 * Returns a booking for changing: its slot (and `others`, for a move) is locked before the row, the order used everywhere; null when there
 * is none, or it is not of the owner given. If the row moves to another slot while this waits for the lock, it tries again.
 */
export async function lockedBooking(
  context: Where,
  id: string,
  { others = [], owner = null }: { others?: readonly string[]; owner?: Owner | null } = {},
): Promise<LockedBooking | null> {
  const { tx, districtId } = context
  for (;;) {
    const found = await lockedRows(tx, districtId, id, { others, owner })
    if (found === null) return null
    const { row, slots } = found
    const slot = slots.get(row.slot_id)
    if (slot !== undefined) return withService(context, { row, slot, slots })
  }
}
