import * as v from 'valibot'
import { importCode } from '../grids'
import { ServiceWay, VenueRow } from '../services/views'
import { day, id, instant } from '../values'
import { BookingAction, bookingParties } from './machine'
import { BookingEvent, BookingRow } from './views'

/** Schemas for the managers of a venue: its bookings, the sheet of a day, figures, calendars. */

export const StaffBookingRow = v.object({
  ...BookingRow.entries,
  venueCode: importCode,
  /** The person who comes, or the organisation that sends somebody. */
  name: v.string(),
  /** Of what an organisation booked, its contact who booked it: `店长 钱芳`. */
  contact: v.nullable(v.string()),
  phone: v.nullable(v.string()),
  code: v.string(),
  note: v.string(),
  byStaff: v.boolean(),
  /** Whether the booker has an account and is notified in the app; otherwise the venue phones them. */
  hasAccount: v.boolean(),
  /** What a booker without an account still has to be told by phone, in full sentences; null when nothing is left to say. */
  toCall: v.nullable(v.string()),
  /** Address of the home visit, and its helper; only of a home service. */
  address: v.nullable(v.string()),
  helper: v.nullable(v.object({ code: importCode, name: v.string() })),
  approveBy: v.nullable(instant),
})
export type StaffBookingRow = v.InferOutput<typeof StaffBookingRow>

export const StaffBooking = v.object({
  ...StaffBookingRow.entries,
  /** Who may be assigned as helper of a home service; staff on leave then cannot. */
  helpers: v.array(v.object({ code: importCode, name: v.string(), onLeave: v.boolean() })),
  reason: v.nullable(v.string()),
  appeal: v.nullable(v.object({ text: v.string(), at: instant, answer: v.nullable(v.string()) })),
  /** No-shows of this person in this group within `noShowDays`, this one included. */
  misses: v.number(),
  exempt: v.boolean(),
  ticketId: v.nullable(id),
  events: v.array(BookingEvent),
  as: v.array(v.picklist(bookingParties)),
  /** The actions allowed now, shown as buttons. */
  actions: v.array(BookingAction),
  /** When the allowed actions change by time alone; reload then. */
  actionsUntil: v.nullable(instant),
})
export type StaffBooking = v.InferOutput<typeof StaffBooking>

/** 当日表: one day of a venue, by service and slot. */
export const DaySheet = v.object({
  venue: VenueRow,
  day,
  /** The day's note: `国庆节`, `停办：装修`; null on an ordinary day. */
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
          /** Seats in all, those reserved for walk-ins, those that can be booked, and those booked. */
          places: v.number(),
          walkIn: v.number(),
          capacity: v.number(),
          taken: v.number(),
          /** Why it takes nobody new, as it is shown: `停办：装修`, `开放时间有调整`. */
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
/** Figures of a range of days; a share is `count` of `of`. */
export const BookingFigures = v.object({
  fromDay: day,
  untilDay: day,
  /** Booked of bookable seats in slots that are over. */
  used: share,
  /** No-shows of bookings that are over. */
  missed: share,
  /** Of all bookings, those cancelled by the booker; and those cancelled by the venue or by a job. */
  cancelled: share,
  /** Of those cancelled by the booker, the late ones (临时取消). */
  cancelledLate: share,
  calledOff: share,
  /** Waiting-list entries, and those that got a seat. */
  waiting: share,
  /** Median minutes between arrival (or the booked time, whichever is later) and being served, with the count; null under 5. */
  wait: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
  days: v.array(v.object({ day, capacity: v.number(), booked: v.number(), missed: v.number(), walkIns: v.number() })),
  services: v.array(v.object({ code: importCode, name: v.string(), used: share, missed: share, waiting: share })),
  /** By hour of the day (0–23): numbers drawn, those of them served, and their median waiting minutes; null under 5. */
  hours: v.array(v.object({ hour: v.number(), tickets: v.number(), served: v.number(), minutes: v.nullable(v.number()) })),
})
export type BookingFigures = v.InferOutput<typeof BookingFigures>

/** The same shares of one venue, or of several together, for comparison. */
const VenueFigures = v.object({
  /** Bookings made, in whatever state they are now. */
  booked: v.number(),
  missed: share,
  cancelled: share,
  calledOff: share,
  /** As in `BookingFigures`. */
  wait: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
})
export type VenueFigures = v.InferOutput<typeof VenueFigures>

/** Figures by venue, in order of area and code; and of all venues together. */
export const ComparedVenues = v.object({
  fromDay: day,
  untilDay: day,
  all: VenueFigures,
  rows: v.array(v.object({ code: importCode, name: v.string(), areaName: v.string(), ...VenueFigures.entries })),
})
export type ComparedVenues = v.InferOutput<typeof ComparedVenues>

/** A calendar address of a venue or of the caller's own services for a phone or desktop calendar. Names no resident. */
export const Feed = v.object({
  id,
  name: v.string(),
  venueCode: v.nullable(importCode),
  createdAt: instant,
  lastReadAt: v.nullable(instant),
})
export type Feed = v.InferOutput<typeof Feed>
