import { addDays, chinaCalendar, dayKind, dayOf, instantOf, minuteMs, weekdayOf } from './calendar'
import type { Calendar, Day } from './calendar'

/** One interval of duty on a weekday (1 Monday … 7 Sunday), wall time; `to` at or before `from` ends on the next day. */
export interface DutyHours {
  weekday: number
  from: string
  to: string
}

interface Interval {
  from: Date
  to: Date
}

/** Hours of a team that set none: ordinary office hours. */
export const officeHours: readonly DutyHours[] = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '08:30', to: '12:00' },
  { weekday, from: '14:00', to: '18:00' },
])

/**
 * Returns the weekday whose hours apply on a day: Sunday's on a public holiday, so a team is on duty then only if it is on Sundays;
 * Friday's on a make-up working day (调休), unless the team has hours of its own for that weekend day.
 */
function weekdayKept(day: Day, hours: readonly DutyHours[], calendar: Calendar): number {
  const { kind, holiday } = dayKind(day, calendar)
  const weekday = weekdayOf(day)
  if (holiday !== null) return 7
  if (kind === 'makeUp' && !hours.some((h) => h.weekday === weekday)) return 5
  return weekday
}

/** Returns the intervals of duty that begin on `day`. */
function dutyOn(day: Day, hours: readonly DutyHours[], calendar: Calendar): Interval[] {
  const weekday = weekdayKept(day, hours, calendar)
  return hours
    .filter((h) => h.weekday === weekday)
    .map(({ from, to }) => {
      const begins = instantOf(day, from)
      const ends = instantOf(day, to)
      return { from: begins, to: ends > begins ? ends : instantOf(addDays(day, 1), to) }
    })
}

/**
 * Yields the intervals of duty from `start` on, for at most `days` days, cut at `start`, merged and in order. An empty list of hours means
 * office hours.
 */
function* dutyFrom(start: Date, dutyHours: readonly DutyHours[], calendar: Calendar = chinaCalendar, days = 400): Generator<Interval> {
  const hours = dutyHours.length === 0 ? officeHours : dutyHours
  const today = dayOf(start)
  let open = null as Interval | null
  // From yesterday on: its last interval may end after midnight.
  for (let i = -1; i <= days; i += 1) {
    const stretches = dutyOn(addDays(today, i), hours, calendar).sort((a, b) => a.from.getTime() - b.from.getTime())
    for (const stretch of stretches) {
      if (stretch.to <= start) continue
      const next = { from: stretch.from < start ? start : stretch.from, to: stretch.to }
      if (open !== null && next.from <= open.to) {
        open = { from: open.from, to: next.to > open.to ? next.to : open.to }
        continue
      }
      if (open !== null) yield open
      open = next
    }
  }
  if (open !== null) yield open
}

/** Returns the first `count` stretches of duty from `now` on. */
export function dutyAhead(now: Date, dutyHours: readonly DutyHours[], count: number): { from: Date; to: Date }[] {
  const ahead: Interval[] = []
  for (const stretch of dutyFrom(now, dutyHours)) {
    ahead.push(stretch)
    if (ahead.length === count) break
  }
  return ahead
}

/** Returns when `minutes` of duty time have passed since `start`. Zero minutes is the first instant on duty at or after `start`. */
export function addDutyMinutes(start: Date, minutes: number, dutyHours: readonly DutyHours[], calendar: Calendar = chinaCalendar): Date {
  if (!Number.isInteger(minutes) || minutes < 0) throw new Error(`Not a number of minutes: ${minutes}`)
  let leftMs = minutes * minuteMs
  let from = start
  for (;;) {
    let reached = from
    for (const stretch of dutyFrom(from, dutyHours, calendar)) {
      const lastsMs = stretch.to.getTime() - stretch.from.getTime()
      if (leftMs <= lastsMs) return new Date(stretch.from.getTime() + leftMs)
      leftMs -= lastsMs
      reached = stretch.to
    }
    if (reached === from) throw new Error('These hours never hold')
    from = reached
  }
}

/** Returns the milliseconds of duty time between two instants; 0 when `until` is not after `from`. */
export function dutyMsBetween(from: Date, until: Date, dutyHours: readonly DutyHours[], calendar: Calendar = chinaCalendar): number {
  const days = Math.max(0, Math.ceil((until.getTime() - from.getTime()) / (1440 * minuteMs)) + 1)
  let passed = 0
  for (const stretch of dutyFrom(from, dutyHours, calendar, days)) {
    if (stretch.from >= until) break
    passed += Math.min(stretch.to.getTime(), until.getTime()) - stretch.from.getTime()
  }
  return passed
}

/** Returns the interval of duty that contains `now`, or null and when the next one begins. */
export function dutyAt(
  now: Date,
  dutyHours: readonly DutyHours[],
  calendar: Calendar = chinaCalendar,
): { onDuty: boolean; until: Date | null } {
  const first = dutyFrom(now, dutyHours, calendar).next()
  if (first.done === true) return { onDuty: false, until: null }
  return first.value.from <= now ? { onDuty: true, until: first.value.to } : { onDuty: false, until: first.value.from }
}
