import { callOffBooking, finishBooking, loadedBookings } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { dayOf, minuteMs } from '../platform/time/calendar'
import {
  atWorkMinutes,
  calledOn,
  closedFor,
  endedEarly,
  givenToday,
  inHandMinutes,
  inHandOf,
  lockQueues,
  lookAt,
  notifyClosing,
  notifyLeftOver,
  notifyQueueSockets,
  openTickets,
  planClosing,
  transitionTicket,
  type Closing,
  type VenueDay,
} from '../queue/api'
import { closuresFrom, venueFacts, type StoredClosure, type VenueFact } from '../services/api'
import { lockSlotsOf } from './day-end'
import { lockedTicket } from './ticket-in-hand'

/**
 * Looks who is left when a venue closes, by its hours or by a closure (停办). Numbers of services that are not given any more that day end,
 * and their holders are told what to do; while a window is at work they wait for it, and are looked at again. Idempotent.
 */
export async function onClosing(context: RuleContext, { calledOff, ...of }: Closing): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  if (of.day !== dayOf(now)) return
  // Whoever draws now waits for the queue, and reads the closures once it is free: nobody is left between the two.
  await lockSlotsOf(context, of)
  await lockQueues(tx, districtId, of)
  const venue = (await venueFacts(tx, districtId, [of.venueCode])).get(of.venueCode)
  if (venue === undefined) throw new Error('A venue that was never there')
  const closures = await closuresFrom(tx, districtId, of.venueCode, of.day)
  const open = await openTickets(tx, districtId, of)
  const left = open.filter(({ state, service_code: code }) => endedEarly.includes(state) && !givenToday(code, venue, closures, now))
  const restUntil = left.length === 0 ? null : await atWorkUntil(context, of)
  for (const ticket of left) {
    const closed = closedFor(ticket.service_code, closures, now)
    if (restUntil === null || (closed !== null && calledOff)) await endLeftOver(context, { id: ticket.id, venue, closed, closures })
    else await notifyClosing(context, ticket, venue, closed)
  }
  if (restUntil !== null) await lookAt(context, of, restUntil)
  if (open.length > left.length) await planClosing(context, venue, closures)
}

/** Returns until when the windows of a venue count as open; null when none does. */
async function atWorkUntil({ tx, districtId, clock }: RuleContext, of: VenueDay): Promise<Date | null> {
  const now = clock.now().getTime()
  const rest = atWorkMinutes * minuteMs
  if ((await inHandOf(tx, districtId, of, new Date(now - inHandMinutes * minuteMs))) > 0) return new Date(now + rest)
  const [last] = await calledOn(tx, districtId, of, 1)
  const until = (last?.called_at?.getTime() ?? 0) + rest
  return until > now ? new Date(until) : null
}

/** Ends one number that was not called; a booking that came with it counts as at the end of the day, or is called off by a closure. */
async function endLeftOver(
  context: RuleContext,
  { id, venue, closed, closures }: { id: string; venue: VenueFact; closed: string | null; closures: readonly StoredClosure[] },
): Promise<void> {
  const held = await lockedTicket(context, id)
  if (held === null || !endedEarly.includes(held.ticket.state)) return
  const after = await transitionTicket(context, held.ticket, { action: 'void', party: 'system', changes: { left_over: true } })
  notifyQueueSockets(context, venue, [after])
  const booked = held.booking?.state === 'arrived' ? held.booking : null
  if (booked !== null && closed !== null) {
    const [booking] = await loadedBookings(context, [booked])
    if (booking !== undefined) await callOffBooking(context, booking, { party: 'system', staff: null, reason: `停办：${closed}` })
    return
  }
  if (booked !== null) await finishBooking(context, booked, { party: 'system', staff: null, quiet: true })
  await notifyLeftOver(context, after, { venue, closed, closures })
}
