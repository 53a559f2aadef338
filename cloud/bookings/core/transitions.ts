import type { BookingAction, BookingParty, BookingState } from '@doorstep/contract/bookings/machine'
import type { Updateable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Booking } from '../../platform/database/schema'
import type { ServiceAndVenue } from '../../services/api'
import { insertEvent, updateBooking, type StoredBooking } from './bookings-store'
import { bookingRunner, bookingSubject } from './guards'
import { notifyTransition } from './notify'

/** Whether a state takes places of its slot, and whether the booking is over in it; a no-show keeps its place, for the slot is over. */
const states: Record<BookingState, { seated: boolean; ended: boolean }> = {
  held: { seated: true, ended: false },
  pending: { seated: true, ended: false },
  booked: { seated: true, ended: false },
  arrived: { seated: true, ended: false },
  done: { seated: true, ended: true },
  missed: { seated: true, ended: true },
  excused: { seated: true, ended: true },
  cancelled: { seated: false, ended: true },
  declined: { seated: false, ended: true },
  released: { seated: false, ended: true },
}
export const occupiesSeats = (state: BookingState) => states[state].seated

/** Changes that a calendar which holds the booking must hear of: each makes `sequence` grow (RFC 5545 §3.8.7.4). */
const calendarActions: readonly BookingAction[] = ['approve', 'decline', 'cancel', 'giveBack', 'callOff', 'move', 'assign']

export interface BookingTransition {
  action: BookingAction
  party: BookingParty
  /** The staff member who did it. */
  staff?: string | null
  /** What was said with it; shown in the timeline. */
  text?: string
  /** What the timeline shows instead, where more happened than was said. */
  noted?: string
  changes?: Updateable<Booking>
  /** Its service and place, where they are read already. */
  where?: ServiceAndVenue
  /** Says nothing to the booker: whoever calls tells them otherwise. */
  quiet?: boolean
}

/**
 * Takes one step of a booking by the machine's table: party, state and guards, then state, event, `sequence`, and what the booker is
 * told. The caller holds the locks (see docs/bookings.md) and gives freed places back with `endAndRelease`. Throws why the step cannot
 * be taken (`bookingRunner`).
 */
export async function transitionBooking(context: RuleContext, row: StoredBooking, transition: BookingTransition): Promise<StoredBooking> {
  const { tx, districtId, clock, notifySockets } = context
  const { action, party, staff = null, text = '', noted = text, changes = {}, where, quiet = false } = transition
  const state = await bookingRunner.check(bookingSubject(context, row, { as: [party], said: text, where }), action)
  const now = clock.now()
  const seq = row.last_seq + 1
  await insertEvent(tx, {
    district_id: districtId,
    booking_id: row.id,
    seq,
    did: action,
    state,
    at: now,
    by_party: party,
    by_staff: staff,
    text: noted,
  })
  const after = await updateBooking(tx, districtId, row.id, {
    // Whoever is here, or was served, knows; nothing is left to be said by phone.
    ...(state === 'arrived' || state === 'done' ? { to_call: null } : {}),
    ...changes,
    state,
    last_seq: seq,
    sequence: row.sequence + (calendarActions.includes(action) ? 1 : 0),
    updated_at: now,
    ended_at: states[state].ended ? (row.ended_at ?? now) : null,
  })
  if (after.account_id !== null) notifySockets?.([`a:${after.account_id}`], { what: 'booking', id: after.id })
  return quiet ? after : notifyTransition(context, { action, party, text, before: row, after })
}
