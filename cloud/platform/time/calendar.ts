import { addDays, hourMs, minuteMs, offsetMs, weekdayOf, type Day } from '@doorstep/contract/time-words'
import published from 'chinese-days/dist/chinese-days.json'
import { statutoryHoliday } from './statutory-days'

export { addDays, dayMs, dayOf, hourMs, minuteMs, weekdayOf, type Day } from '@doorstep/contract/time-words'

/**
 * The Chinese working calendar, in +08:00 whatever the host's time zone. Mainland China has used +08:00 without summer time since
 * 1991-09-15, so a day is always 24 hours and arithmetic on instants is safe.
 */

/** What a result is based on: the State Council's published schedule, or weekends and statutory holidays alone because the year is not published yet. */
export type Basis = 'published' | 'byStatute'

export interface Calendar {
  /** Public holidays with their name, working weekends (调休) with the holiday they make up for. */
  holidays: ReadonlyMap<Day, string>
  makeUpDays: ReadonlySet<Day>
  /** Years for which the two above are complete. */
  years: ReadonlySet<number>
  /** False for the calendar of versions up to 0.3.0, in which a year not published yet had weekends alone. */
  statutory?: boolean
}

/** The calendar of the `chinese-days` package: 2004 up to the last year the State Council had published when it was released. */
export const chinaCalendar: Calendar = calendarOf(published.holidays, Object.keys(published.workdays))

/** Builds a calendar from published schedules: day → an English name, a Chinese one and a number with commas between, as the package writes it, or just a name. */
export function calendarOf(holidays: Record<Day, string>, makeUpDays: Day[]): Calendar {
  const days = Object.keys(holidays)
  return {
    holidays: new Map(days.map((day) => [day, holidays[day]?.split(',')[1] ?? holidays[day] ?? ''])),
    makeUpDays: new Set(makeUpDays),
    years: new Set(days.map(yearOf)),
  }
}

function yearOf(day: Day) {
  return Number(day.slice(0, 4))
}

/** Returns the instant of a wall time in China; `24:00` is the next day's `00:00`. Throws when it is not a day or a time. */
export function instantOf(day: Day, wall = '00:00'): Date {
  const [hours, minutes] = wall.split(':').map(Number)
  const at = new Date(Date.parse(`${day}T00:00:00.000Z`) - offsetMs + (hours ?? NaN) * hourMs + (minutes ?? NaN) * minuteMs)
  if (Number.isNaN(at.getTime())) throw new Error(`Not a day and a time: ${day} ${wall}`)
  return at
}

/** Returns the last year whose schedule is published. */
export const publishedYear = ({ years }: Calendar = chinaCalendar): number => Math.max(...years)

/** Returns a calendar as it was when `year` was the last that was published. */
export const calendarKnownTo = (calendar: Calendar, year: number, { statutory }: { statutory: boolean }): Calendar => ({
  ...calendar,
  holidays: new Map([...calendar.holidays].filter(([day]) => yearOf(day) <= year)),
  makeUpDays: new Set([...calendar.makeUpDays].filter((day) => yearOf(day) <= year)),
  years: new Set([...calendar.years].filter((known) => known <= year)),
  statutory,
})

/** Returns when the last year ends whose schedule is published; later days have weekends and statutory holidays alone. */
export const publishedUntil = (calendar: Calendar = chinaCalendar): Date => instantOf(`${publishedYear(calendar) + 1}-01-01`)

/** Returns the Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, 1 - weekdayOf(day))

export interface DayKind {
  working: boolean
  /** `restDay`: a weekend or public holiday · `makeUp`: a weekend day worked in exchange (调休) · `workday`: any other. */
  kind: 'workday' | 'makeUp' | 'restDay'
  /** Name of the public holiday, if it is one. */
  holiday: string | null
  basis: Basis
}

export function dayKind(day: Day, calendar: Calendar = chinaCalendar): DayKind {
  const basis = calendar.years.has(yearOf(day)) ? 'published' : 'byStatute'
  const holiday = calendar.holidays.get(day) ?? (basis === 'byStatute' && calendar.statutory !== false ? statutoryHoliday(day) : null)
  if (calendar.makeUpDays.has(day)) return { working: true, kind: 'makeUp', holiday: null, basis }
  const working = holiday === null && weekdayOf(day) <= 5
  return { working, kind: working ? 'workday' : 'restDay', holiday, basis }
}

export const isWorkingDay = (day: Day, calendar: Calendar = chinaCalendar) => dayKind(day, calendar).working

/**
 * Returns the `count`-th working day after `day` (which itself never counts); 0 is `day` itself or, on a rest day, the next working day.
 */
export function addWorkingDays(day: Day, count: number, calendar: Calendar = chinaCalendar): Day {
  if (!Number.isInteger(count) || count < 0) throw new Error(`Not a number of working days: ${count}`)
  let at = day
  for (let left = count; left > 0;) {
    at = addDays(at, 1)
    if (isWorkingDay(at, calendar)) left -= 1
  }
  while (!isWorkingDay(at, calendar)) at = addDays(at, 1)
  return at
}
