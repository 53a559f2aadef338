import type { OpeningRules } from '@doorstep/contract/services'
import type { ExceptionLine, OpeningLine, ServiceLine } from './service-files'

type Way = ServiceLine['way']

/** Minutes before its beginning until which a home visit can be booked, when the file does not say: somebody has to be found to go. */
const homeLead = 1440
const slotLead = 120
/** Share kept for people who just come: only where one can come. */
const walkInShare: Record<Way, number> = { slot: 30, home: 0, walkIn: 0 }

const first = <T>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** The same rules in one order, so that rules which say the same are equal. */
export const settled = (rules: OpeningRules): OpeningRules => ({
  ...rules,
  weekly: [...rules.weekly].sort(
    (a, b) => a.weekday - b.weekday || first(a.from, b.from) || first(a.fromDay ?? '', b.fromDay ?? '') || first(a.to, b.to),
  ),
  exceptions: [...rules.exceptions]
    .sort((a, b) => first(a.day, b.day))
    .map((one) => ({ ...one, hours: [...one.hours].sort((a, b) => first(a.from, b.from)) })),
})

/** The opening rules a service's lines say, empty cells filled in. */
export function rulesOf(service: ServiceLine, openings: readonly OpeningLine[], exceptions: readonly ExceptionLine[]): OpeningRules {
  const { way, approval_hours: hours, minimum_people: people, minimum_hours: decideHours } = service
  return settled({
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
    exceptions: exceptionDays(exceptions),
  })
}

function exceptionDays(lines: readonly ExceptionLine[]): OpeningRules['exceptions'] {
  const days = new Map<string, OpeningRules['exceptions'][number]>()
  for (const { day, from, to, capacity, reason } of lines) {
    const one = days.get(day) ?? { day, reason, hours: [] }
    days.set(day, one)
    if (from !== null && to !== null && capacity !== null) one.hours.push({ from, to, capacity })
  }
  return [...days.values()]
}
