import type { Duration } from '@doorstep/contract/requests/views'
import { addDays, dayMs, dayOf, isWorkingDay, publishedYear, type Day } from '../platform/time/calendar'
import { dueAt } from '../platform/time/deadline'

/** A clock of something that is owed: its kind, when it began and when it ends. A stopped clock is kept; a paused one does not run. */
export interface Clock<Kind extends string = string> {
  id: string
  kind: Kind
  unit: Duration['unit']
  rule: string
  startedAt: Date
  dueAt: Date
  pausedAt: Date | null
  stoppedAt: Date | null
  /** The last year that was published when its end was reckoned; null for versions up to 0.3.0. */
  reckonedTo: number | null
  /** The end it missed before that was moved to a later one by agreement; null where none was. */
  missedAt: Date | null
}

/** A clock to start: its durations, one after another, and the rule they come from. */
export interface Allowance {
  id: string
  durations: readonly Duration[]
  rule: string
}

export const isRunning = (clock: Clock) => clock.stoppedAt === null && clock.pausedAt === null

/** Returns a clock that begins at `now`. */
export function begun<Kind extends string>(kind: Kind, { id, durations, rule }: Allowance, now: Date): Clock<Kind> {
  const due = durations.reduce((from, duration) => dueAt(from, duration).at, now)
  const unit = durations.at(-1)?.unit ?? 'minute'
  return { id, kind, unit, rule, startedAt: now, dueAt: due, pausedAt: null, stoppedAt: null, reckonedTo: publishedYear(), missedAt: null }
}

/** Returns the clock resumed at `now`: its end moves by the length of the pause. Time already overdue before the pause stays overdue. */
export function resumed<Held extends Clock>(clock: Held, now: Date): Held {
  const since = clock.pausedAt ?? clock.stoppedAt
  if (since === null) return clock
  const due = since >= clock.dueAt ? clock.dueAt : shifted(clock, since, now)
  return { ...clock, dueAt: due, pausedAt: null, stoppedAt: null }
}

/**
 * Returns the end moved by a pause. The 工作日 or 日 left when it was paused are left when it resumes, up to closing time (a pause within one
 * day moves nothing); minutes and hours move by the time that passed.
 */
function shifted({ unit, dueAt: due }: Clock, since: Date, now: Date): Date {
  if (unit === 'minute' || unit === 'hour') return new Date(due.getTime() + now.getTime() - since.getTime())
  const left = unit === 'day' ? daysBetween(dayOf(since), dayOf(due)) : workingDaysBetween(dayOf(since), dayOf(due))
  return dueAt(now, { amount: left, unit }).at
}

const daysBetween = (from: Day, until: Day): number => Math.round((Date.parse(until) - Date.parse(from)) / dayMs)

/** Counts the working days after `from` up to and including `until`. */
function workingDaysBetween(from: Day, until: Day): number {
  let count = 0
  for (let day = addDays(from, 1); day <= until; day = addDays(day, 1)) if (isWorkingDay(day)) count += 1
  return count
}

/** Returns when so many per cent have passed of the time that was left when the clock began or resumed at `since`. */
export const warnAt = (clock: Clock, since: Date, percent: number): Date =>
  new Date(since.getTime() + (percent / 100) * (clock.dueAt.getTime() - since.getTime()))

/** Returns the first end that a clock missed, whatever it was moved to since; null when it missed none. */
export const missedEnd = (clock: Clock, now: Date): Date | null => clock.missedAt ?? (wasBroken(clock, now) ? clock.dueAt : null)
/** Returns clocks that nothing runs by any more: each that had not stopped stops at `now`; a late one stays late. */
export const stoppedAt = <Held extends Clock>(clocks: readonly Held[], now: Date): Held[] =>
  clocks.map((held) => (held.stoppedAt === null ? { ...held, stoppedAt: now } : held))

/** Returns whether the end has passed, now or when the clock was paused or stopped. */
export const wasBroken = ({ dueAt: due, pausedAt, stoppedAt }: Clock, now: Date): boolean => (pausedAt ?? stoppedAt ?? now) > due
