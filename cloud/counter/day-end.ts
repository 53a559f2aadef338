import { arrivedBookings, bookingsById, lockedBooking, finishBooking } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import * as store from '../queue/api'
import { servedAt, transitionTicket } from '../queue/api'
import { lockSlots } from '../services/api'
import { lockedTicket } from './ticket-in-hand'

/**
 * Ends the day of a place: a number being served is done, every other that is still open is void, and whoever had checked in with a
 * booking counts as having been there, because only their being called was forgotten. Names given at the counter are forgotten. What
 * is over already is left alone, so the turn may run twice.
 */
export async function endDay(context: RuleContext, of: store.VenueDay): Promise<void> {
  const { tx, districtId } = context
  await lockSlotsOf(context, of)
  for (const { id } of await store.openTickets(tx, districtId, of)) {
    const held = await lockedTicket(context, id)
    if (held === null || !store.isOpen(held.ticket.state)) continue
    const { ticket, booking } = held
    const served = ticket.state === 'serving'
    await transitionTicket(context, ticket, { action: served ? 'done' : 'void', party: 'system', changes: served ? servedAt(ticket) : {} })
    if (booking?.state === 'arrived') await finishBooking(context, booking, { party: 'system', staff: ticket.called_by })
  }
  for (const id of await arrivedBookings(tx, districtId, of)) {
    const row = (await lockedBooking(context, id))?.row
    if (row?.state === 'arrived') await finishBooking(context, row, { party: 'system', staff: null })
  }
  await store.forgetNames(tx, districtId, of)
}

/** Slots before queues, as everywhere: from the first number on the queues are locked, and more bookings follow. */
async function lockSlotsOf({ tx, districtId }: RuleContext, of: store.VenueDay): Promise<void> {
  const held = (await store.openTickets(tx, districtId, of)).flatMap(({ booking_id: id }) => id ?? [])
  const bookings = await bookingsById(tx, districtId, [...held, ...(await arrivedBookings(tx, districtId, of))])
  await lockSlots(
    tx,
    districtId,
    bookings.map(({ slot_id: id }) => id),
  )
}
