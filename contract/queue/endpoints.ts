import * as v from 'valibot'
import { ticketStates } from '../bookings/words'
import { BookingDetail, BookingRow } from '../bookings/views'
import { StaffBookingRow } from '../bookings/staff-views'
import { endpoints } from '../endpoints'
import { importCode } from '../grids'
import { machine } from '../machine'
import { venueRoles } from '../roles'
import { queueLetter, VenueRow, venueToken } from '../services/endpoints'
import { id, instant, text } from '../values'

/** 签到排队: arriving, the queue, the counter, and what a wall display shows. */

export type TicketState = (typeof ticketStates)[number]
export const TicketState = v.picklist(ticketStates)

/** A number, from drawing to done. A number that was called and did not come (`pass`, 过号) waits three calls and is called once more; then it is void. */
export const ticketMachine = machine<TicketState, 'holder' | 'counter' | 'system'>()({
  call: { from: ['waiting', 'passed'], to: 'called', by: ['counter'], label: '叫号' },
  recall: { from: ['called'], to: 'same', by: ['counter'], label: '再叫一次' },
  pass: { from: ['called'], to: 'passed', by: ['counter'], label: '过号' },
  void: { from: ['called', 'waiting', 'passed'], to: 'void', by: ['system', 'holder'], label: '作废' },
  serve: { from: ['called'], to: 'serving', by: ['counter'], label: '开始办理' },
  done: { from: ['called', 'serving'], to: 'done', by: ['counter', 'system'], label: '办好了' },
})
export type TicketAction = keyof typeof ticketMachine
/** A passed number is called again after so many further calls. */
export const recallAfter = 3

/** A stretch of minutes; `说不准` when there is nothing to reckon from. */
const Estimate = v.object({ from: v.nullable(v.number()), to: v.nullable(v.number()), says: v.string() })

export const TicketView = v.object({
  id,
  /** `A012` */
  number: v.string(),
  state: TicketState,
  venue: VenueRow,
  serviceName: v.string(),
  bookingId: v.nullable(id),
  /** Numbers that will be called before it. */
  ahead: v.number(),
  estimate: Estimate,
  /** Window that calls it. */
  window: v.nullable(v.string()),
  /** The number called last in its queue. */
  now: v.nullable(v.string()),
  /** What it means, and what to do: `预约优先,按预约时间叫号`, `叫过一次没到,再过 3 个号会再叫一次`. */
  says: v.string(),
  drawnAt: instant,
})
export type TicketView = v.InferOutput<typeof TicketView>

export const StaffTicket = v.object({
  id,
  number: v.string(),
  state: TicketState,
  serviceName: v.string(),
  booked: v.boolean(),
  /** Beginning of the booking, for those booked. */
  startsAt: v.nullable(instant),
  name: v.nullable(v.string()),
  window: v.nullable(v.string()),
  waitedMinutes: v.number(),
  booking: v.nullable(StaffBookingRow),
})
export type StaffTicket = v.InferOutput<typeof StaffTicket>

export const Counter = v.object({
  venue: VenueRow,
  queues: v.array(v.object({ letter: queueLetter, names: v.array(v.string()), waiting: v.number() })),
  /** Called or being served, by window. */
  current: v.array(StaffTicket),
  /** In the order they will be called. */
  waiting: v.array(StaffTicket),
  /** Passed, in the order they may be called again. */
  passed: v.array(StaffTicket),
  served: v.number(),
  estimate: Estimate,
})
export type Counter = v.InferOutput<typeof Counter>

export const NowServing = v.object({
  venueName: v.string(),
  /** Called lately, newest first: number and window. */
  called: v.array(v.object({ number: v.string(), window: v.string(), serving: v.boolean(), at: instant })),
  next: v.array(v.string()),
  waiting: v.number(),
  estimate: Estimate,
  at: instant,
})
export type NowServing = v.InferOutput<typeof NowServing>

const ofVenue = v.object({ code: importCode })
const ofTicket = v.object({ id })
const windowName = text(10)
const ticketStep = {
  params: ofTicket,
  replies: { 200: StaffTicket },
  who: venueRoles,
  relation: 'area',
  problems: ['notFound', 'notNow'],
} as const

export const queueEndpoints = endpoints('queue', {
  'GET /v1/check-in-places/{token}': {
    does: 'What a centre’s check-in code (签到码) leads to: the caller’s bookings there today, and what can be had without booking.',
    params: v.object({ token: venueToken }),
    replies: {
      200: v.object({
        venue: VenueRow,
        bookings: v.array(BookingRow),
        /** Numbers of today the caller holds here. */
        tickets: v.array(TicketView),
        walkIns: v.array(v.object({ serviceCode: importCode, name: v.string(), open: v.boolean(), says: v.string() })),
      }),
    },
    who: ['resident'],
    relation: 'none',
    problems: ['notFound'],
  },
  'POST /v1/bookings/{id}/checkIn': {
    does: 'Checks in with the centre’s code and draws a number.',
    params: v.object({ id }),
    body: v.object({ token: venueToken }),
    replies: { 200: v.object({ booking: BookingDetail, ticket: v.nullable(TicketView) }) },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'notArrivable', 'wrongVenue'],
  },
  'POST /v1/tickets': {
    does: 'Draws a number without a booking, at the place itself: one a service at a time.',
    body: v.object({ token: venueToken, serviceCode: importCode }),
    replies: { 201: TicketView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'venueClosed', 'walkInsFull', 'alreadyQueued', 'alreadyBooked'],
  },
  'GET /v1/tickets': {
    does: 'My numbers of today.',
    replies: { 200: v.object({ rows: v.array(TicketView) }) },
    who: ['resident'],
    relation: 'own',
  },
  'GET /v1/tickets/{id}': {
    does: 'One of my numbers: how many are before it, and an honest estimate.',
    params: ofTicket,
    replies: { 200: TicketView },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'DELETE /v1/tickets/{id}': {
    does: 'Gives a number back.',
    params: ofTicket,
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },
  'GET /v1/venues/{code}/now-serving': {
    does: 'Which numbers are called, and how many wait; no names.',
    params: ofVenue,
    replies: { 200: NowServing },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/venues/{code}/display': {
    does: 'A page for a wall display (现在叫号) that keeps itself up to date.',
    params: ofVenue,
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },

  'POST /v1/staff/check-ins': {
    does: 'Checks somebody in by the six digits of their booking, and draws their number.',
    body: v.object({ venueCode: importCode, code: v.pipe(v.string(), v.trim(), v.regex(/^\d{6}$/, '预约码是 6 位数字')) }),
    replies: { 200: v.object({ booking: StaffBookingRow, ticket: v.nullable(StaffTicket) }) },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'notArrivable'],
  },
  'POST /v1/staff/tickets': {
    does: 'Draws a number for somebody without a phone.',
    body: v.object({ venueCode: importCode, serviceCode: importCode, name: v.optional(text(20)) }),
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
})

/** Minutes before its beginning from which a booking comes before those who just came. */
export const bookedFirstMinutes = 15
