import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { addDays, weekdayOf, type Day } from '../../platform/time/calendar'
import { hoursOn } from '../places/day-hours'

interface Stretch {
  from: string
  to: string
}

const weekdayNames = ['周一', '周二', '周三', '周四', '周五', '周六', '周日']
const latest = '9999-12-31'
const meet = (a: Stretch, b: Stretch) => a.from < b.to && b.from < a.to

/**
 * Returns, in Chinese, when two sets of opening rules are open at the same time on some day from `today` on, or null when they never are.
 * Compares weekday with weekday on the days both are valid, and every exception with the other's hours of that day: however far ahead,
 * whatever holidays come.
 */
export function sharedTimes(a: OpeningRules, b: OpeningRules, today: Day): string | null {
  const named = [...new Set([...a.exceptions, ...b.exceptions].map(({ day }) => day))].filter((day) => day >= today).sort()
  for (const one of a.weekly) {
    for (const other of b.weekly) {
      if (one.weekday !== other.weekday || !meet(one, other)) continue
      const [from, until] = [
        [one.fromDay, other.fromDay, today].map((day) => day ?? today).sort()[2] ?? today,
        [one.untilDay, other.untilDay].map((day) => day ?? latest).sort()[0] ?? latest,
      ]
      if (everyDayNamed(one.weekday, from, until, named)) continue
      return `${weekdayNames[one.weekday - 1] ?? ''} ${one.from > other.from ? one.from : other.from} `
    }
  }
  for (const day of named) {
    for (const one of hoursOn(a, day).openings) {
      for (const other of hoursOn(b, day).openings) if (meet(one, other)) return `${day} ${one.from > other.from ? one.from : other.from} `
    }
  }
  return null
}

/** True when every date with this weekday between two days has an exception, so that the weekly hours never apply. */
function everyDayNamed(weekday: number, from: string, until: string, named: readonly string[]): boolean {
  if (from > until) return true
  if (until === latest) return false
  let day = addDays(from, (weekday - weekdayOf(from) + 7) % 7)
  for (; day <= until; day = addDays(day, 7)) if (!named.includes(day)) return false
  return true
}
