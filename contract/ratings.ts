import { ratingWindowDays, badLevel } from './rules'
import * as v from 'valibot'
import { BookingDetail } from './bookings/views'
import { endpoints } from './endpoints'
import { importCode } from './grids'
import { RequestDetail } from './requests/views'
import { callbackRoles, figureRoles, venueRoles } from './roles'
import { serviceReasons } from './services/words'
import { day, id, instant, list, page, pageOf, text, whole } from './values'

/**
 * 好差评. Three separate questions (contacted? solved? satisfied?, after the 三率 of 条例 art. 32); 1–2 of five is bad (国办发〔2019〕51号) and reopens
 * the request for another handler. A request that is not rated stays unrated.
 */
export const levels = { 5: '非常满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '非常不满意' } as const

/** Returns a level in words; nothing for a number that is none. */
export const levelName = (satisfied: number): string => Object.entries(levels).find(([level]) => Number(level) === satisfied)?.[1] ?? ''
export const badReasons = {
  notFixed: '没有修好或没解决',
  noContact: '没人联系我',
  slow: '太慢',
  attitude: '态度不好',
  passing: '推来推去',
  unclear: '答复看不懂',
  other: '其他',
} as const
const reasonCodes = Object.keys(badReasons) as [keyof typeof badReasons, ...(keyof typeof badReasons)[]]

export const RateForm = v.pipe(
  v.object({
    contacted: v.boolean(),
    solved: v.boolean(),
    satisfied: whole(1, 5),
    reasons: v.optional(list(v.picklist(reasonCodes), 7), []),
    text: v.optional(text(500, 0), ''),
  }),
  v.forward(
    v.check((form) => !isBad(form) || form.reasons.length > 0, '不满意时请选一个原因，我们好让别人重办'),
    ['reasons'],
  ),
)

/** Returns whether a rating reopens the request: not solved, or 1–2 of five. */
export function isBad(form: { solved: boolean; satisfied: number }): boolean {
  return !form.solved || form.satisfied <= badLevel
}

const serviceReasonCodes = Object.keys(serviceReasons) as [keyof typeof serviceReasons, ...(keyof typeof serviceReasons)[]]

/**
 * The form that rates a completed booking: 1–2 of five is bad, needs a reason, and must be answered by somebody who did not give the
 * service.
 */
export const RateServiceForm = v.pipe(
  v.object({
    satisfied: whole(1, 5),
    reasons: v.optional(list(v.picklist(serviceReasonCodes), 6), []),
    text: v.optional(text(500, 0), ''),
  }),
  v.forward(
    v.check((form) => form.satisfied > badLevel || form.reasons.length > 0, '不满意时请选一个原因，我们好改'),
    ['reasons'],
  ),
)

/**
 * A rating of a booking for the venue's managers: never who gave it. It shows only the week of the visit and not when it was rated: an hour
 * at one venue, or the minute after it, would identify a person on the day sheet.
 */
export const ServiceRating = v.object({
  id,
  serviceName: v.string(),
  venueName: v.string(),
  /** The Monday of the week of the visit. */
  week: day,
  satisfied: v.number(),
  reasons: v.array(v.string()),
  text: v.string(),
  /** The deadline of the answer; null when none is owed. */
  answerBy: v.nullable(instant),
  overdue: v.boolean(),
  answer: v.nullable(v.string()),
})
export type ServiceRating = v.InferOutput<typeof ServiceRating>

export const ratingEndpoints = endpoints('ratings', {
  'POST /v1/requests/{id}/ratings': {
    does: 'Rates the latest reply; a bad rating reopens the case to someone other than its handler, a good one closes it.',
    params: v.object({ id }),
    body: RateForm,
    replies: { 201: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'notNow', 'alreadyRated', 'ratingOver'],
  },
  'POST /v1/staff/requests/{id}/ratings': {
    does: 'Writes down the rating that the person a request was filed for gives on the phone (回访); never by its handler or its filer.',
    params: v.object({ id }),
    body: RateForm,
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
