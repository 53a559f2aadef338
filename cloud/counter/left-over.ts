import { becauseClosed } from '@doorstep/contract/openings/words'
import { callOffBooking, finishBooking, loadedBookings } from '../bookings/api'
import type { RuleContext } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import { notifyLeftOver, notifyQueueSockets, transitionTicket, type VenueAndClosures } from '../queue/api'
import { closuresFrom, venueFacts } from '../services/api'
import type { InHand } from './ticket-in-hand'

/** Returns a venue and its closures that have not ended. */
export async function venueAndClosures({ tx, districtId, clock }: RuleContext, venueCode: string): Promise<VenueAndClosures> {
  const venue = (await venueFacts(tx, districtId, [venueCode])).get(venueCode)
  if (venue === undefined) throw new Error('A venue that was never there')
  return { venue, closures: await closuresFrom(tx, districtId, venueCode, dayOf(clock.now())) }
}

/**
 * Ends a number that was not called, and tells its holder. A booking that came with it counts as attended, because only the call was
 * forgotten, though nobody is known who served it; where a closure (停办) ends it, for the reason `closed`, it is called off.
 */
export async function endLeftOver(
  context: RuleContext,
  { ticket, booking }: InHand,
  { closed, ...where }: VenueAndClosures & { closed: string | null },
): Promise<void> {
  const after = await transitionTicket(context, ticket, { action: 'void', party: 'system', changes: { left_over: true } })
  notifyQueueSockets(context, where.venue, [after])
  const arrived = booking?.state === 'arrived' ? booking : null
  if (arrived !== null && closed !== null) {
    const [loaded] = await loadedBookings(context, [arrived])
    if (loaded !== undefined) await callOffBooking(context, loaded, { party: 'system', staff: null, reason: becauseClosed(closed) })
    return
  }
  if (arrived !== null) await finishBooking(context, arrived, { party: 'system', staff: null, quiet: true })
  await notifyLeftOver(context, after, { ...where, closed })
}
