import type { RuleContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { uuidv7 } from '../../platform/process/ids'
import { renewReference } from '../../platform/snapshot/snapshot'
import { dayOf, instantOf } from '../../platform/time/calendar'
import { closuresFrom, type ServiceFact, type StoredClosure, type VenueFact } from '../../services/api'
import { planClosing } from './closing'
import { notifyNearbySockets } from './notify'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'
import { transitionTicket } from './transitions'

/**
 * Ends the number of a booking that has ended: done when it was called or being served, void otherwise. For rooms that complete or cancel a
 * booking that is checked in; the caller has locked the booking.
 */
export async function endTicketOf(context: RuleContext, booking: { id: string; state: string }, venue: VenueFact): Promise<void> {
  const { tx, districtId } = context
  const seen = await store.ticketOfBooking(tx, districtId, booking.id)
  if (seen === null || !store.isOpen(seen.state)) return
  await store.lockQueues(tx, districtId, { venueCode: seen.venue_code, day: seen.day })
  const ticket = await store.ticketById(tx, districtId, seen.id)
  if (ticket === null || !store.isOpen(ticket.state)) return
  const served = ticket.state === 'serving' || (booking.state === 'done' && ticket.state === 'called')
  const step = { action: served ? ('done' as const) : ('void' as const), party: 'system' as const, changes: served ? servedAt(ticket) : {} }
  const after = await transitionTicket(context, ticket, step)
  await notifyNearbySockets(context, venue, after)
}

/** A number completed without “begin” counts as served since it was called. */
export const servedAt = (ticket: StoredTicket) => ({ served_at: ticket.served_at ?? ticket.called_at })

interface Drawn {
  venue: VenueFact
  service: ServiceFact
  slotId: string | null
  accountId: string | null
  bookingId?: string
  /** Of a booking: from when it is called before walk-ins, at the earliest from when it is drawn. */
  dueFrom?: Date
  name?: string
  /** Throws when the closures do not allow it, as they are once the queue is locked. */
  check?: (closures: readonly StoredClosure[]) => Promise<void>
}

/** Draws the next number of a queue and notifies the sockets of those near their turn. */
export async function draw(
  context: RuleContext,
  { venue, service, slotId, accountId, bookingId, dueFrom, name = '', check }: Drawn,
): Promise<StoredTicket> {
  const { tx, districtId, clock } = context
  const of = { venueCode: venue.code, day: dayOf(clock.now()) }
  const number = await store.nextNumber(tx, districtId, of, service.queue)
  await renewReference(tx, districtId)
  const closures = await closuresFrom(tx, districtId, of.venueCode, of.day)
  await check?.(closures)
  await planDayEnd(context, of)
  await planClosing(context, venue, closures)
  // After the queue was locked, so that whoever had to wait for a number did not draw before who got one first.
  const now = clock.now()
  const ticket = await store.insertTicket(tx, {
    district_id: districtId,
    id: uuidv7(),
    venue_code: venue.code,
    day: of.day,
    queue: service.queue,
    number,
    service_code: service.code,
    slot_id: slotId,
    account_id: accountId,
    name,
    booking_id: bookingId ?? null,
    state: 'waiting',
    due_at: dueFrom === undefined ? null : dueFrom > now ? dueFrom : now,
    drawn_at: now,
  })
  await notifyNearbySockets(context, venue, ticket)
  return ticket
}

export const dayEndJob = 'queue.dayEnd'

/** Schedules the job that ends the day of a venue: the first number schedules it, and it ends what is still open then. */
const planDayEnd = ({ tx, districtId }: RuleContext, { venueCode, day }: store.VenueDay): Promise<void> =>
  enqueue(tx, { districtId, kind: dayEndJob, key: `${venueCode}:${day}`, payload: { venueCode, day }, dueAt: instantOf(day, '24:00') })
