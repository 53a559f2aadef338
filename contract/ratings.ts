import { badLevel, changeDays, contactDays, ledgerDays, mistapMinutes, ratingWindowDays } from './rules'
import * as v from 'valibot'
import { BookingDetail } from './bookings/views'
import { endpoints } from './endpoints'
import { fileIds } from './files'
import { importCode } from './grids'
import { RequestDetail } from './requests/views'
import { remedyWays } from './requests/words'
import { callbackRoles, figureRoles, handlingRoles, venueRoles } from './roles'
import { serviceReasons } from './services/words'
import { day, id, instant, list, nearInstant, page, pageOf, text, whole } from './values'

/**
 * 好差评. Three separate questions (contacted? solved? satisfied?, after the 三率 of 条例 art. 32); 1–2 of five is bad (国办发〔2019〕51号) and reopens
 * the request for another handler. 很 is said for 非常 of GB/T 39734: it fits under a face. A request that is not rated stays unrated (未评), a question that is not answered 未答.
 */
export const levels = { 5: '很满意', 4: '满意', 3: '基本满意', 2: '不满意', 1: '很不满意' } as const

/** Returns a level in words; nothing for a number that is none. */
export const levelName = (satisfied: number): string => Object.entries(levels).find(([level]) => Number(level) === satisfied)?.[1] ?? ''

interface Answers {
  contacted: boolean | null
  solved: boolean | null
  satisfied: number | null
}

/** Returns what a rating answers, in words; what it does not is said as 未答, so that nobody takes it for a yes. */
export function answersInWords({ contacted, solved, satisfied }: Answers): string {
  const level = satisfied === null ? '满意程度未答' : levelName(satisfied)
  const reached = contacted === null ? '联系过没有：未答' : contacted ? '联系过' : '没人联系'
  const fixed = solved === null ? '解决没有：未答' : solved ? '已解决' : '没解决'
  return [level, fixed, reached].join('，')
}

/** Returns what a rating answers as its rater reads it: what she said, and nothing of what she left out. */
export const saidInWords = ({ contacted, solved, satisfied }: Answers): string =>
  [
    satisfied !== null && levelName(satisfied),
    solved !== null && (solved ? '已解决' : '没解决'),
    contacted !== null && (contacted ? '联系过' : '没人联系'),
  ]
    .filter(Boolean)
    .join('，')

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

/** What a rating may answer. Null, or left out, is 未答: it counts as neither yes nor no. */
const answers = {
  contacted: v.optional(v.nullable(v.boolean()), null),
  solved: v.optional(v.nullable(v.boolean()), null),
  satisfied: v.optional(v.nullable(whole(1, 5)), null),
  reasons: v.optional(list(v.picklist(reasonCodes), 7), []),
  text: v.optional(text(500, 0), ''),
}

/** The form that rates a reply, one tap: a face, or 没解决. All else may be added to it later. */
export const RateForm = v.pipe(
  v.object(answers),
  v.forward(
    v.check(({ satisfied, solved }) => satisfied !== null || solved === false, '请选一个满意程度'),
    ['satisfied'],
  ),
)

/** The form of a rating given on the phone (回访), whole at once: of a bad one the caller asks for the reason. */
export const PhoneRateForm = v.pipe(
  RateForm,
  v.forward(
    v.check((form) => !isBad(form) || form.reasons.length > 0, '不满意时请选一个原因，我们好让别人重办'),
    ['reasons'],
  ),
)

/** What is added to a rating of a reply: each answer once; `solved: false` reopens what a good face closed. */
export const AddToRatingForm = v.pipe(
  v.object({ ...answers, fileIds }),
  v.check(
    ({ contacted, solved, satisfied, reasons, text: words, fileIds: files }) =>
      [contacted, solved, satisfied].some((answer) => answer !== null) || reasons.length + words.length + files.length > 0,
    '请先选一项或写几句',
  ),
)

/** Returns whether a rating reopens the request: not solved, or 1–2 of five. What is not answered does not. */
export function isBad({ solved, satisfied }: { solved: boolean | null; satisfied: number | null }): boolean {
  return solved === false || (satisfied !== null && satisfied <= badLevel)
}

/** The form that says what is done about a bad rating; 台账 needs its date. */
export const RemedyForm = v.pipe(
  v.object({ way: v.picklist(remedyWays), text: text(500, 5), until: v.optional(nearInstant) }),
  v.forward(
    v.check(({ way, until }) => way !== 'ledger' || until !== undefined, '请选约定的时间'),
    ['until'],
  ),
)

/** Why ratings of one minute are an odd batch. */
export const oddReasons = {
  handler: '同一分钟评了同一人的多件',
  account: '同一账号一分钟内评了多件',
  device: '同一种手机一分钟内评了同一人的多件',
} as const

/** Ratings of one minute that look arranged (异常评价), for supervisors: which cases, and never who rated. */
const OddBatch = v.object({
  id,
  at: instant,
  why: v.picklist(Object.keys(oddReasons) as [keyof typeof oddReasons, ...(keyof typeof oddReasons)[]]),
  count: v.number(),
  requests: v.array(v.object({ id, number: v.string() })),
})

const serviceReasonCodes = Object.keys(serviceReasons) as [keyof typeof serviceReasons, ...(keyof typeof serviceReasons)[]]
const serviceWords = { reasons: v.optional(list(v.picklist(serviceReasonCodes), 6), []), text: v.optional(text(500, 0), '') }

/**
 * The form that rates a completed booking, one tap: 1–2 of five is bad, and must be answered by somebody who did not give the service.
 */
export const RateServiceForm = v.object({ satisfied: whole(1, 5), ...serviceWords })

/** What is added to a rating of a booking: each once. No voice, which would tell the venue who rated. */
export const AddToServiceRatingForm = v.pipe(
  v.object(serviceWords),
  v.check(({ reasons, text: words }) => reasons.length + words.length > 0, '请先选一项或写几句'),
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
