import { ticketTraits } from '@doorstep/contract/queue/words'
import type { NowServing } from '@doorstep/contract/queue/views'
import type { RuleContext } from '../../platform/context/call'
import { dayOf, instantOf } from '../../platform/time/calendar'
import { checkInQr, isWallKeyOf, noteWallShown, venueFact, wallCode } from '../../services/api'
import { venueQueueOf, writtenNumber, type VenueQueue } from '../numbers/venue-queue'

/** How many called numbers and how many next numbers fit on a wall display. */
const shown = { called: 6, next: 6 }

/**
 * Returns which numbers are called at a venue and how many wait; no names. With the key of its wall display, also the check-in code to show.
 * Throws `notFound`.
 */
export async function nowServing(context: RuleContext, code: string, key = ''): Promise<NowServing> {
  const { tx, districtId, clock } = context
  const venue = await venueFact(tx, districtId, code)
  const venueQueue = await venueQueueOf(context, venue, dayOf(clock.now()))
  const order = venueQueue.order(null)
  const isWall = isWallKeyOf(context, venue, key)
  const wall = isWall ? wallCode(context, venue) : null
  if (isWall) await noteWallShown(context, venue)
  const called = venueQueue.open
    .flatMap((ticket) => (ticket.called_at !== null && ticketTraits[ticket.state].inHand ? [{ ...ticket, at: ticket.called_at }] : []))
    .sort((one, other) => other.at.getTime() - one.at.getTime())
  return {
    venueName: venue.name,
    called: called.slice(0, shown.called).map((ticket) => ({
      number: writtenNumber(ticket),
      window: ticket.window_name ?? '',
      serving: ticket.state === 'serving',
      at: ticket.at.toISOString(),
    })),
    next: order.slice(0, shown.next).map(writtenNumber),
    waiting: order.length,
    estimate: venueQueue.wait(null, order.length),
    keyOver: key !== '' && !isWall,
    checkIn: wall && { code: wall.code, svg: await checkInQr(wall.code) },
    at: movedAt(venueQueue, wall?.since ?? instantOf(venueQueue.day)).toISOString(),
  }
}

/** Returns when the queue last moved, according to its open numbers; a page needs to reload only what is newer. */
const movedAt = ({ open }: VenueQueue, since: Date): Date =>
  new Date(
    Math.max(since.getTime(), ...open.flatMap((one) => [one.drawn_at, one.called_at, one.served_at]).map((at) => at?.getTime() ?? 0)),
  )
