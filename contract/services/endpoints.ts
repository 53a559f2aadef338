import * as v from 'valibot'
import { providers, serviceGroups, serviceWays } from '../bookings/words'
import { endpoints } from '../endpoints'
import { areaCode, gridCode, importCode } from '../grids'
import { rulesRoles, venueRoles } from '../roles'
import { day, id, instant, list, text, whole, wholeInQuery } from '../values'

/** 服务 and 场所: what can be booked, where, and the opening rules its slots are made from. */

const keysOf = <K extends string>(names: Record<K, string>) => Object.keys(names) as [K, ...K[]]
export const ServiceGroup = v.picklist(keysOf(serviceGroups))
export const ServiceWay = v.picklist(keysOf(serviceWays))
export const Provider = v.picklist(keysOf(providers))

/** Random token of a centre's check-in QR (签到码), 22 base62 characters. */
export const venueToken = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{22}$/, '签到码不对'))
/** Wall time in +08:00: `08:30`; `24:00` ends a day. */
export const wallTime = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '时刻格式不对,例如 08:30'))
/** A line of a centre's queue: its numbers begin with it, `A012`. */
export const queueLetter = v.pipe(v.string(), v.regex(/^[A-Z]$/, '队列用一个大写字母,例如 A'))

export const VenueRow = v.object({
  code: importCode,
  /** `槐树社区党群服务站` */
  name: v.string(),
  address: v.string(),
  phone: v.string(),
  areaCode,
  areaName: v.string(),
  /** Opening hours in words: `周一至周五 8:30–12:00、14:00–18:00`. */
  hoursSays: v.string(),
})
export type VenueRow = v.InferOutput<typeof VenueRow>

// —— opening rules ——

const opening = { from: wallTime, to: wallTime, capacity: whole(1, 500) }
const inOrder = <T extends { from: string; to: string }>() => v.check<T, string>(({ from, to }) => from < to, '结束要晚于开始')

interface Stretch {
  from: string
  to: string
}
const meet = (one: Stretch, other: Stretch) => one.from < other.to && other.from < one.to
const pairIn = <T>(rows: readonly T[], holds: (one: T, other: T) => boolean) =>
  rows.some((one, at) => rows.slice(at + 1).some((other) => holds(one, other)))
interface Weekly extends Stretch {
  weekday: number
  fromDay: string | null
  untilDay: string | null
}
/** On the same weekday, at the same time, and on some day both. */
const clash = (one: Weekly, other: Weekly) =>
  one.weekday === other.weekday &&
  meet(one, other) &&
  (one.fromDay ?? '') <= (other.untilDay ?? '9') &&
  (other.fromDay ?? '') <= (one.untilDay ?? '9')

const weekly = list(
  v.pipe(v.object({ weekday: whole(1, 7), ...opening, fromDay: v.nullable(day), untilDay: v.nullable(day) }), inOrder()),
  100,
)
const dayHours = list(v.pipe(v.object(opening), inOrder()), 20)
/** A day with hours of its own; none: closed. */
const exceptionsOf = <Hours extends v.GenericSchema<unknown, v.InferOutput<typeof dayHours>>>(hours: Hours) =>
  list(v.object({ day, reason: text(60), hours }), 400)

/** `OpeningRules` that were judged when they were set: read again and again, without comparing each row with every other. */
export const StoredRules = v.object({
  /** Length of a slot in minutes; a `home` service has one slot an opening, the window. */
  minutes: whole(5, 480),
  /** Minutes kept free before and after each slot; between two slots the longer of the two counts once. */
  bufferBefore: whole(0, 120),
  bufferAfter: whole(0, 120),
  /** Share of each slot's places kept for people who come without booking. */
  walkInPercent: whole(0, 90),
  /** A slot can be booked until so many minutes before it begins. */
  leadMinutes: whole(0, 43_200),
  /** … and from so many days before its day on, at 00:00. */
  horizonDays: whole(1, 366),
  /** The booker may cancel or move until so many minutes before it begins. */
  cancelMinutes: whole(0, 43_200),
  /** Places one booking may take. */
  maxSeats: whole(1, 10),
  /** Bookings one person may have in a calendar day, week (Monday to Sunday) and month; null: no limit. */
  limits: v.object({ day: v.nullable(whole(1, 50)), week: v.nullable(whole(1, 50)), month: v.nullable(whole(1, 100)) }),
  /** Staff must say yes within so many duty hours; null: booked at once. */
  approval: v.nullable(v.object({ hours: whole(1, 240) })),
  /** A group activity: fewer people `decideHours` before it begins, and it is called off. */
  minimum: v.nullable(v.object({ people: whole(2, 500), decideHours: whole(1, 720) })),
  /** Minutes after the beginning until somebody who has not come counts as missed. */
  graceMinutes: whole(5, 120),
  holidays: v.picklist(['closed', 'open']),
  weekly,
  exceptions: exceptionsOf(dayHours),
})

/**
 * What slots are generated from. A year's public holidays and make-up working days (调休) apply unless `holidays` is `open`: a
 * holiday is closed, a make-up day keeps Friday's hours unless that weekday has hours of its own. An exception replaces its day.
 */
export const OpeningRules = v.object({
  ...StoredRules.entries,
  weekly: v.pipe(
    weekly,
    v.check(
      (rows) => rows.every(({ fromDay, untilDay }) => fromDay === null || untilDay === null || fromDay <= untilDay),
      '有一段开放时间的结束日期早于开始日期',
    ),
    v.check((rows) => !pairIn(rows, clash), '同一天的开放时间重叠了,请错开'),
  ),
  exceptions: v.pipe(
    exceptionsOf(
      v.pipe(
        dayHours,
        v.check((rows) => !pairIn(rows, meet), '这一天的开放时间重叠了,请错开'),
      ),
    ),
    v.check((rows) => !pairIn(rows, (one, other) => one.day === other.day), '同一天写了两次,请合在一起'),
  ),
})
export type OpeningRules = v.InferOutput<typeof OpeningRules>

// —— catalogue ——

export const ServiceRow = v.object({
  code: importCode,
  name: v.string(),
  group: ServiceGroup,
  way: ServiceWay,
  /** One line: what it is. */
  about: v.string(),
  venue: VenueRow,
  provider: Provider,
  /** `槐树里家门口党支部`, `市二院 陈医生` */
  providerName: v.string(),
  /** When the next free place begins, as far as is open for booking; null: none, or nothing to book. */
  nextFree: v.nullable(instant),
})
export type ServiceRow = v.InferOutput<typeof ServiceRow>

export const ServiceDetail = v.object({
  ...ServiceRow.entries,
  bring: v.string(),
  /** Who may use it, in words. */
  whoMay: v.string(),
  phone: v.string(),
  /** Rules in sentences: `最晚提前 2 小时预约`, `开始前 2 小时可以自己取消`. */
  says: v.array(v.string()),
  minutes: v.number(),
  maxSeats: v.number(),
  approval: v.boolean(),
  /** The last day that is open for booking today. */
  lastDay: day,
  /** Set when the caller may not book it now, with the reason in words and until when. */
  limited: v.nullable(
    v.object({
      says: v.string(),
      until: v.nullable(instant),
      /** The no-show it stands on: where one says why, or reads the answer. */
      bookingId: id,
    }),
  ),
})
export type ServiceDetail = v.InferOutput<typeof ServiceDetail>

/** A day of a service: `open` has free places · `full` has none, one may wait · `closed` says why · `later` is not open for booking yet. */
export const DayRow = v.object({
  day,
  state: v.picklist(['open', 'full', 'closed', 'over', 'later']),
  free: v.number(),
  slots: v.number(),
  says: v.string(),
})
export type DayRow = v.InferOutput<typeof DayRow>

export const SlotRow = v.object({
  id,
  startsAt: instant,
  endsAt: instant,
  /** Places that can be booked, and how many of them are free. */
  capacity: v.number(),
  free: v.number(),
  /** `free` · `full` (one may wait) · `tooLate` lead time passed · `later` · `closed` · `mine` the caller has it. */
  state: v.picklist(['free', 'full', 'tooLate', 'later', 'closed', 'mine']),
  /** People on the waiting list. */
  waiting: v.number(),
  /**
   * Places of it the caller holds right now, or has on offer from the waiting list: left out when none. They are counted in `free`, so
   * that a slot is not full because of what is hers; booking goes on with this very hold.
   */
  held: v.optional(
    v.object({
      bookingId: id,
      until: instant,
      seats: v.number(),
      /** On offer, and waited for on behalf of somebody else. */
      forOther: v.optional(v.boolean()),
    }),
  ),
})
export type SlotRow = v.InferOutput<typeof SlotRow>

// —— staff: rules and closures ——

/** A booking that a change leaves without its place. */
export const AffectedBooking = v.object({
  bookingId: id,
  serviceName: v.string(),
  startsAt: instant,
  seats: v.number(),
  /** Masked: `王**`. */
  name: v.string(),
  /** Told in the app. Somebody without an account is called, by the number given with the booking; null: none was. */
  hasAccount: v.boolean(),
  phone: v.nullable(v.string()),
  /** `这一天不再开放`, `名额减少了` */
  why: v.string(),
})
export type AffectedBooking = v.InferOutput<typeof AffectedBooking>

/** What a change would do. `digest` names exactly this: a change made with another one's digest is refused (`hitsChanged`). */
export const Impact = v.object({
  rows: v.array(AffectedBooking),
  slotsAdded: v.number(),
  slotsRemoved: v.number(),
  digest: v.string(),
})
export type Impact = v.InferOutput<typeof Impact>

/** `keep` serves those booked and takes nobody new · `callOff` cancels them and tells each with the reason and other times, or leaves it to be said by phone. */
const Decision = { digest: text(64), hits: v.picklist(['keep', 'callOff']), reason: text(100) }

export const StaffService = v.object({
  ...ServiceRow.entries,
  rules: OpeningRules,
  version: v.number(),
  /** Slots exist until this day. */
  slotsUntil: v.nullable(day),
  /** When its place is open, for hours that lie outside of it. */
  venueHours: v.array(v.object({ weekday: v.number(), from: wallTime, to: wallTime })),
})
export type StaffService = v.InferOutput<typeof StaffService>

const ClosureForm = v.pipe(
  v.object({
    venueCode: importCode,
    /** One service; the whole place when left out. */
    serviceCode: v.optional(importCode),
    fromDay: day,
    untilDay: day,
    /** Part of each day; the whole day when left out. */
    hours: v.optional(v.object({ from: wallTime, to: wallTime })),
    reason: text(60),
  }),
  v.check((form) => form.fromDay <= form.untilDay, '结束日期要不早于开始日期'),
  v.check((form) => form.hours === undefined || form.hours.from < form.hours.to, '结束要晚于开始'),
)

/** 停办: days or hours a place or one of its services is closed. */
export const Closure = v.object({
  id,
  venueCode: importCode,
  serviceCode: v.nullable(importCode),
  serviceName: v.nullable(v.string()),
  fromDay: day,
  untilDay: day,
  hours: v.nullable(v.object({ from: wallTime, to: wallTime })),
  reason: v.string(),
  by: v.string(),
})
export type Closure = v.InferOutput<typeof Closure>

const ofService = v.object({ code: importCode })
const ofVenue = v.object({ code: importCode })

export const serviceEndpoints = endpoints('services', {
  'GET /v1/venues': {
    does: 'Places where services are given, those of a grid’s community first, in code order.',
    query: v.object({ grid: v.optional(gridCode) }),
    replies: { 200: v.object({ rows: v.array(VenueRow) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/services': {
    does: 'The catalogue: by group, place or words, each with its next free time; nearest to `grid` first, then in the district’s order.',
    query: v.object({
      q: v.optional(text(40)),
      group: v.optional(ServiceGroup),
      venue: v.optional(importCode),
      grid: v.optional(gridCode),
    }),
    replies: { 200: v.object({ rows: v.array(ServiceRow) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'GET /v1/services/{code}': {
    does: 'One service: what to bring, who may use it, its rules in words.',
    params: ofService,
    replies: { 200: ServiceDetail },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },
  'GET /v1/services/{code}/days': {
    does: 'Its days from `from` (today) on, each with what is free.',
    params: ofService,
    query: v.object({ from: v.optional(day), days: v.optional(wholeInQuery(1, 42), '14') }),
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
  'GET /v1/venues/{code}/month': {
    does: 'Every service of a place over up to 42 days, slot by slot, in one query: for wall calendars and planning.',
    params: ofVenue,
    query: v.object({ from: v.optional(day), days: v.optional(wholeInQuery(1, 42), '31') }),
    replies: {
      200: v.object({
        rows: v.array(
          v.object({
            serviceCode: importCode,
            days: v.array(v.object({ day, slots: v.array(v.object({ id, startsAt: instant, free: v.number(), capacity: v.number() })) })),
          }),
        ),
      }),
    },
    who: ['anyone'],
    relation: 'none',
    problems: ['notFound'],
  },

  'GET /v1/staff/services': {
    does: 'Services the caller keeps, with their opening rules.',
    query: v.object({ venue: v.optional(importCode) }),
    replies: { 200: v.object({ rows: v.array(StaffService) }) },
    who: [...venueRoles],
    relation: 'area',
  },
  'POST /v1/staff/services/{code}/rule-checks': {
    does: 'What new opening rules would do: slots added and removed, and every booking they hit. Nothing is written.',
    params: ofService,
    body: v.object({ rules: OpeningRules }),
    replies: { 200: Impact },
    who: [...rulesRoles],
    relation: 'area',
    idempotent: false,
    problems: ['notFound', 'professionalBusy'],
  },
  'PUT /v1/staff/services/{code}/rules': {
    does: 'Changes the opening rules and the slots with them; bookings they hit are kept or called off, and those people told.',
    params: ofService,
    body: v.object({ rules: OpeningRules, ...Decision }),
    replies: { 200: StaffService },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound', 'hitsChanged', 'professionalBusy'],
  },
  'POST /v1/staff/closure-checks': {
    does: 'Which bookings a closure would hit. Nothing is written.',
    body: ClosureForm,
    replies: { 200: Impact },
    who: [...rulesRoles],
    relation: 'area',
    idempotent: false,
    problems: ['notFound'],
  },
  'POST /v1/staff/closures': {
    does: 'Closes days or hours of a place or service (停办).',
    body: v.object({ closure: ClosureForm, ...Decision }),
    replies: { 201: Closure },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound', 'hitsChanged'],
  },
  'GET /v1/staff/closures': {
    does: 'Closures of a place that have not ended, by day.',
    query: v.object({ venue: importCode }),
    replies: { 200: v.object({ rows: v.array(Closure) }) },
    who: [...venueRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'DELETE /v1/staff/closures/{id}': {
    does: 'Opens again what a closure closed; bookings it called off stay so.',
    params: v.object({ id }),
    replies: { 204: null },
    who: [...rulesRoles],
    relation: 'area',
    problems: ['notFound'],
  },
})
