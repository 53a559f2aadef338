import type { OpeningRules } from '@doorstep/contract/openings/rules'
import { dayName, hoursName } from '../../../ui/format'

/** Names of the weekdays as `contract/services` numbers them, 1 to 7. */
export const weekdays = ['周一', '周二', '周三', '周四', '周五', '周六', '周日'] as const

/** Returns the name of a weekday: `周二` for 2. */
const weekdayName = (weekday: number) => weekdays[weekday - 1] ?? ''

type Weekly = OpeningRules['weekly'][number]
export type Exception = OpeningRules['exceptions'][number]
export type Hours = Exception['hours'][number]

/** Hours that several weekdays share, edited as one line: `周一至周五 8:30–12:00`. */
export interface Opening extends Hours {
  weekdays: number[]
  fromDay: string | null
  untilDay: string | null
}

const sameHours = (a: Omit<Weekly, 'weekday'>, b: Omit<Weekly, 'weekday'>) =>
  a.from === b.from && a.to === b.to && a.capacity === b.capacity && a.fromDay === b.fromDay && a.untilDay === b.untilDay

/** Returns the weekly hours as lines; weekdays with the same hours share one. */
export function openingsOf(weekly: readonly Weekly[]): Opening[] {
  const lines: Opening[] = []
  for (const { weekday, ...hours } of weekly) {
    const line = lines.find((one) => sameHours(one, hours) && !one.weekdays.includes(weekday))
    if (line) line.weekdays.push(weekday)
    else lines.push({ weekdays: [weekday], ...hours })
  }
  return lines
    .map((line) => ({ ...line, weekdays: [...line.weekdays].sort((a, b) => a - b) }))
    .sort((a, b) => (a.weekdays[0] ?? 0) - (b.weekdays[0] ?? 0) || (a.from < b.from ? -1 : 1))
}

/** Returns the lines as weekly hours again, one entry per weekday. */
export const weeklyOf = (lines: readonly Opening[]): Weekly[] =>
  lines.flatMap(({ weekdays, ...hours }) => weekdays.map((weekday) => ({ weekday, ...hours })))

/** Returns weekdays in words: `周一至周五`, `周一、周三`, `每天`. */
export function weekdaysSay(days: readonly number[]) {
  const [first, last] = [days[0], days[days.length - 1]]
  if (first === undefined || last === undefined) return '没有选星期'
  if (days.length === 7) return '每天'
  const row = last - first === days.length - 1
  return row && days.length > 2 ? `${weekdayName(first)}至${weekdayName(last)}` : days.map(weekdayName).join('、')
}

export const hoursSay = (hours: Hours) => `${hoursName(hours)} · ${hours.capacity} 个名额`

/** Returns the season of a line in words: `只在 6月1日 到 8月31日`. */
export function seasonSays({ fromDay, untilDay }: Opening) {
  if (fromDay === null && untilDay === null) return ''
  const from = fromDay === null ? '' : `从 ${dayName(fromDay)}`
  const until = untilDay === null ? '' : `到 ${dayName(untilDay)}`
  return [from, until].filter(Boolean).join(' ')
}

export const exceptionSays = ({ hours }: Exception) => (hours.length === 0 ? '不开放' : hours.map(hoursSay).join('；'))

const dateOf = (day: string) => dayName(day).split(' ')[0] ?? ''
/** Returns the dates between which hours hold: `（9月1日 到 2027年1月15日）`, `（3月1日 起）`; empty for hours that always hold. */
function termSays({ fromDay, untilDay }: Opening) {
  if (fromDay === null && untilDay === null) return ''
  if (untilDay === null) return `（${dateOf(fromDay ?? '')} 起）`
  return `（${fromDay === null ? '' : `${dateOf(fromDay)} `}到 ${dateOf(untilDay)}）`
}

/** Returns a service's weekly hours in one line: `周一至周五 8:30–12:00、14:00–17:00`; limited ones with their dates. */
export const weekSays = (weekly: readonly Weekly[]) => {
  const byDays = new Map<string, string[]>()
  for (const line of openingsOf(weekly)) {
    const days = weekdaysSay(line.weekdays)
    byDays.set(days, [...(byDays.get(days) ?? []), `${hoursName(line)}${termSays(line)}`])
  }
  return [...byDays].map(([days, hours]) => `${days} ${hours.join('、')}`).join('；')
}
