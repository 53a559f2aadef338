import { arrivedBookings, bookingsById, lockedBooking, finishBooking } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import { endedEarly, notifyLeftOver, servedAt, transitionTicket, type VenueDay, forgetNames, isOpen, openTickets } from '../queue/api'
import { closuresFrom, lockSlots, venueFacts } from '../services/api'
import { lockedTicket } from './ticket-in-hand'

/**
 * Ends the day of a venue: a number being served is done, every other open number is void, and a booking that was checked in counts as
 * attended, because only the call was forgotten. Whoever was never called is told, unless they were at closing. Names given at the
 * counter are erased. Idempotent: what is over already stays as it is.
 */
export async function endDay(context: RuleContext, of: VenueDay): Promise<void> {
  const { tx, districtId, clock } = context
  await lockSlotsOf(context, of)
  const venue = (await venueFacts(tx, districtId, [of.venueCode])).get(of.venueCode)
  if (venue === undefined) throw new Error('A venue that was never there')
  const closures = await closuresFrom(tx, districtId, of.venueCode, dayOf(clock.now()))
  for (const { id } of await openTickets(tx, districtId, of)) {
    const held = await lockedTicket(context, id)
    if (held === null || !isOpen(held.ticket.state)) continue
    const { ticket, booking } = held
    const served = ticket.state === 'serving'
    const left = endedEarly.includes(ticket.state)
    const after = await transitionTicket(context, ticket, {
      action: served ? 'done' : 'void',
      party: 'system',
      changes: served ? servedAt(ticket) : { left_over: left },
    })
    if (booking?.state === 'arrived') await finishBooking(context, booking, { party: 'system', staff: ticket.called_by, quiet: left })
    if (left) await notifyLeftOver(context, after, { venue, closed: null, closures })
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
