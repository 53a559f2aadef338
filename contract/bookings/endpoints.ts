import { holdMinutes, printLinkMinutes, figuresDays, feedDaysBack, feedDaysAhead, planDays } from '../rules'
import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { importCode } from '../grids'
import { figureRoles, venueRoles } from '../roles'
import { ofService } from '../services/endpoints'
import { VenueRow, ServiceDetail, ServiceTimes, DayRow, SlotRow } from '../services/views'
import { personName, phone } from '../people/names-and-phones'
import { day, id, instant, line, linkMark, nearDay, page, pageOf, searched, text, whole, wholeInQuery } from '../values'
import { bookingMachine } from './machine'
import { BookingFigures, ComparedVenues, DaySheet, Feed, StaffBooking, StaffBookingRow } from './staff-views'
import { BookForm, BookingDetail, BookingRow, Hold, WaitingRow } from './views'

/**
 * Endpoints of 预约: a seat held, booked, waited for, used or missed. Its machine: machine.ts; what is shown of it: views.ts, staff-views.ts.
 */

const bookingId = v.object({ id })
const ofVenue = v.object({ code: importCode })

/** Why a seat cannot be booked, each with the next possible action. */
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

/** A link that opens without a session; whoever created it was allowed to see its content. */
const signed = {
  exp: v.pipe(v.string(), v.regex(/^\d{1,10}$/)),
  sig: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)),
}

export const bookingEndpoints = endpoints('bookings', {
  'POST /v1/holds': {
    does: `Holds places of a slot for ${holdMinutes} minutes while the form is filled; the caller’s earlier hold of another slot ends.`,
    /** `forOther`: another person comes, so the caller’s own bookings and limits are not checked; that person's are checked at booking. */
    /** `asOrganisation`: it is for an organisation whose contact the caller is; its bookings and limits are checked. */
    body: v.object({
      slotId: id,
      seats: v.optional(whole(1, 10), 1),
      forOther: v.optional(v.boolean()),
      asOrganisation: v.optional(id),
    }),
    replies: { 201: Hold },
    who: ['resident'],
    relation: 'own',
    problems: [...refusals, 'dailyCap'],
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
    does: 'Books a held or offered place, for oneself, another person or an organisation whose contact one is; a service with approval answers `pending`.',
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
    does: 'Cancels a booking before it begins; the place goes to whoever waits first. After its cancel window it is a late cancellation (临时取消): no no-show, and the place’s staff are told.',
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
    /** `forOther`: as with a hold, the caller’s own bookings and limits are not checked. */
    body: v.object({ slotId: id, seats: v.optional(whole(1, 10), 1), forOther: v.optional(v.boolean()) }),
    replies: { 201: WaitingRow },
    who: ['resident'],
    relation: 'own',
    problems: [...refusals.filter((code) => code !== 'slotFull'), 'stillFree', 'alreadyWaiting', 'dailyCap'],
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
            /** The caller's services at the venue, when they give them as a professional; null for the whole venue. */
            only: v.nullable(v.array(importCode)),
            today: v.object({ booked: v.number(), arrived: v.number(), done: v.number(), missed: v.number() }),
            /**
             * Counts of bookings that wait for approval, appeals to decide, home visits without a helper, people to phone, bad ratings to
             * answer.
             */
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
    query: v.object({ day: v.optional(nearDay) }),
    replies: { 200: DaySheet },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/staff/venues/{code}/prints': {
    does: `A link of ${printLinkMinutes} minutes to a page to print: the day sheet of what the caller keeps there, or, for who keeps all of it, the poster with the check-in code (签到码).`,
    params: ofVenue,
    body: v.object({ what: v.picklist(['sheet', 'poster']), day: v.optional(nearDay) }),
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
      /** Codes of the services to show; all when left out. */
      only: v.optional(v.pipe(v.string(), v.regex(/^[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/))),
      s: v.optional(linkMark),
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
      /** The search: a six-digit code, a whole phone number, or a name, within `searchDays` either side. */
      q: v.optional(searched(40)),
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
      name: personName(),
      phone: v.optional(phone),
      note: v.optional(text(200)),
      address: v.optional(line(100, 4)),
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
    does: `Utilisation, no-shows, cancellations and waiting of a place, or of the caller’s services there, over up to ${figuresDays} days.`,
    query: v.object({ venue: importCode, from: day, until: day }),
    replies: { 200: BookingFigures },
    who: [...figureRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'GET /v1/staff/place-figures': {
    does: `The places the caller keeps or supervises, compared over up to ${figuresDays} days.`,
    query: v.object({ from: nearDay, until: nearDay }),
    replies: { 200: ComparedVenues },
    who: [...figureRoles],
    relation: 'area',
  },
  'POST /v1/staff/feeds': {
    does: 'Makes a calendar address for a place, or for the services the caller gives; it is shown once.',
    body: v.object({ venue: v.optional(importCode), name: line(30) }),
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
    does: `The calendar (RFC 5545) behind an address: one event a slot with how many come, from ${feedDaysBack} days back to ${feedDaysAhead} ahead; no names.`,
    params: v.object({ token: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) }),
    replies: { 200: v.any() },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },

  // —— a service and its free times as the caller may have them ——
  'GET /v1/services/{code}': {
    does: 'One service: what to bring, who may use it, its rules in words.',
    params: ofService,
    replies: { 200: ServiceDetail },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/services/{code}/times': {
    does: `A service with its days open for booking, up to ${planDays} from \`from\` (today) on, and the slots of one: of \`day\`, else of the first with something free or a waiting list. Without either, they begin where the next free slot is.`,
    params: ofService,
    query: v.object({ from: v.optional(nearDay), day: v.optional(nearDay) }),
    replies: { 200: ServiceTimes },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/services/{code}/days': {
    does: 'Its days from `from` (today) on, each with what is free.',
    params: ofService,
    query: v.object({ from: v.optional(nearDay), days: v.optional(wholeInQuery(1, 42), '14') }),
    replies: { 200: v.object({ rows: v.array(DayRow) }) },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/services/{code}/slots': {
    does: 'The slots of one day.',
    params: ofService,
    query: v.object({ day }),
    replies: { 200: v.object({ day: DayRow, rows: v.array(SlotRow) }) },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
})
