import { type ClockKind, clockNames } from '@doorstep/contract/requests/machine'
import type { ClockView, Duration } from '@doorstep/contract/requests/views'
import { addDays, dayOf, isWorkingDay, type Day } from '../../platform/time/calendar'
import { dueAt } from '../../platform/time/deadline'

/** A request's clock: its kind, when it began and when it ends. A stopped clock is kept; a paused one does not run. */
export interface CaseClock {
  id: string
  kind: ClockKind
  unit: Duration['unit']
  rule: string
  startedAt: Date
  dueAt: Date
  pausedAt: Date | null
  stoppedAt: Date | null
}

/** The effect of a transition on the clocks, applied in this order. */
export interface ClockOrder {
  stop?: readonly ClockKind[]
  pause?: true
  resume?: true
  start?: Exclude<ClockKind, 'whole'>
}

/** A clock to start: its durations, one after another, and the rule they come from. */
export interface Allowance {
  id: string
  durations: readonly Duration[]
  rule: string
}

export const isRunning = (clock: CaseClock) => clock.stoppedAt === null && clock.pausedAt === null

/** Returns the clock of the request's state, running or paused; null when nobody has a deadline for the next step. */
export const stateClock = (clocks: readonly CaseClock[]): CaseClock | null =>
  clocks.find((clock) => clock.stoppedAt === null && clock.kind !== 'whole') ?? null

/** Returns the clock of the answer: before the acceptance the whole clock, which is what the resident was promised when she filed. */
export function answerClock(clocks: readonly CaseClock[]): CaseClock | null {
  const clock = stateClock(clocks)
  return clock?.kind === 'acceptance' ? (clocks.find(({ kind, stoppedAt }) => kind === 'whole' && stoppedAt === null) ?? null) : clock
}

/** Returns a clock that begins at `now`. */
export function begun(kind: ClockKind, { id, durations, rule }: Allowance, now: Date): CaseClock {
  const due = durations.reduce((from, duration) => dueAt(from, duration).at, now)
  return { id, kind, unit: durations.at(-1)?.unit ?? 'minute', rule, startedAt: now, dueAt: due, pausedAt: null, stoppedAt: null }
}

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

/** Returns the clock resumed at `now`: its end moves by the length of the pause. Time already overdue before the pause stays overdue. */
function resumed(clock: CaseClock, now: Date): CaseClock {
  const since = clock.pausedAt ?? clock.stoppedAt
  if (since === null) return clock
  const due = since >= clock.dueAt ? clock.dueAt : shifted(clock, since, now)
  return { ...clock, dueAt: due, pausedAt: null, stoppedAt: null }
}

/**
 * Returns the end moved by a pause. The 工作日 left when it was paused are left when it resumes, up to closing time (a pause within one day
 * moves nothing); hours and 日 move by the time that passed.
 */
function shifted({ unit, dueAt: due }: CaseClock, since: Date, now: Date): Date {
  if (unit !== 'workingDay') return new Date(due.getTime() + now.getTime() - since.getTime())
  return dueAt(now, { amount: workingDaysBetween(dayOf(since), dayOf(due)), unit }).at
}

/** Counts the working days after `from` up to and including `until`. */
function workingDaysBetween(from: Day, until: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}

/** Returns when the handler is reminded: after four fifths of the time left when the clock began or resumed at `since`. */
export const warnAt = (clock: CaseClock, since: Date): Date => new Date(since.getTime() + 0.8 * (clock.dueAt.getTime() - since.getTime()))

/** Returns whether the end has passed, now or when the clock was paused or stopped. */
export const wasBroken = ({ dueAt: due, pausedAt, stoppedAt }: CaseClock, now: Date): boolean => (pausedAt ?? stoppedAt ?? now) > due

/** Returns whether the end has passed and the clock still runs. */
export const isOverdue = (clock: CaseClock, now: Date): boolean => isRunning(clock) && clock.dueAt < now

export function clockView(clock: CaseClock, now: Date): ClockView {
  const { kind, rule, startedAt, dueAt: due, pausedAt, stoppedAt } = clock
  return {
    kind,
    name: clockNames[kind],
    startedAt: startedAt.toISOString(),
    dueAt: due.toISOString(),
    pausedAt: pausedAt?.toISOString() ?? null,
    stoppedAt: stoppedAt?.toISOString() ?? null,
    state: stateOf(clock, now),
    rule,
  }
}

function stateOf({ dueAt: due, pausedAt, stoppedAt }: CaseClock, now: Date): ClockView['state'] {
  const stood = pausedAt ?? stoppedAt
  if (stoppedAt !== null) return (stood ?? stoppedAt) <= due ? 'met' : 'missed'
  if (pausedAt !== null) return pausedAt <= due ? 'paused' : 'overdue'
  return now <= due ? 'running' : 'overdue'
}
