import * as v from 'valibot'
import { areaCode, importCode } from '../grids'
import { day, id, instant } from '../values'
import { providers, serviceGroups, serviceWays } from './words'

/** 服务 and 场所: what can be booked, where, and the opening rules its slots are made from. */

const keysOf = <K extends string>(names: Record<K, string>) => Object.keys(names) as [K, ...K[]]

export const ServiceGroup = v.picklist(keysOf(serviceGroups))

export const ServiceWay = v.picklist(keysOf(serviceWays))

export const Provider = v.picklist(keysOf(providers))

/** Random token of a centre's check-in QR (签到码), 22 base62 characters. */
export const venueToken = v.pipe(v.string(), v.regex(/^[0-9A-Za-z]{22}$/, '签到码不对'))

/** Wall time in +08:00: `08:30`; `24:00` ends a day. */
export const wallTime = v.pipe(v.string(), v.regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, '时刻格式不对，例如 08:30'))

/** A line of a centre's queue: its numbers begin with it, `A012`. */
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
