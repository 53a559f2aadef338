import * as v from 'valibot'
import { importCode } from '../grids'
import { ServiceWay, VenueRow } from '../services/views'
import { day, id, instant } from '../values'
import { BookingAction, bookingParties } from './machine'
import { BookingEvent, BookingRow } from './views'

/** What those who keep a place see of it: its bookings, the sheet of a day, figures, calendars. */

export const StaffBookingRow = v.object({
  ...BookingRow.entries,
  venueCode: importCode,
  /** Who comes. */
  name: v.string(),
  phone: v.nullable(v.string()),
  code: v.string(),
  note: v.string(),
  byStaff: v.boolean(),
  /** Booked in the app, and told there of every change. Somebody without an account is called by the place. */
  hasAccount: v.boolean(),
  /** What is still to be said by phone to somebody without an account, in full sentences; null: nothing, or it was said. */
  toCall: v.nullable(v.string()),
  /** Where the helper comes to, and who goes; only of a home service. */
  address: v.nullable(v.string()),
  helper: v.nullable(v.object({ code: importCode, name: v.string() })),
  approveBy: v.nullable(instant),
})
export type StaffBookingRow = v.InferOutput<typeof StaffBookingRow>

export const StaffBooking = v.object({
  ...StaffBookingRow.entries,
  /** Who may be sent, for a home service; who is on leave then cannot. */
  helpers: v.array(v.object({ code: importCode, name: v.string(), onLeave: v.boolean() })),
  reason: v.nullable(v.string()),
  appeal: v.nullable(v.object({ text: v.string(), at: instant, answer: v.nullable(v.string()) })),
  /** No-shows of this person in this group within `noShowDays`, this one included. */
  misses: v.number(),
  exempt: v.boolean(),
  ticketId: v.nullable(id),
  events: v.array(BookingEvent),
  as: v.array(v.picklist(bookingParties)),
  /** What the caller may do with it now: the buttons. */
  actions: v.array(BookingAction),
  /** When they change by time alone: ask again then. */
  actionsUntil: v.nullable(instant),
})
export type StaffBooking = v.InferOutput<typeof StaffBooking>

/** 当日表: one day of a place, service by service, slot by slot. */
export const DaySheet = v.object({
  venue: VenueRow,
  day,
  /** `国庆节`, `停办:装修`; null on an ordinary day. */
  says: v.nullable(v.string()),
  services: v.array(
    v.object({
      code: importCode,
      name: v.string(),
      way: ServiceWay,
      slots: v.array(
        v.object({
          id,
          startsAt: instant,
          endsAt: instant,
          /** Places in all, those kept for people who just come, those that can be booked, and those taken of the latter. */
          places: v.number(),
          walkIn: v.number(),
          capacity: v.number(),
          taken: v.number(),
          closedReason: v.nullable(v.string()),
          waiting: v.number(),
          bookings: v.array(StaffBookingRow),
        }),
      ),
    }),
  ),
})
export type DaySheet = v.InferOutput<typeof DaySheet>

const share = v.object({ of: v.number(), count: v.number() })
/** Figures of a stretch of days; a share is `count` of `of`. */
export const BookingFigures = v.object({
  fromDay: day,
  untilDay: day,
  /** Booked of bookable places in slots that are over. */
  used: share,
  /** Missed of bookings whose time is over. */
  missed: share,
  /** Of all bookings, those cancelled by whoever booked; and those called off by the place or by the clock. */
  cancelled: share,
  calledOff: share,
  /** Waiting-list entries, and those that got a place. */
  waiting: share,
  /** Median minutes between arrival (or the booked time, whichever is later) and being served, and of how many; null under 5. */
  wait: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
  days: v.array(v.object({ day, capacity: v.number(), booked: v.number(), missed: v.number(), walkIns: v.number() })),
  services: v.array(v.object({ code: importCode, name: v.string(), used: share, missed: share, waiting: share })),
  /** By hour of the day (0–23): tickets drawn, those of them that were served, and their median minutes waited; null under 5. */
  hours: v.array(v.object({ hour: v.number(), tickets: v.number(), served: v.number(), minutes: v.nullable(v.number()) })),
})
export type BookingFigures = v.InferOutput<typeof BookingFigures>

/** The same shares of one place, or of several together, to compare them. */
const VenueFigures = v.object({
  /** Bookings made, whatever became of them. */
  booked: v.number(),
  missed: share,
  cancelled: share,
  calledOff: share,
  /** As in `BookingFigures`. */
  wait: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
})
export type VenueFigures = v.InferOutput<typeof VenueFigures>

/** Places side by side, by area and code; and all of them together. */
export const ComparedVenues = v.object({
  fromDay: day,
  untilDay: day,
  all: VenueFigures,
  rows: v.array(v.object({ code: importCode, name: v.string(), areaName: v.string(), ...VenueFigures.entries })),
})
export type ComparedVenues = v.InferOutput<typeof ComparedVenues>

/** A calendar of a venue or of the caller's own services for a phone or desk calendar. Names no resident. */
export const Feed = v.object({
  id,
  name: v.string(),
  venueCode: v.nullable(importCode),
  createdAt: instant,
  lastReadAt: v.nullable(instant),
})
export type Feed = v.InferOutput<typeof Feed>
