import type { BookingAction, BookingParty, BookingState } from '@doorstep/contract/bookings/machine'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import type { Updateable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Booking } from '../../platform/database/schema'
import type { ServiceAndVenue } from '../../services/api'
import { insertEvent, updateBooking, type StoredBooking } from './bookings-store'
import { bookingRunner, bookingSubject } from './guards'
import { bookerAccounts, notifyTransition } from './notify'

export const occupiesSeats = (state: BookingState) => bookingTraits[state].seated

/** Whether calendars must pick up an action: then it increments `sequence` (RFC 5545 §3.8.7.4). */
export const inCalendars: Record<BookingAction, boolean> = {
  confirm: false,
  ask: false,
  release: false,
  approve: true,
  decline: true,
  cancel: true,
  callOff: true,
  move: true,
  place: true,
  assign: true,
  checkIn: false,
  giveBack: true,
  arriveLate: false,
  finish: false,
  miss: false,
  takeBack: false,
  appeal: false,
  excuse: false,
  keep: false,
  called: false,
}

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
    ...(bookingTraits[state].came ? { to_call: null } : {}),
    ...changes,
    state,
    last_seq: seq,
    sequence: row.sequence + (inCalendars[action] ? 1 : 0),
    updated_at: now,
    ended_at: bookingTraits[state].ended ? (row.ended_at ?? now) : null,
  })
  const theirs = await bookerAccounts(context, after)
  const rooms = theirs.map((account) => `a:${account}`)
  if (rooms.length > 0) notifySockets?.(rooms, { what: 'booking', id: after.id })
  return quiet ? after : notifyTransition(context, { action, party, text, before: row, after })
}
