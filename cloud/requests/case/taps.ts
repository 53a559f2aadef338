import { Outcome, RequestState } from '@doorstep/contract/requests/case'
import { mistapMinutes, takeBacksPerReply } from '@doorstep/contract/rules'
import * as v from 'valibot'
import { jsonInstant } from '../../platform/database/json'
import { minuteMs } from '../../platform/time/calendar'
import type { CaseClock } from '../deadlines/case-clocks'
import type { Case } from './case-store'
import { isInternal } from './timeline'

const moment = v.nullable(jsonInstant)

/** A request as it was before a tap that rated it, so that 点错了 can put all of it back. */
export const BeforeTap = v.object({
  state: RequestState,
  handler_code: v.nullable(v.string()),
  /** Missing in taps that earlier versions saved. */
  unit_code: v.optional(v.nullable(v.string()), null),
  excluded_handlers: v.array(v.string()),
  rework: v.number(),
  outcome: v.nullable(Outcome),
  rate_by: moment,
  closed_at: moment,
  to_call: v.nullable(v.string()),
  clocks: v.array(v.object({ id: v.string(), due_at: jsonInstant, paused_at: moment, stopped_at: moment })),
  /** The event of the tap. */
  seq: v.number(),
  /** Whether a rating stood before: the tap added 没解决 to it. */
  rated: v.boolean(),
})
export type BeforeTap = v.InferOutput<typeof BeforeTap>

/** Returns what is saved of a request before a tap whose event is `seq`, as it is stored and as it is read. */
export function savedBefore(row: Case, { seq, rated }: Pick<BeforeTap, 'seq' | 'rated'>): { saved: string; parsed: BeforeTap } {
  const parsed: BeforeTap = {
    state: row.state,
    handler_code: row.handler_code,
    unit_code: row.unit_code,
    excluded_handlers: row.excluded_handlers,
    rework: row.rework,
    outcome: row.outcome,
    rate_by: row.rate_by,
    closed_at: row.closed_at,
    to_call: row.to_call,
    clocks: row.clocks.map(({ id, dueAt, pausedAt, stoppedAt }) => ({ id, due_at: dueAt, paused_at: pausedAt, stopped_at: stoppedAt })),
    seq,
    rated,
  }
  return { saved: JSON.stringify(parsed), parsed }
}

/** Returns the clocks as they were before a tap: those it started are gone. */
export const clocksBefore = (clocks: readonly CaseClock[], before: BeforeTap): CaseClock[] =>
  clocks.flatMap((clock) => {
    const was = before.clocks.find(({ id }) => id === clock.id)
    return was === undefined ? [] : [{ ...clock, dueAt: was.due_at, pausedAt: was.paused_at, stoppedAt: was.stopped_at }]
  })

/**
 * Returns until when the last tap that rated a request may be taken back; null when it may not: it was no tap of the requester's, something
 * else has happened since, or it was taken back too often already. What she has added meanwhile stands in no way.
 */
export function takeBackUntil({ events }: Pick<Case, 'events'>, rating: Case['ratings'][number] | undefined): Date | null {
  if (rating === undefined || rating.before === null || rating.tapped_at === null) return null
  const { seq } = rating.before
  if (events.some((event) => event.seq > seq && event.did !== 'ratingAdded' && !isInternal(event))) return null
  const replied = events.filter(({ did }) => did === 'reply').at(-1)?.seq ?? 0
  const takenBack = events.filter((event) => event.did === 'takeBack' && event.seq > replied).length
  return takenBack < takeBacksPerReply ? new Date(rating.tapped_at.getTime() + mistapMinutes * minuteMs) : null
}
