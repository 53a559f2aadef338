import * as v from 'valibot'
import { importCode } from '../grids'
import { wallTime, ServiceRow } from '../services/views'
import { day, id, instant, line, nearDay, text } from '../values'
import { OpeningRules } from './rules'

/** A booking that would lose its seat through a change. */
export const AffectedBooking = v.object({
  bookingId: id,
  serviceName: v.string(),
  startsAt: instant,
  seats: v.number(),
  /** Masked: `王**`. */
  name: v.string(),
  /**
   * Whether the booker has an account and is notified in the app; otherwise they are phoned at the number given with the booking, null if
   * none was.
   */
  hasAccount: v.boolean(),
  phone: v.nullable(v.string()),
  /** Why it is affected: `这一天不再开放`, `这一天停办，人已经到了`. */
  why: v.string(),
})

export type AffectedBooking = v.InferOutput<typeof AffectedBooking>

/** The effect of a change. `digest` identifies exactly this effect: a change sent with another digest is refused (`hitsChanged`). */
export const Impact = v.object({
  rows: v.array(AffectedBooking),
  slotsAdded: v.number(),
  slotsRemoved: v.number(),
  /** Numbers (号) without a booking that wait now, for what is not given any more today once the change holds. */
  numbers: v.number(),
  digest: v.string(),
})
export type Impact = v.InferOutput<typeof Impact>

/**
 * What to do with the affected bookings: `keep` serves them and accepts no new ones · `callOff` cancels them and notifies each booker with
 * the reason and other times, or leaves a text to be read out by phone.
 */
export const Decision = { digest: line(64), hits: v.picklist(['keep', 'callOff']), reason: text(100) }

export const StaffService = v.object({
  ...ServiceRow.entries,
  rules: OpeningRules,
  version: v.number(),
  /** The last day that slots exist for. */
  slotsUntil: v.nullable(day),
  /** Opening hours of the venue, to point out hours outside them. */
  venueHours: v.array(v.object({ weekday: v.number(), from: wallTime, to: wallTime })),
})

export type StaffService = v.InferOutput<typeof StaffService>

export const ClosureForm = v.pipe(
  v.object({
    venueCode: importCode,
    /** The service; the whole venue when left out. */
    serviceCode: v.optional(importCode),
    fromDay: nearDay,
    untilDay: nearDay,
    /** Part of each day; the whole day when left out. */
    hours: v.optional(v.object({ from: wallTime, to: wallTime })),
    reason: text(60),
  }),
  v.check((form) => form.fromDay <= form.untilDay, '结束日期要不早于开始日期'),
  v.check((form) => form.hours === undefined || form.hours.from < form.hours.to, '结束要晚于开始'),
)

/** 停办: days or hours on which a venue or one of its services is closed. */
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
