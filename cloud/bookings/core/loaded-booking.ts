import type { CoreContext } from '../../platform/context/call'
import type { ProblemExtra } from '../../platform/process/problem'
import { lockSlots, serviceAndVenue, serviceFacts, venueFacts, type ServiceAndVenue, type StoredSlot } from '../../services/api'
import { bookingById, lockedRow, type StoredBooking } from './bookings-store'

/** A booking loaded whole: its row, its service and the venue it was booked at, retired or not. Loaded once a command and passed on. */
export interface LoadedBooking extends ServiceAndVenue {
  row: StoredBooking
}

/** The same with its slot, the row and the slot locked. */
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

/** A booking to be read, not locked; null when there is none. */
export async function loadedBooking(context: Where, id: string): Promise<LoadedBooking | null> {
  const row = await bookingById(context.tx, context.districtId, id)
  return row && withService(context, { row })
}

/** Bookings to be listed, in their order; services and venues are loaded once for all. */
export async function loadedBookings({ tx, districtId }: Where, rows: readonly StoredBooking[]): Promise<LoadedBooking[]> {
  if (rows.length === 0) return []
  const services = await serviceFacts(
    tx,
    districtId,
    rows.map((row) => row.service_code),
  )
  const venues = await venueFacts(
    tx,
    districtId,
    rows.map((row) => row.venue_code),
  )
  return rows.map((row) => {
    const [service, venue] = [services.get(row.service_code), venues.get(row.venue_code)]
    if (service === undefined || venue === undefined) throw new Error('A booking of a service or venue that was never there')
    return { row, service, venue }
  })
}

/**
 * A booking to be changed: its slot (and `others`, for a move) locked before the row as everywhere, service and venue as they are behind
 * the locks; null when there is none. `seen` is the row where the caller has read it. The row may move to another slot while we wait for
 * the first: then we look again.
 */
export async function lockedBooking(
  context: Where,
  id: string,
  { others = [], seen: known }: { others?: readonly string[]; seen?: StoredBooking } = {},
): Promise<LockedBooking | null> {
  const { tx, districtId } = context
  let seen = known ?? (await bookingById(tx, districtId, id))
  while (seen !== null) {
    const slots = await lockSlots(tx, districtId, [seen.slot_id, ...others])
    const row = await lockedRow(tx, districtId, id)
    const slot = row === null ? undefined : slots.get(row.slot_id)
    if (row !== null && slot !== undefined) return withService(context, { row, slot, slots })
    seen = row
  }
  return null
}

/** Whom to call about a service: its place, and its own number where it has another. */
export const phonesOf = ({ service, venue }: ServiceAndVenue): NonNullable<ProblemExtra['phones']> => [
  { name: venue.name, number: venue.phone },
  ...(service.phone === venue.phone || service.phone === '' ? [] : [{ name: service.name, number: service.phone }]),
]
