import * as v from 'valibot'
import type { EndpointTable } from '../endpoints'
import { importCode } from '../grids'
import { againDays, followsOpen, similarMost, suggestionMinutes } from '../rules'
import { day, id, page, pageOf, text } from '../values'
import { Outcome, RequestKind, RequestState } from './case'

/** 疑似重复、我也遇到: requests of others that may be the same, and following one instead of filing it again. */

/** What others are told of a request: never words, photos, numbers of people or who filed it; its place to the building, its times to the day. */
const shared = {
  id,
  categoryName: v.string(),
  /** The building. */
  place: v.string(),
  filedOn: day,
  closedOn: v.nullable(day),
}

export const SimilarRequest = v.object({
  ...shared,
  state: RequestState,
  /** It is the caller’s own. */
  yours: v.boolean(),
  /** The caller follows it. */
  following: v.boolean(),
  /** With which it may be followed; null where it is over, one’s own, or followed already. */
  token: v.nullable(v.string()),
  /** Its number, for staff who may open it; null for everybody else. */
  number: v.nullable(v.string()),
})
export type SimilarRequest = v.InferOutput<typeof SimilarRequest>

export const FollowedRequest = v.object({
  ...shared,
  categoryCode: importCode,
  buildingCode: importCode,
  /** Null once it is not shown to others any more. */
  state: v.nullable(RequestState),
  outcome: v.nullable(Outcome),
  /** By when the next step is promised. */
  promisedOn: v.nullable(day),
  overdue: v.boolean(),
})
export type FollowedRequest = v.InferOutput<typeof FollowedRequest>

const requestId = v.object({ id })

export const followingEndpoints = {
  'POST /v1/similar-requests': {
    does: `While filing: requests that are likely the same, ${similarMost} at most: open ones of the grid, and those that closed in the last ${againDays} days (又坏了). Only of categories that the district shares, and never a 举报, a request for somebody else, anybody’s words or how many there are. Nothing is saved.`,
    body: v.object({
      kind: RequestKind,
      categoryCode: importCode,
      buildingCode: v.optional(importCode),
      homeId: v.optional(id),
      text: v.optional(text(2000, 0), ''),
    }),
    replies: { 200: v.object({ rows: v.pipe(v.array(SimilarRequest), v.maxLength(similarMost)) }) },
    who: ['resident'],
    relation: 'own',
    idempotent: false,
    problems: ['notFound', 'homeNeeded'],
  },
  'GET /v1/followed-requests': {
    does: 'The requests of others that the caller follows (我也遇到), those followed last first.',
    query: v.object(page),
    replies: { 200: pageOf(FollowedRequest) },
    who: ['resident'],
    relation: 'own',
  },
  'PUT /v1/requests/{id}/follow': {
    does: `我也遇到: follows a request that was suggested in the last ${suggestionMinutes} minutes, instead of filing the same. Whoever follows has no part in it: they are told when it is accepted, answered, late and closed. At most ${followsOpen} that are open.`,
    params: requestId,
    body: v.object({ token: v.pipe(v.string(), v.regex(/^[\w.-]{1,80}$/)) }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound', 'followOver', 'followsFull'],
  },
  'DELETE /v1/requests/{id}/follow': {
    does: 'Stops following a request.',
    params: requestId,
    replies: { 204: null },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
} as const satisfies EndpointTable
