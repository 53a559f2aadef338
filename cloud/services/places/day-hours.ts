import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { chinaCalendar, dayKind, weekdayOf, type Calendar, type Day } from '../../platform/time/calendar'
import { holidayOf } from '../../platform/time/holidays'

/** An interval in which a service is given, wall time in +08:00, with `capacity` seats at a time. */
interface Opening {
  from: string
  to: string
  capacity: number
}

interface DayHours {
  openings: readonly Opening[]
  /** Why there are no hours, in Chinese; empty on a day with hours. */
  closed: string
}

/**
 * Returns the opening hours of a service on a day. An exception replaces its day. Unless the service opens on holidays, a public holiday is
 * closed and a make-up working day (调休) has Friday's hours when its own weekday has none.
 */
export function hoursOn(rules: OpeningRules, day: Day, calendar: Calendar = chinaCalendar): DayHours {
  const exception = rules.exceptions.find((one) => one.day === day)
  if (exception !== undefined) return { openings: inOrder(exception.hours), closed: exception.hours.length > 0 ? '' : exception.reason }
  const keepsHolidays = rules.holidays === 'closed'
  const holiday = keepsHolidays ? holidayOf(day, calendar) : null
  if (holiday !== null) return { openings: [], closed: `${holiday}，不开放` }
  const own = rowsOf(rules, day, weekdayOf(day))
  const swapped = keepsHolidays && own.length === 0 && dayKind(day, calendar).kind === 'makeUp'
  const openings = swapped ? rowsOf(rules, day, friday) : own
  return { openings: inOrder(openings), closed: openings.length > 0 ? '' : '这一天不开放' }
}

const friday = 5

const rowsOf = ({ weekly }: OpeningRules, day: Day, weekday: number) =>
  weekly.filter(
    (row) => row.weekday === weekday && (row.fromDay === null || row.fromDay <= day) && (row.untilDay === null || day <= row.untilDay),
  )

const inOrder = <O extends Opening>(openings: readonly O[]): O[] => [...openings].sort((a, b) => a.from.localeCompare(b.from))
