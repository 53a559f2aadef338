import { badLevel } from './rules'
import * as v from 'valibot'
import { fileIds } from './files'
import { remedyWays } from './requests/words'
import { serviceReasons } from './services/words'
import { day, id, instant, list, nearInstant, text, whole } from './values'

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
