import { ruleWords } from '@doorstep/contract/rule-words'
import { lockedBooking, type StoredBooking, endAndRelease } from '../bookings/api'
import type { BookingTransition } from '../bookings/core/transitions'
import type { RuleContext } from '../platform/context/call'
import type { Calls } from '../queue/numbers/order'
import type { StoredTicket } from '../queue/numbers/queue-store'
import { transitionTicket, lockQueues, ticketById } from '../queue/api'

/** A number in hand, its booking if there is one, and how often each queue of its venue has called. */
export interface InHand {
  ticket: StoredTicket
  booking: StoredBooking | null
  calls: Calls
}

/**
 * Returns a number with everything a transition of it may change, locked in the order used everywhere: slot → booking → queues of the
 * venue. Null when there is none.
 */
export async function lockedTicket({ tx, districtId }: RuleContext, id: string): Promise<InHand | null> {
  const seen = await ticketById(tx, districtId, id)
  if (seen === null) return null
  const booking = await bookingOf({ tx, districtId }, seen)
  const calls = await lockQueues(tx, districtId, { venueCode: seen.venue_code, day: seen.day })
  const ticket = await ticketById(tx, districtId, id)
  return ticket && { ticket, booking, calls }
}

/** Returns the booking of a number, locked. */
export async function bookingOf(context: Pick<RuleContext, 'tx' | 'districtId'>, ticket: StoredTicket): Promise<StoredBooking | null> {
  return ticket.booking_id === null ? null : ((await lockedBooking(context, ticket.booking_id))?.row ?? null)
}

/**
 * Makes a number void: its holder gave it back, or was called `callsBeforeVoid` times and did not come. A booking that came with it ends
 * and its seat is released; no no-show is counted, because the booker had checked in.
 */
export async function voidTicket(
  context: RuleContext,
  { ticket, booking }: InHand,
  because: 'givenBack' | 'notThere',
): Promise<StoredTicket> {
  const after = await transitionTicket(context, ticket, { action: 'void', party: because === 'givenBack' ? 'holder' : 'system' })
  if (booking?.state === 'arrived') await endAndRelease(context, booking, { ...endedBy[because], quiet: true })
  return after
}

const endedBy = {
  givenBack: { action: 'giveBack', party: 'booker' },
  notThere: { action: 'callOff', party: 'system', text: ruleWords.notThere, changes: { reason: ruleWords.notThere } },
} as const satisfies Record<string, BookingTransition>
