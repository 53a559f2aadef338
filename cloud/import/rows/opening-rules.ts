import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { groupBy } from '../check/references'
import type { ExceptionLine, OpeningLine, ServiceLine } from './service-files'

type Way = ServiceLine['way']

/** Default lead time of a home visit, in minutes: staff must be found for it. */
const homeLead = 1440
const slotLead = 120
/** Default share of seats reserved for walk-ins, in percent; 0 for ways without walk-ins. */
const walkInShare: Record<Way, number> = { slot: 30, home: 0, walkIn: 0 }

const first = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** Returns the same rules in canonical order, so that equal rules compare as equal. */
export const settled = (rules: OpeningRules): OpeningRules => ({
  ...rules,
  weekly: [...rules.weekly].sort(
    (a, b) => a.weekday - b.weekday || first(a.from, b.from) || first(a.fromDay ?? '', b.fromDay ?? '') || first(a.to, b.to),
  ),
  exceptions: [...rules.exceptions]
    .sort((a, b) => first(a.day, b.day))
    .map((one) => ({ ...one, hours: [...one.hours].sort((a, b) => first(a.from, b.from)) })),
})

/** Returns a service's opening rules in canonical order, with defaults for empty cells. */
export const rulesOf = (...lines: Parameters<typeof writtenRules>): OpeningRules => settled(writtenRules(...lines))

/** Returns the same rules in the order of the file. */
export function writtenRules(service: ServiceLine, openings: readonly OpeningLine[], exceptions: readonly ExceptionLine[]): OpeningRules {
  const { way, approval_hours: hours, minimum_people: people, minimum_hours: decideHours } = service
  return {
    minutes: service.minutes,
    bufferBefore: service.buffer_before,
    bufferAfter: service.buffer_after,
    walkInPercent: service.walk_in_percent ?? walkInShare[way],
    leadMinutes: service.lead_minutes ?? (way === 'home' ? homeLead : slotLead),
    horizonDays: service.horizon_days,
    cancelMinutes: service.cancel_minutes,
    maxSeats: service.max_seats,
    limits: { day: service.limit_day, week: service.limit_week, month: service.limit_month },
    approval: hours === null ? null : { hours },
    minimum: people === null || decideHours === null ? null : { people, decideHours },
    graceMinutes: service.grace_minutes,
    holidays: service.holidays,
    weekly: openings.map(({ weekday, from, to, capacity, from_day: fromDay, until_day: untilDay }) => ({
      weekday,
      from,
      to,
      capacity,
      fromDay,
      untilDay,
    })),
    exceptions: exceptionDays(exceptions).map(({ day, reason, lines }) => ({
      day,
      reason,
      hours: lines.map(({ from, to, capacity }) => ({ from, to, capacity })),
    })),
  }
}

type OpenLine = ExceptionLine & { from: string; to: string; capacity: number }
const isOpen = (line: ExceptionLine): line is OpenLine => line.from !== null && line.to !== null && line.capacity !== null

/** Groups exceptions by day, in the order of the file, each with the rows of its hours. */
export function exceptionDays(exceptions: readonly ExceptionLine[]): { day: string; reason: string; lines: OpenLine[] }[] {
  return [...groupBy(exceptions, ({ day }) => day)].map(([day, lines]) => ({
    day,
    reason: lines[0]?.reason ?? '',
    lines: lines.filter(isOpen),
  }))
}
