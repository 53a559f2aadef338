import { ticketMachine, type TicketAction, type TicketState } from '@doorstep/contract/queue/endpoints'
import type { Transition } from '@doorstep/contract/machine'
import type { Updateable } from 'kysely'
import { endAndRelease } from '../../bookings/core/seats'
import type { RuleContext } from '../../platform/context/call'
import { suggest } from '../../bookings/eligibility/suggest'
import type { BookingTransition } from '../../bookings/core/transitions'
import { lockedBooking, type StoredBooking } from '../../bookings/core/bookings-store'
import { problem } from '../../platform/process/problem'
import type { Ticket } from '../../platform/database/schema'
import type { Calls } from './order'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

type Party = 'holder' | 'counter' | 'system'
type TransitionRule = Transition<TicketState, Party, string, never>
const transitionRule = (action: TicketAction): TransitionRule => ticketMachine[action]

export interface TicketTransition {
  action: TicketAction
  party: Party
  changes?: Updateable<Ticket>
}

/** Takes one step of a number by the machine's table. Its queue is locked. Throws `notNow` from a state the table does not name. */
export async function transitionTicket(
  { tx, districtId, clock }: RuleContext,
  row: StoredTicket,
  transition: TicketTransition,
): Promise<StoredTicket> {
  const { action, party, changes = {} } = transition
  const rule = transitionRule(action)
  if (!rule.from.includes(row.state)) throw problem('notNow', party === 'holder' ? { next: [suggest.myTicket(row.id)] } : {})
  if (!rule.by.includes(party)) throw problem('notYourRole')
  const state = rule.to === 'same' || rule.to === 'previous' ? row.state : rule.to
  const ended = state === 'done' || state === 'void' ? { ended_at: clock.now() } : {}
  return store.updateTicket(tx, districtId, row.id, { ...changes, ...ended, state })
}

/** A number in hand: its booking, where there is one, and how often the queues of its place have called. */
export interface InHand {
  ticket: StoredTicket
  booking: StoredBooking | null
  calls: Calls
}

/**
 * A number with everything a step of it may change, locked in the order that holds everywhere: slot → booking → queues of the place.
 * Null when there is none.
 */
export async function lockedTicket({ tx, districtId }: RuleContext, id: string): Promise<InHand | null> {
  const seen = await store.ticketById(tx, districtId, id)
  if (seen === null) return null
  const booking = await bookingOf({ tx, districtId }, seen)
  const calls = await store.lockQueues(tx, districtId, { venueCode: seen.venue_code, day: seen.day })
  const ticket = await store.ticketById(tx, districtId, id)
  return ticket && { ticket, booking, calls }
}

/** The booking behind a number, locked. */
export async function bookingOf(
  { tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>,
  ticket: StoredTicket,
): Promise<StoredBooking | null> {
  return ticket.booking_id === null ? null : ((await lockedBooking(tx, districtId, ticket.booking_id))?.row ?? null)
}

/**
 * Makes a number void: its holder gave it back, or was called twice and did not come. A booking that had come with it is over, its
 * place given back and no no-show counted: who was here did not stay away.
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

const notThere = '叫号两次未到'
const endedBy = {
  givenBack: { action: 'giveBack', party: 'booker' },
  notThere: { action: 'callOff', party: 'system', text: notThere, changes: { reason: notThere } },
} as const satisfies Record<string, BookingTransition>
