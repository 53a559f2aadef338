import * as v from 'valibot'
import { BookingRow, WaitingRow } from './bookings/views'
import { endpoints } from './endpoints'
import { Conversation, Message } from './messages'
import { TicketView } from './queue/views'
import { DatedStep, RequestRow } from './requests/views'
import { id, instant } from './values'

/**
 * 正在办: everything of a resident that is not over, in one answer, for the home page. Codes and instants travel; what each of them means
 * now, and in which order they stand, is worked out on the device.
 */
export const OpenCase = v.object({
  ...RequestRow.entries,
  /** Until when the reply may be rated; null in every other state. */
  rateBy: v.nullable(instant),
  /** What comes next and when, where that was said. */
  step: v.nullable(DatedStep),
  /** The newest words of those who work on it; null before the first. */
  newest: v.nullable(
    v.object({
      /** How the resident may know who wrote them: `网格员 李明`, `受理员`. */
      by: v.string(),
      text: v.string(),
      /** When somebody comes, where the words say so. */
      visitAt: v.nullable(instant),
      at: instant,
    }),
  ),
})
export type OpenCase = v.InferOutput<typeof OpenCase>

/** A request that the team filled in for the resident, who has not answered. */
export const OpenProposal = v.object({ conversationId: id, message: Message })
export type OpenProposal = v.InferOutput<typeof OpenProposal>

export const Underway = v.object({
  /** Open ones, and those not accepted lately that may be contested; newest first. */
  requests: v.array(OpenCase),
  /** There are more open requests than these. */
  moreRequests: v.boolean(),
  /** Bookings ahead and places held, the next first. */
  bookings: v.array(BookingRow),
  /** Entries of waiting lists, offers first. */
  waiting: v.array(WaitingRow),
  /** Queue numbers of today that are not over. */
  tickets: v.array(TicketView),
  proposals: v.array(OpenProposal),
  /** Conversations with unread messages, or in which the resident waits for an answer. */
  conversations: v.array(Conversation),
})
export type Underway = v.InferOutput<typeof Underway>

export const underwayEndpoints = endpoints('underway', {
  'GET /v1/underway': {
    does: 'All of mine that is not over: requests with their newest words, bookings, waiting lists, queue numbers, proposals, messages.',
    replies: { 200: Underway },
    who: ['resident'],
    relation: 'own',
  },
})
