import * as v from 'valibot'
import { bookingMachine, bookingParties, BookingState, WaitingState } from './booking-machine'
import { endpoints } from './endpoints'
import { importCode } from './grids'
import { OnBehalfOfOther } from './on-behalf'
import { venueRoles } from './roles'
import { ServiceGroup, ServiceWay, SlotRow, VenueRow } from './services'
import { day, id, instant, page, pageOf, phone, text, whole } from './values'

/** 预约: a place held, booked, waited for, come to or missed. Its machine: booking-machine.ts. */

// —— what is said of a booking ——

export const BookingRow = v.object({
  id,
  state: BookingState,
  serviceCode: importCode,
  serviceName: v.string(),
  group: ServiceGroup,
  way: ServiceWay,
  startsAt: instant,
  endsAt: instant,
  /** The venue's name; for a home service `上门`. */
  place: v.string(),
  seats: v.number(),
  /** Whom it is for, when not for the booker. */
  forName: v.nullable(v.string()),
  /** The next step in words: `明天 9:00 前到场签到;请准备:身份证`. */
  next: v.string(),
  /** A hold or offer ends. */
  heldUntil: v.nullable(instant),
})
export type BookingRow = v.InferOutput<typeof BookingRow>

export const BookingEvent = v.object({
  seq: v.number(),
  did: v.string(),
  by: v.string(),
  at: instant,
  title: v.string(),
  text: v.string(),
})
export type BookingEvent = v.InferOutput<typeof BookingEvent>

export const BookingDetail = v.object({
  ...BookingRow.entries,
  slotId: id,
  /** Six digits to show at the counter. */
  code: v.string(),
  venue: VenueRow,
  providerName: v.string(),
  phone: v.string(),
  bring: v.string(),
  note: v.string(),
  /** Where the helper comes to; only of a home service. */
  address: v.nullable(v.string()),
  helper: v.nullable(v.object({ name: v.string(), phone: v.string() })),
  /** Why it was called off or declined. */
  reason: v.nullable(v.string()),
  /** Until when the booker may cancel or move; null: no longer possible in this state. */
  cancelUntil: v.nullable(instant),
  arriveFrom: instant,
  /** The end, or the end of the grace where that is later. */
  arriveUntil: instant,
  approveBy: v.nullable(instant),
  /** Grows with each change; iCalendar's SEQUENCE (RFC 5545 §3.8.7.4). */
  sequence: v.number(),
  /** Signed address of the .ics file, relative to the API's origin; tentative while a yes is awaited, a cancellation once it is off; null where no calendar had it. */
  icsUrl: v.nullable(v.string()),
  /** What this no-show led to, in words; null when it led to nothing. */
  missedSays: v.nullable(v.string()),
  appeal: v.nullable(v.object({ text: v.string(), answer: v.nullable(v.string()) })),
  rating: v.nullable(v.object({ satisfied: v.number(), text: v.string(), answer: v.nullable(v.string()) })),
  rateBy: v.nullable(instant),
  ticketId: v.nullable(id),
  events: v.array(BookingEvent),
  as: v.array(v.picklist(bookingParties)),
})
export type BookingDetail = v.InferOutput<typeof BookingDetail>

/** A place held while the form is filled; a booking in state `held`. */
export const Hold = v.object({ id, slot: SlotRow, serviceCode: importCode, seats: v.number(), heldUntil: instant })
export type Hold = v.InferOutput<typeof Hold>

export const BookForm = v.object({
  holdId: id,
  note: v.optional(text(200)),
  /** How to reach the booker about this booking; the account's phone when left out. */
  phone: v.optional(phone),
  /** Where to come to; needed for a home service, as is a phone. */
  address: v.optional(text(100, 4)),
  onBehalf: v.optional(OnBehalfOfOther),
})
export type BookForm = v.InferInput<typeof BookForm>

export const WaitingRow = v.object({
  id,
  state: WaitingState,
  slotId: id,
  serviceCode: importCode,
  serviceName: v.string(),
  startsAt: instant,
  endsAt: instant,
  place: v.string(),
  seats: v.number(),
  /** She waits for somebody else, whose name is asked when the place is booked. */
  forOther: v.boolean(),
  /** People before her, herself included: 1 is next. */
  position: v.number(),
  /** `offered`: the hold that waits for her (book it like any hold), until when. */
  holdId: v.nullable(id),
  offerUntil: v.nullable(instant),
})
export type WaitingRow = v.InferOutput<typeof WaitingRow>

// —— staff ——

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
  /** No-shows of this person in this group within 30 days, this one included. */
  misses: v.number(),
  exempt: v.boolean(),
  ticketId: v.nullable(id),
  events: v.array(BookingEvent),
  as: v.array(v.picklist(bookingParties)),
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
const PlaceFigures = v.object({
  /** Bookings made, whatever became of them. */
  booked: v.number(),
  missed: share,
  cancelled: share,
  calledOff: share,
  /** As in `BookingFigures`. */
  wait: v.nullable(v.object({ minutes: v.number(), of: v.number() })),
})
export type PlaceFigures = v.InferOutput<typeof PlaceFigures>

/** Places side by side, by area and code; and all of them together. */
export const ComparedPlaces = v.object({
  fromDay: day,
  untilDay: day,
  all: PlaceFigures,
  rows: v.array(v.object({ code: importCode, name: v.string(), areaName: v.string(), ...PlaceFigures.entries })),
})
export type ComparedPlaces = v.InferOutput<typeof ComparedPlaces>

/** A calendar of a venue or of the caller's own services for a phone or desk calendar. Names no resident. */
export const Feed = v.object({
  id,
  name: v.string(),
  venueCode: v.nullable(importCode),
  createdAt: instant,
  lastReadAt: v.nullable(instant),
})
export type Feed = v.InferOutput<typeof Feed>

const bookingId = v.object({ id })
const ofVenue = v.object({ code: importCode })

/** Why a place cannot be had, each with the next possible thing. */
const refusals = [
  'notFound',
  'slotFull',
  'slotPast',
  'notOpenYet',
  'bookingClosed',
  'slotGone',
  'limitReached',
  'limitedForNow',
  'alreadyBooked',
  'alreadyThen',
  'proxyLimit',
  'onTheSpotOnly',
] as const

const ofBooker = { params: bookingId, replies: { 200: BookingDetail }, who: ['resident'], relation: 'own' } as const
const ofCounter = { params: bookingId, replies: { 200: StaffBooking }, who: venueRoles, relation: 'area' } as const

/** A link that opens without a session: who made it could see what it shows. */
const signed = {
  exp: v.pipe(v.string(), v.regex(/^\d{1,10}$/)),
  sig: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
}

export const bookingEndpoints = endpoints('bookings', {
  'POST /v1/holds': {
    does: 'Holds places of a slot for 5 minutes while the form is filled; the caller’s earlier hold of another slot ends.',
    /** `forOther`: somebody else comes, so the caller’s own bookings and limits are not looked at; whose they are is known at booking. */
    body: v.object({ slotId: id, seats: v.optional(whole(1, 10), 1), forOther: v.optional(v.boolean()) }),
    replies: { 201: Hold },
    who: ['resident'],
    relation: 'own',
    problems: refusals,
  },
  'DELETE /v1/holds/{id}': {
    does: 'Lets a held place go, or declines an offer from the waiting list.',
    params: bookingId,
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/bookings': {
    does: 'Books a held or offered place; a service with approval answers `pending`.',
    body: BookForm,
    replies: { 201: BookingDetail },
    who: ['resident'],
    relation: 'own',
    problems: [...refusals, 'holdOver', 'consentNeeded'],
  },
  'GET /v1/bookings': {
    does: 'My bookings: those ahead by time, or all, latest first. A running hold comes first.',
    query: v.object({ view: v.optional(v.picklist(['ahead', 'all']), 'ahead'), ...page }),
    replies: { 200: pageOf(BookingRow) },
    who: ['resident'],
    relation: 'own',
  },
  'GET /v1/bookings/{id}': { does: 'One of my bookings.', ...ofBooker, problems: ['notFound'] },
  'POST /v1/bookings/{id}/cancel': {
    does: 'Cancels a booking within its cancel window; the place goes to whoever waits first.',
    body: bookingMachine.cancel.body,
    ...ofBooker,
    problems: ['notFound', 'notNow', 'cancelLate'],
  },
  'POST /v1/bookings/{id}/move': {
    does: 'Moves a booking to another slot of its service at once: the old place is given up only when the new one is taken.',
    body: bookingMachine.move.body,
    ...ofBooker,
    problems: [...refusals, 'notNow', 'cancelLate'],
  },
  'POST /v1/bookings/{id}/appeal': {
    does: 'Says why one did not come (申诉), once; the place’s staff decide.',
    body: bookingMachine.appeal.body,
    ...ofBooker,
    problems: ['notFound', 'notNow', 'appealedOnce'],
  },
  'GET /v1/bookings/{id}/calendar': {
    does: 'The booking as an iCalendar file (RFC 5545) for whoever holds a signed link to it; a cancelled one says so.',
    params: bookingId,
    query: v.object(signed),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound', 'fileGone'],
  },

  'POST /v1/waiting': {
    does: 'Joins the waiting list (候补) of a full slot. A freed place is offered first come, first served.',
    /** `forOther`: as with a hold, the caller’s own bookings and limits are not looked at. */
    body: v.object({ slotId: id, seats: v.optional(whole(1, 10), 1), forOther: v.optional(v.boolean()) }),
    replies: { 201: WaitingRow },
    who: ['resident'],
    relation: 'own',
    problems: [...refusals.filter((code) => code !== 'slotFull'), 'stillFree', 'alreadyWaiting'],
  },
  'GET /v1/waiting': {
    does: 'Where I wait: offers first, then by time.',
    replies: { 200: v.object({ rows: v.array(WaitingRow) }) },
    who: ['resident'],
    relation: 'own',
  },
  'DELETE /v1/waiting/{id}': {
    does: 'Leaves a waiting list; a place on offer goes to the next.',
    params: bookingId,
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow'],
  },

  'GET /v1/staff/venues': {
    does: 'Places the caller keeps, with what waits there today.',
    replies: {
      200: v.object({
        rows: v.array(
          v.object({
            venue: VenueRow,
            /** The services that are the caller's there, who gives them as a professional; null: the whole place is. */
            only: v.nullable(v.array(importCode)),
            today: v.object({ booked: v.number(), arrived: v.number(), done: v.number(), missed: v.number() }),
            /** Bookings that wait for a yes, appeals to decide, home visits without a helper, people to call, bad ratings to answer. */
            todo: v.object({
              pending: v.number(),
              appeals: v.number(),
              unassigned: v.number(),
              calls: v.number(),
              ratings: v.number(),
            }),
          }),
        ),
      }),
    },
    who: [...venueRoles],
    relation: 'area',
  },
  'GET /v1/staff/venues/{code}/sheet': {
    does: 'The day sheet (当日表): every slot of a day with who comes.',
    params: ofVenue,
    query: v.object({ day: v.optional(day) }),
    replies: { 200: DaySheet },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/venues/{code}/prints': {
    does: 'A link of 10 minutes to a page to print: the day sheet of what the caller keeps there, or, for who keeps all of it, the poster with the check-in code (签到码).',
    params: ofVenue,
    body: v.object({ what: v.picklist(['sheet', 'poster']), day: v.optional(day) }),
    replies: { 201: v.object({ url: v.string(), expiresAt: instant }) },
    who: [...venueRoles],
    relation: 'area',
    idempotent: false,
    problems: ['notFound'],
  },
  'GET /v1/prints/{code}': {
    does: 'The page a print link stands for.',
    params: ofVenue,
    query: v.object({
      what: v.picklist(['sheet', 'poster']),
      day,
      /** Codes of the services shown, where it is not all of them. */
      only: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/))),
      ...signed,
    }),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound', 'fileGone'],
  },
  'GET /v1/staff/bookings': {
    does: 'What waits for staff: bookings to approve, appeals to decide, home visits to assign, people to call, or all of a person’s name, phone or code.',
    query: v.object({
      view: v.picklist(['pending', 'appeals', 'home', 'calls', 'find']),
      venue: v.optional(importCode),
      /** `find`: a code of six digits, a whole phone number, or a name, within 14 days either side. */
      q: v.optional(text(20)),
      ...page,
    }),
    replies: { 200: pageOf(StaffBookingRow) },
    who: [...venueRoles],
    relation: 'area',
  },
  'POST /v1/staff/bookings': {
    does: 'Books for somebody who came or called; walk-in places count too. Lead time and limits do not bind the counter.',
    body: v.object({
      slotId: id,
      seats: v.optional(whole(1, 10), 1),
      name: text(20),
      phone: v.optional(phone),
      note: v.optional(text(200)),
      address: v.optional(text(100, 4)),
      consent: v.picklist(['inPerson', 'byPhone']),
    }),
    replies: { 201: StaffBooking },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'slotFull', 'slotPast', 'slotGone', 'alreadyBooked', 'alreadyThen', 'onTheSpotOnly'],
  },
  'GET /v1/staff/bookings/{id}': { does: 'One booking of a place the caller keeps.', ...ofCounter, problems: ['notFound'] },
  'POST /v1/staff/bookings/{id}/approve': {
    does: 'Says yes.',
    body: bookingMachine.approve.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/decline': {
    does: 'Says no, with the reason.',
    body: bookingMachine.decline.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/callOff': {
    does: 'Cancels on the place’s side at any time, with the reason; the booker is told, with other times, or to be called.',
    body: bookingMachine.callOff.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/move': {
    does: 'Moves a booking on somebody’s behalf; lead time, limits and cancel window do not bind the counter.',
    body: bookingMachine.move.body,
    ...ofCounter,
    problems: ['notFound', 'notNow', 'slotFull', 'slotPast', 'slotGone', 'alreadyBooked', 'alreadyThen'],
  },
  'POST /v1/staff/bookings/{id}/assign': {
    does: 'Says who goes to a home visit (上门).',
    body: bookingMachine.assign.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/arriveLate': {
    does: 'Lets somebody in who was counted as missed, the same day; the no-show is taken back.',
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/finish': {
    does: 'Says it was done; the booker may rate.',
    body: bookingMachine.finish.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/miss': {
    does: 'Counts somebody as not come, after the grace.',
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/excuse': {
    does: 'Takes a no-show back: it does not count, and a limit it led to ends.',
    body: bookingMachine.excuse.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/keep': {
    does: 'Answers an appeal with no, with the reason.',
    body: bookingMachine.keep.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/staff/bookings/{id}/called': {
    does: 'Says that somebody without an account was told by phone what `toCall` says; what was said stays in the timeline.',
    body: bookingMachine.called.body,
    ...ofCounter,
    problems: ['notFound', 'notNow'],
  },
  'GET /v1/staff/booking-figures': {
    does: 'Utilisation, no-shows, cancellations and waiting of a place, or of the caller’s services there, over up to 92 days.',
    query: v.object({ venue: importCode, from: day, until: day }),
    replies: { 200: BookingFigures },
    who: [...venueRoles, 'supervisor'],
    relation: 'area',
    problems: ['notFound'],
  },
  'GET /v1/staff/place-figures': {
    does: 'The places the caller keeps or supervises, compared over up to 92 days.',
    query: v.object({ from: day, until: day }),
    replies: { 200: ComparedPlaces },
    who: [...venueRoles, 'supervisor'],
    relation: 'area',
  },
  'POST /v1/staff/feeds': {
    does: 'Makes a calendar address for a place, or for the services the caller gives; it is shown once.',
    body: v.object({ venue: v.optional(importCode), name: text(30) }),
    replies: { 201: v.object({ feed: Feed, url: v.string() }) },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'GET /v1/staff/feeds': {
    does: 'The caller’s calendar addresses, without the addresses.',
    replies: { 200: v.object({ rows: v.array(Feed) }) },
    who: [...venueRoles],
    relation: 'own',
  },
  'DELETE /v1/staff/feeds/{id}': {
    does: 'Ends a calendar address at once.',
    params: bookingId,
    replies: { 204: null },
    who: [...venueRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'GET /v1/feeds/{token}': {
    does: 'The calendar (RFC 5545) behind an address: one event a slot with how many come, from 30 days back to 90 ahead; no names.',
    params: v.object({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) }),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
})
