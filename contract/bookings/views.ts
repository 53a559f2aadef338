import * as v from 'valibot'
import { importCode } from '../grids'
import { OnBehalfOfOther } from '../people/on-behalf'
import { ServiceGroup, ServiceWay, SlotRow, VenueRow } from '../services/views'
import { phone } from '../people/names-and-phones'
import { id, instant, line, text } from '../values'
import { BookingAction, bookingParties, BookingState, WaitingState } from './machine'

/** Schemas of a booking for its booker, and of the form that makes one. */

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
  /** The person or organisation the booking is for; null for the booker. */
  forName: v.nullable(v.string()),
  /** Booked as an organisation (驻区单位): every contact of it sees and changes it. */
  asOrganisation: v.boolean(),
  /** The next step in words: `明天 9:00 开始，请提前到场签到；请准备：身份证`. */
  next: v.string(),
  /** When the hold or offer ends. */
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
  /** The six-digit code to show at the counter. */
  code: v.string(),
  venue: VenueRow,
  providerName: v.string(),
  phone: v.string(),
  bring: v.string(),
  note: v.string(),
  /** Address of the home visit; only of a home service. */
  address: v.nullable(v.string()),
  helper: v.nullable(v.object({ name: v.string(), phone: v.string() })),
  /** Why it was cancelled by the venue or declined. */
  reason: v.nullable(v.string()),
  /**
   * Until when the booker may move, or cancel without its being a late cancellation (临时取消); of a hold, until when it will be. Null when
   * the state does not allow it any more.
   */
  cancelUntil: v.nullable(instant),
  arriveFrom: instant,
  /** The end, or the end of the grace where that is later. */
  arriveUntil: instant,
  approveBy: v.nullable(instant),
  /** Incremented by each change; iCalendar's SEQUENCE (RFC 5545 §3.8.7.4). */
  sequence: v.number(),
  /**
   * Signed address of the .ics file, relative to the API's origin; tentative while approval is pending, a cancellation once it is
   * cancelled; null when no calendar can have it.
   */
  icsUrl: v.nullable(v.string()),
  /** What this no-show led to, in words; null when it led to nothing. */
  missedSays: v.nullable(v.string()),
  appeal: v.nullable(v.object({ text: v.string(), answer: v.nullable(v.string()) })),
  rating: v.nullable(
    v.object({
      satisfied: v.number(),
      reasons: v.array(v.string()),
      text: v.string(),
      answer: v.nullable(v.string()),
      /** Until when reasons and words may be added; null when it is over, answered or both are there. */
      addUntil: v.nullable(instant),
      /** Until when the tap may be taken back (点错了); null when it may not. */
      takeBackUntil: v.nullable(instant),
    }),
  ),
  rateBy: v.nullable(instant),
  ticketId: v.nullable(id),
  events: v.array(BookingEvent),
  as: v.array(v.picklist(bookingParties)),
  /** The actions the booker may take now, shown as buttons. */
  actions: v.array(BookingAction),
  /** When the allowed actions change by time alone; reload then. */
  actionsUntil: v.nullable(instant),
})
export type BookingDetail = v.InferOutput<typeof BookingDetail>

/** A seat held while the form is filled; a booking in state `held`. */
export const Hold = v.object({
  id,
  slot: SlotRow,
  serviceCode: importCode,
  seats: v.number(),
  heldUntil: instant,
  /** Until when its booker will be able to move it, or cancel without its being a late cancellation (临时取消). */
  cancelUntil: instant,
})
export type Hold = v.InferOutput<typeof Hold>

export const BookForm = v.object({
  holdId: id,
  note: v.optional(text(200)),
  /** How to reach the booker about this booking; the account's phone when left out. */
  phone: v.optional(phone),
  /** Address of the home visit; required for a home service, as is a phone. */
  address: v.optional(line(100, 4)),
  onBehalf: v.optional(OnBehalfOfOther),
  /** The organisation (驻区单位) as which the caller books, whose contact they are. */
  asOrganisation: v.optional(id),
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
  /** The entry is for another person, whose name is asked when the seat is booked. */
  forOther: v.boolean(),
  /** Position in the waiting list: 1 is next. */
  position: v.number(),
  /** `offered`: the hold made for the caller (booked like any hold), and until when it runs. */
  holdId: v.nullable(id),
  offerUntil: v.nullable(instant),
})
export type WaitingRow = v.InferOutput<typeof WaitingRow>
