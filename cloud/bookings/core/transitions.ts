import type { BookingAction, BookingParty, BookingState } from '@doorstep/contract/bookings/machine'
import type { Updateable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Booking } from '../../platform/database/schema'
import type { ServiceAndVenue } from '../../services/api'
import { insertEvent, updateBooking, type StoredBooking } from './bookings-store'
import { bookingRunner, bookingSubject } from './guards'
import { notifyTransition } from './notify'

/** Whether a state uses seats of its slot, and whether it is final; a no-show keeps its seats, because the slot is over. */
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

/** Actions that calendars must pick up: each increments `sequence` (RFC 5545 §3.8.7.4). */
const calendarActions: readonly BookingAction[] = ['approve', 'decline', 'cancel', 'giveBack', 'callOff', 'move', 'assign']

export interface BookingTransition {
  action: BookingAction
  party: BookingParty
  /** The code of the staff member who acts. */
  staff?: string | null
  /** The text given with the action; shown in the timeline. */
  text?: string
  /** What the timeline shows instead, when more happened than the text says. */
  noted?: string
  changes?: Updateable<Booking>
  /** Service and venue, when the caller has read them already. */
  where?: ServiceAndVenue
  /** Suppresses the booker's notification, because the caller sends its own. */
  quiet?: boolean
}

/**
 * Makes one transition of a booking by the machine's table: party, state and guards, then state, event, `sequence` and the booker's
 * notification. The caller holds the locks (see docs/bookings.md) and releases seats with `endAndRelease`. Throws why it is refused
 * (`bookingRunner`).
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
    // A booker who is checked in or was served no longer needs the phone call.
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
