import { changeDays, contactDays, ledgerDays, mistapMinutes, ratingWindowDays } from '../rules'
import * as v from 'valibot'
import { BookingDetail } from '../bookings/views'
import { endpoints } from '../endpoints'
import { importCode } from '../grids'
import { RequestDetail } from '../requests/views'
import { callbackRoles, figureRoles, handlingRoles, venueRoles } from '../roles'
import { id, instant, page, pageOf, text } from '../values'
import {
  oddReasons,
  AddToRatingForm,
  AddToServiceRatingForm,
  PhoneRateForm,
  RateForm,
  RateServiceForm,
  RemedyForm,
  ServiceRating,
} from '../ratings'

/** Ratings of one minute that look arranged (异常评价), for supervisors: which cases, and never who rated. */
const OddBatch = v.object({
  id,
  at: instant,
  why: v.picklist(Object.keys(oddReasons) as [keyof typeof oddReasons, ...(keyof typeof oddReasons)[]]),
  count: v.number(),
  requests: v.array(v.object({ id, number: v.string() })),
})

export const ratingEndpoints = endpoints('ratings', {
  'POST /v1/requests/{id}/ratings': {
    does: 'Rates the latest reply by one tap; a bad rating reopens the case to someone other than its handler, a good one closes it.',
    params: v.object({ id }),
    body: RateForm,
    replies: { 201: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'alreadyRated', 'ratingOver'],
  },
  'POST /v1/requests/{id}/ratings/add': {
    does: 'Adds to the caller’s own rating what it does not say yet, each once; 没解决 reopens what a good rating closed.',
    params: v.object({ id }),
    body: AddToRatingForm,
    replies: { 200: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'ratingAnswered', 'ratingOver'],
  },
  'POST /v1/requests/{id}/ratings/takeBack': {
    does: `Takes the caller’s last tap back (点错了) within ${mistapMinutes} minutes, while nobody has taken it on: the case is as it was.`,
    params: v.object({ id }),
    replies: { 200: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'takeBackOver'],
  },
  'POST /v1/requests/{id}/ratings/change': {
    does: `Changes the caller’s own rating, once, within ${changeDays} days, while its reply is the last: the case is reopened or closed as it then says.`,
    params: v.object({ id }),
    body: RateForm,
    replies: { 200: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'ratingChanged', 'ratingOver'],
  },
  'POST /v1/requests/{id}/remedy/contacted': {
    does: `Records that whoever gave a bad rating by name was contacted, which is due within ${contactDays} working day; never by whose reply it is about.`,
    params: v.object({ id }),
    body: v.object({ text: text(500, 5) }),
    replies: { 200: RequestDetail },
    who: [...handlingRoles],
    relation: 'party',
    problems: ['notFound', 'notNow', 'notHandler'],
  },
  'POST /v1/requests/{id}/remedy': {
    does: `Says what is done about a bad rating once its rater was contacted: put right now, kept in the ledger with a date at most ${ledgerDays} working days after it, explained, or said to be untrue, which a supervisor decides.`,
    params: v.object({ id }),
    body: RemedyForm,
    replies: { 200: RequestDetail },
    who: [...handlingRoles],
    relation: 'party',
    problems: ['notFound', 'notNow', 'notHandler'],
  },
  'POST /v1/requests/{id}/remedy/decision': {
    does: 'Decides whether a bad rating is untrue; the resident is told. An untrue one closes the case and counts no more, and stays to be read.',
    params: v.object({ id }),
    body: v.object({ untrue: v.boolean(), text: text(500, 5) }),
    replies: { 200: RequestDetail },
    who: ['supervisor'],
    relation: 'party',
    problems: ['notFound', 'notNow', 'notYourRole'],
  },
  'GET /v1/staff/odd-ratings': {
    does: 'Batches of ratings that look arranged (one handler, account or kind of phone in one minute), in the caller’s area: the latest, newest first.',
    replies: { 200: v.object({ rows: v.array(OddBatch) }) },
    who: ['supervisor'],
    relation: 'area',
  },
  'POST /v1/staff/requests/{id}/ratings': {
    does: 'Writes down the rating that the person a request was filed for gives on the phone (回访); never by its handler or its filer.',
    params: v.object({ id }),
    body: PhoneRateForm,
    replies: { 201: RequestDetail },
    who: [...callbackRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'alreadyRated', 'ratingOver'],
  },
  'POST /v1/bookings/{id}/ratings': {
    does: `Rates a service that was had, once, within ${ratingWindowDays} days; a bad rating must be answered by somebody who did not give it.`,
    params: v.object({ id }),
    body: RateServiceForm,
    replies: { 201: BookingDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'alreadyRated', 'ratingOver'],
  },
  'POST /v1/bookings/{id}/ratings/add': {
    does: 'Adds reasons and words to the caller’s own rating of a service, each once, until it is answered.',
    params: v.object({ id }),
    body: AddToServiceRatingForm,
    replies: { 200: BookingDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'ratingAnswered', 'ratingOver'],
  },
  'POST /v1/bookings/{id}/ratings/takeBack': {
    does: `Takes the caller’s rating of a service back (点错了) within ${mistapMinutes} minutes, until it is answered.`,
    params: v.object({ id }),
    replies: { 200: BookingDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'takeBackOver'],
  },
  'GET /v1/staff/booking-ratings': {
    does:
      'Ratings of services at the places the caller keeps: those owed an answer by when it is due, or all, newest first. ' +
      'A rating that is not owed an answer of the caller’s is listed with all of its week, on the Monday after.',
    query: v.object({ view: v.optional(v.picklist(['owed', 'all']), 'owed'), venue: v.optional(importCode), ...page }),
    replies: { 200: pageOf(ServiceRating) },
    who: [...figureRoles],
    relation: 'area',
  },
  'POST /v1/staff/booking-ratings/{id}/answer': {
    does: 'Answers a bad rating: what was found and what is done about it; the resident is told.',
    params: v.object({ id }),
    body: v.object({ text: text(500, 5) }),
    replies: { 200: ServiceRating },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'ownRating'],
  },
})
