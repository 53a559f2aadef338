import * as v from 'valibot'
import { StaffBookingRow } from '../bookings/staff-views'
import { importCode } from '../grids'
import { queueLetter, VenueRow, venueToken } from '../services/views'
import { id, instant } from '../values'
import { TicketAction, TicketState } from './machine'

/** A range of minutes; `说不准` when no estimate is possible. */
const Estimate = v.object({ from: v.nullable(v.number()), to: v.nullable(v.number()), says: v.string() })

export const TicketView = v.object({
  id,
  /** The number as shown: `A012`. */
  number: v.string(),
  state: TicketState,
  venue: VenueRow,
  serviceCode: importCode,
  serviceName: v.string(),
  bookingId: v.nullable(id),
  /** How many numbers will be called before it. */
  ahead: v.number(),
  estimate: Estimate,
  /** The window that calls it. */
  window: v.nullable(v.string()),
  /** The number called last in its queue. */
  now: v.nullable(v.string()),
  /** The place closed for the day without calling it. */
  leftOver: v.boolean(),
  /** What its state means and what to do: `预约优先，按预约时间叫号`, `叫过一次没到，再过 3 个号会再叫一次`. */
  says: v.string(),
  drawnAt: instant,
  /** The actions its holder may take now, shown as buttons. */
  actions: v.array(TicketAction),
})

export type TicketView = v.InferOutput<typeof TicketView>

export const StaffTicket = v.object({
  id,
  number: v.string(),
  state: TicketState,
  serviceName: v.string(),
  booked: v.boolean(),
  /** Beginning of the booking; null without one. */
  startsAt: v.nullable(instant),
  name: v.nullable(v.string()),
  window: v.nullable(v.string()),
  waitedMinutes: v.number(),
  booking: v.nullable(StaffBookingRow),
  /** The actions the counter may take now, shown as buttons. */
  actions: v.array(TicketAction),
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
  /** What the address of the wall display carries so that it shows the check-in code (签到码); for who keeps all of the place. */
  wallKey: v.nullable(v.string()),
})

export type Counter = v.InferOutput<typeof Counter>

export const NowServing = v.object({
  venueName: v.string(),
  /** Recent calls, newest first: number and window. */
  called: v.array(v.object({ number: v.string(), window: v.string(), serving: v.boolean(), at: instant })),
  next: v.array(v.string()),
  waiting: v.number(),
  estimate: Estimate,
  /** The check-in code (签到码) to show now, and its QR code as SVG; null without the key of the wall display. */
  checkIn: v.nullable(v.object({ code: venueToken, svg: v.string() })),
  /** The address has a key of the wall display that was renewed since, or never was one: the page says what to do. */
  keyOver: v.boolean(),
  /** When the queue last moved, or the code to show changed. */
  at: instant,
})

export type NowServing = v.InferOutput<typeof NowServing>
