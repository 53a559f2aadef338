import { arrivedBookings, bookingsById, lockedBooking, finishBooking } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { endedEarly, servedAt, transitionTicket, type VenueDay, forgetNames, isOpen, openTickets } from '../queue/api'
import { lockSlots } from '../services/api'
import { endLeftOver, venueAndClosures } from './left-over'
import { lockedTicket } from './ticket-in-hand'

/**
 * Ends the day of a venue: a number being served is done, every other open number is void, and a booking that was checked in counts as
 * attended, because only the call was forgotten. Whoever was never called is told, unless they were at closing. Names given at the
 * counter are erased. Idempotent: what is over already stays as it is.
 */
export async function endDay(context: RuleContext, of: VenueDay): Promise<void> {
  const { tx, districtId } = context
  await lockSlotsOf(context, of)
  const where = await venueAndClosures(context, of.venueCode)
  for (const { id } of await openTickets(tx, districtId, of)) {
    const held = await lockedTicket(context, id)
    if (held === null || !isOpen(held.ticket.state)) continue
    const { ticket, booking } = held
    if (endedEarly.includes(ticket.state)) {
      await endLeftOver(context, held, { ...where, closed: null })
      continue
    }
    const step = ticket.state === 'serving' ? { action: 'done' as const, changes: servedAt(ticket) } : { action: 'void' as const }
    await transitionTicket(context, ticket, { ...step, party: 'system' })
    if (booking?.state === 'arrived') await finishBooking(context, booking, { party: 'system', staff: ticket.called_by })
  }
  for (const id of await arrivedBookings(tx, districtId, of)) {
    const row = (await lockedBooking(context, id))?.row
    if (row?.state === 'arrived') await finishBooking(context, row, { party: 'system', staff: null })
  }
  await forgetNames(tx, districtId, of)
}

/** Locks slots before queues, the order used everywhere; once the first number is drawn the queues are locked and more bookings follow. */
export async function lockSlotsOf({ tx, districtId }: RuleContext, of: VenueDay): Promise<void> {
  const held = (await openTickets(tx, districtId, of)).flatMap(({ booking_id: id }) => id ?? [])
  const bookings = await bookingsById(tx, districtId, [...held, ...(await arrivedBookings(tx, districtId, of))])
  await lockSlots(
    tx,
    districtId,
    bookings.map(({ slot_id: id }) => id),
  )
}
