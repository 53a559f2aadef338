import * as v from 'valibot'
import { areaCode, importCode } from '../grids'
import { day, id, instant } from '../values'
import { providers, serviceGroups, serviceWays } from './words'

/** 服务 and 场所: schemas of what can be booked and where. */

const keysOf = <K extends string>(names: Record<K, string>) => Object.keys(names) as [K, ...K[]]

export const ServiceGroup = v.picklist(keysOf(serviceGroups))

export const ServiceWay = v.picklist(keysOf(serviceWays))

export const Provider = v.picklist(keysOf(providers))

/** Random token of a centre's check-in QR (签到码), 22 base62 characters. */
export const venueToken = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{22}$/, '签到码不对'))

/** Wall time in +08:00: `08:30`; `24:00` ends a day. */
export const wallTime = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '时刻格式不对，例如 08:30'))

/** The letter of a venue's queue: its numbers begin with it, `A012`. */
export const queueLetter = v.pipe(v.string(), v.regex(/^[A-Z]$/, '队列用一个大写字母，例如 A'))

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

export const ServiceRow = v.object({
  code: importCode,
  name: v.string(),
  group: ServiceGroup,
  way: ServiceWay,
  /** What the service is, in one sentence. */
  about: v.string(),
  venue: VenueRow,
  provider: Provider,
  /** `槐树里家门口党支部`, `市二院 陈医生` */
  providerName: v.string(),
  /** When the next free seat begins, within the days open for booking; null when there is none, or nothing to book. */
  nextFree: v.nullable(instant),
})

export type ServiceRow = v.InferOutput<typeof ServiceRow>

export const ServiceDetail = v.object({
  ...ServiceRow.entries,
  bring: v.string(),
  /** Eligibility in words. */
  whoMay: v.string(),
  phone: v.string(),
  /** The opening rules in sentences: `最晚提前 2 小时预约`, `开始前 2 小时可以自己取消`. */
  says: v.array(v.string()),
  minutes: v.number(),
  maxSeats: v.number(),
  approval: v.boolean(),
  /** The last day that is open for booking today. */
  lastDay: day,
  /** Set when the caller is banned from booking it, with the reason in words and until when. */
  limited: v.nullable(
    v.object({
      says: v.string(),
      until: v.nullable(instant),
      /** The no-show it rests on: its page takes the appeal and shows the answer. */
      bookingId: id,
    }),
  ),
})

export type ServiceDetail = v.InferOutput<typeof ServiceDetail>

/**
 * A day of a service: `open` has free seats · `full` has none, but a waiting list · `closed` with the reason · `later` is not open for
 * booking yet.
 */
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
  /** Bookable seats, and how many of them are free. */
  capacity: v.number(),
  free: v.number(),
  /** `free` · `full` (has a waiting list) · `tooLate` lead time passed · `later` · `closed` · `mine` booked by the caller. */
  state: v.picklist(['free', 'full', 'tooLate', 'later', 'closed', 'mine']),
  /** People on the waiting list. */
  waiting: v.number(),
  /**
   * Seats of it the caller holds now, or is offered from the waiting list; left out when none. They are counted in `free`, so that a slot
   * is not full because of the caller's own hold; booking continues with this hold.
   */
  held: v.optional(
    v.object({
      bookingId: id,
      until: instant,
      seats: v.number(),
      /** Offered on an entry that waits for another person. */
      forOther: v.optional(v.boolean()),
    }),
  ),
})

export type SlotRow = v.InferOutput<typeof SlotRow>

/** A service as the page shows it that books it: whether the caller is limited is said when a time is taken. */
const BookableService = v.omit(ServiceDetail, ['nextFree', 'limited'])

export type BookableService = v.InferOutput<typeof BookableService>

/** A service with its days open for booking and the slots of one of them; `day` is null when none has anything to take. */
export const ServiceTimes = v.object({
  service: BookableService,
  days: v.array(DayRow),
  day: v.nullable(day),
  slots: v.array(SlotRow),
})

export type ServiceTimes = v.InferOutput<typeof ServiceTimes>
