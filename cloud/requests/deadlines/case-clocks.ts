import { type ClockKind, clockNames } from '@doorstep/contract/requests/case'
import { durationUnits, type ClockView, type Duration } from '@doorstep/contract/requests/views'
import { begun, isRunning, missedEnd, resumed, type Allowance, type Clock } from '../../clocks/api'
import type { StoredCategory } from '../filing/categories'

/** A clock of a request. */
export type CaseClock = Clock<ClockKind>

/** The effect of a transition on the clocks, applied in this order. */
export interface ClockOrder {
  stop?: readonly ClockKind[]
  pause?: true
  resume?: true
  start?: Exclude<ClockKind, 'whole'>
}

/** Returns the clock of the request's state, running or paused; null when nobody has a deadline for the next step. */
export const stateClock = (clocks: readonly CaseClock[]): CaseClock | null =>
  clocks.find((clock) => clock.stoppedAt === null && clock.kind !== 'whole') ?? null

/** Returns the clock of the answer: before the acceptance the whole clock, which is what the resident was promised when she filed. */
export function answerClock(clocks: readonly CaseClock[]): CaseClock | null {
  const clock = stateClock(clocks)
  return clock?.kind === 'acceptance' ? (clocks.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null) ?? null) : clock
}

/**
 * Returns the earliest end that was missed by what is still owed; null when none was. An acceptance that came too late counts until the
 * answer: to accept late makes nothing fresh, and neither does an extension.
 */
export function lateSince(clocks: readonly CaseClock[], now: Date): Date | null {
  const handling = clocks.find(({ kind, stoppedAt }) => kind === 'handling' && stoppedAt === null)
  const owed = clocks.filter(({ stoppedAt }) => stoppedAt === null || stoppedAt.getTime() === handling?.startedAt.getTime())
  return owed.reduce<Date | null>((first, clock) => {
    const missed = missedEnd(clock, now)
    return missed !== null && (first === null || missed < first) ? missed : first
  }, null)
}

/** Returns how long a clock runs by the category's rule: a rework gets the same time as the first handling. */
export function durationsOf(kind: ClockKind, { acceptance, handling }: Pick<StoredCategory, 'acceptance' | 'handling'>): Duration[] {
  return { acceptance: [acceptance], handling: [handling], rework: [handling], whole: [acceptance, handling] }[kind]
}

/** Returns the rule a clock comes from, in words: the category's, except for the time to accept the request. */
export const ruleOf = (kind: ClockKind, { acceptance: { amount, unit }, rule }: Pick<StoredCategory, 'acceptance' | 'rule'>): string =>
  kind === 'acceptance' ? `${amount} ${durationUnits[unit]}内告知是否受理` : rule

/**
 * Returns a request's clocks after a transition. The whole clock never resets: it resumes, with its pause added to its end, as soon as a
 * state clock starts again after a reply (差评重办) or a refusal (申诉). The first handling ends no later than the whole clock: the resident
 * was promised that time when she filed, and what we take too long to accept is not hers to wait for.
 */
export function turned(clocks: readonly CaseClock[], order: ClockOrder, now: Date, allowance?: Allowance): CaseClock[] {
  const after = clocks.map((clock) => {
    let turning = clock
    if (turning.stoppedAt === null && order.stop?.includes(turning.kind)) turning = { ...turning, stoppedAt: now }
    if (order.pause && isRunning(turning)) turning = { ...turning, pausedAt: now }
    if (order.resume && turning.stoppedAt === null) turning = resumed(turning, now)
    if (order.start !== undefined && turning.kind === 'whole') turning = resumed(turning, now)
    return turning
  })
  if (order.start === undefined || allowance === undefined) return after
  const started = begun(order.start, allowance, now)
  const promised = order.start === 'handling' ? after.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null) : undefined
  return [...after, promised !== undefined && promised.dueAt < started.dueAt ? { ...started, dueAt: promised.dueAt } : started]
}

/**
 * Returns the clocks as they ran before the answer that stands: its state clock goes on to the end it had, and so does the whole one. What
 * was answered by mistake is no time of the resident's.
 */
export function clocksBeforeAnswer(clocks: readonly CaseClock[]): CaseClock[] {
  const stopped = clocks.filter(({ kind, stoppedAt }) => kind !== 'whole' && stoppedAt !== null).at(-1)
  return clocks.map((clock) => (clock === stopped || clock.kind === 'whole' ? { ...clock, pausedAt: null, stoppedAt: null } : clock))
}

export function clockView(clock: CaseClock, now: Date): ClockView {
  const { kind, rule, startedAt, dueAt: due, pausedAt, stoppedAt, missedAt } = clock
  return {
    kind,
    name: clockNames[kind],
    startedAt: startedAt.toISOString(),
    dueAt: due.toISOString(),
    pausedAt: pausedAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
    missedAt: missedAt?.toISOString() ?? null,
    state: stateOf(clock, now),
    rule,
  }
}

function stateOf({ dueAt: due, pausedAt, stoppedAt, missedAt }: CaseClock, now: Date): ClockView['state'] {
  if (stoppedAt !== null) return missedAt === null && (pausedAt ?? stoppedAt) <= due ? 'met' : 'missed'
  if (pausedAt !== null) return pausedAt <= due ? 'paused' : 'overdue'
  return now <= due ? 'running' : 'overdue'
}

/** Returns the clocks with the answer, and an acceptance, due no later than `at`. */
export function dueBy(clocks: readonly CaseClock[], at: Date): CaseClock[] {
  const answer = answerClock(clocks)
  const isBound = (clock: CaseClock) => isRunning(clock) && (clock.id === answer?.id || clock.kind === 'acceptance')
  return clocks.map((clock) => (isBound(clock) && clock.dueAt > at ? { ...clock, dueAt: at } : clock))
}
