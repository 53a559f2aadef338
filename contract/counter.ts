import * as v from 'valibot'
import { StaffBooking, StaffBookingRow } from './bookings/staff-views'
import { bookingCodePattern } from './bookings/words'
import { BookingDetail, BookingRow } from './bookings/views'
import { endpoints } from './endpoints'
import { importCode } from './grids'
import { ofVenue, ofTicket } from './queue/endpoints'
import { TicketView, StaffTicket, Counter } from './queue/views'
import { ruleWords } from './rule-words'
import { rulesRoles, venueRoles } from './roles'
import { queueLetter, VenueRow, venueToken } from './services/views'
import { personName } from './people/names-and-phones'
import { id, line } from './values'

const windowName = line(10)

const ticketStep = {
  params: ofTicket,
  replies: { 200: StaffTicket },
  who: venueRoles,
  relation: 'area',
  problems: ['notFound', 'notNow'],
} as const

export const counterEndpoints = endpoints('counter', {
  'GET /v1/check-in-places/{token}': {
    does: 'What a centre’s check-in code (签到码) leads to: the caller’s bookings there today, and what can be had without booking.',
    params: v.object({ token: venueToken }),
    replies: {
      200: v.object({
        venue: VenueRow,
        bookings: v.array(BookingRow),
        /** The caller's numbers of today at this venue. */
        tickets: v.array(TicketView),
        walkIns: v.array(v.object({ serviceCode: importCode, name: v.string(), open: v.boolean(), says: v.string() })),
      }),
    },
    who: ['resident'],
    relation: 'none',
    problems: ['notFound', 'codeExpired'],
  },
  'POST /v1/bookings/{id}/checkIn': {
    does: 'Checks in with the centre’s code and draws a number.',
    params: v.object({ id }),
    body: v.object({ token: venueToken }),
    replies: { 200: v.object({ booking: BookingDetail, ticket: v.nullable(TicketView) }) },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'notArrivable', 'wrongVenue', 'codeExpired'],
  },
  'POST /v1/tickets': {
    does: 'Draws a number without a booking, at the place itself: one a service at a time.',
    body: v.object({ token: venueToken, serviceCode: importCode }),
    replies: { 201: TicketView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'codeExpired', 'scanWall', 'venueClosed', 'walkInsFull', 'alreadyQueued', 'alreadyBooked', 'dailyCap'],
  },
  'DELETE /v1/tickets/{id}': {
    does: 'Gives a number back.',
    params: ofTicket,
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/venues/{code}/wall-keys': {
    does: 'Renews the key of the place’s wall display: the old address shows no check-in code any more, codes it showed end at once.',
    params: ofVenue,
    replies: { 201: v.object({ wallKey: v.string() }) },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/check-ins': {
    does: 'Checks somebody in by the six digits of their booking, and draws their number.',
    body: v.object({ venueCode: importCode, code: v.pipe(v.string(), v.trim(), v.regex(bookingCodePattern, ruleWords.bookingCode)) }),
    replies: { 200: v.object({ booking: StaffBookingRow, ticket: v.nullable(StaffTicket) }) },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'notArrivable'],
  },
  'POST /v1/staff/tickets': {
    does: 'Draws a number for somebody without a phone.',
    body: v.object({ venueCode: importCode, serviceCode: importCode, name: v.optional(personName()) }),
    replies: { 201: StaffTicket },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'walkInsFull'],
  },
  'GET /v1/staff/venues/{code}/counter': {
    does: 'The queue as the counter sees it.',
    params: ofVenue,
    query: v.object({ queue: v.optional(queueLetter) }),
    replies: { 200: Counter },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/venues/{code}/next': {
    does:
      'Calls the next number to a window. What the window has in hand goes first: a number being served is done, one only called is passed (过号). ' +
      'Answers `queueEmpty` when nobody waits, `notNow` when the window serves somebody the caller does not, and then nothing has changed.',
    params: ofVenue,
    body: v.object({ queue: v.optional(queueLetter), window: windowName }),
    replies: { 200: StaffTicket },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'queueEmpty', 'notNow'],
  },
  'POST /v1/staff/tickets/{id}/recall': { does: 'Calls the number again.', ...ticketStep },
  'POST /v1/staff/tickets/{id}/pass': {
    does: '过号: nobody came; it is called once more later, the second time it is void.',
    ...ticketStep,
  },
  'POST /v1/staff/tickets/{id}/serve': { does: 'Begins to serve.', ...ticketStep },
  'POST /v1/staff/tickets/{id}/done': { does: 'Done; a booking with it is finished and may be rated.', ...ticketStep },
  'POST /v1/staff/tickets/{id}/call': {
    does: 'Calls this number out of turn to a window: somebody who cannot wait, or a passed one who is back.',
    ...ticketStep,
    body: v.object({ window: windowName }),
  },
  'POST /v1/staff/bookings/{id}/arriveLate': {
    does: 'Lets somebody in who was counted as missed, the same day; the no-show is taken back.',
    params: v.object({ id }),
    replies: { 200: StaffBooking },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
})
