import * as v from 'valibot'
import type { DutyHours } from '../../platform/time/duty-hours'
import { type CellType, cellType } from '../source/cell-types'

/** Days in a cell of a venue's weekly hours: `1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00`. */

const days = /^([1-7])(?:-([1-7]))?$/
const stretch = /^(\d{1,2}:[0-5]\d)[-–—](\d{1,2}:[0-5]\d)$/
const wall = /^(([01]\d|2[0-3]):[0-5]\d|24:00)$/

const byTime = (a: DutyHours, b: DutyHours) => a.weekday - b.weekday || (a.from < b.from ? -1 : 1)

/** Parses a cell of weekly hours, in order; null when it is invalid, or hours end before they begin or overlap. */
export function readWeek(cell: string): DutyHours[] | null {
  const hours = cell.split(/[;\uFF1B]/).map((part) => readPart(part.trim().split(/\s+/)))
  const whole = hours.every((part) => part !== null) ? hours.flat().sort(byTime) : null
  if (whole === null || whole.length === 0) return null
  const clashes = whole.some((one, at) => {
    const before = whole[at - 1]
    return before !== undefined && before.weekday === one.weekday && one.from < before.to
  })
  return clashes ? null : whole
}

function readPart(words: readonly string[]): DutyHours[] | null {
  const weekdays: number[] = []
  const stretches: { from: string; to: string }[] = []
  for (const word of words) {
    const [, first, last] = days.exec(word) ?? []
    const [, from, to] = (stretch.exec(word) ?? []).map((time) => time.padStart(5, '0'))
    if (first !== undefined && stretches.length === 0) {
      const [begin, end] = [Number(first), Number(last ?? first)]
      if (end < begin) return null
      for (let weekday = begin; weekday <= end; weekday += 1) weekdays.push(weekday)
    } else if (from !== undefined && to !== undefined && wall.test(from) && wall.test(to) && from < to) stretches.push({ from, to })
    else return null
  }
  if (stretches.length === 0) return null
  return weekdays.flatMap((weekday) => stretches.map((times) => ({ weekday, ...times })))
}

/** Writes weekly hours as a cell: days with the same hours together, consecutive days as a range. */
export function writeWeek(hours: readonly DutyHours[]): string {
  const says = new Map<string, number[]>()
  for (let weekday = 1; weekday <= 7; weekday += 1) {
    const times = hours
      .filter((one) => one.weekday === weekday)
      .sort(byTime)
      .map(({ from, to }) => `${from}-${to}`)
    if (times.length === 0) continue
    const key = times.join(' ')
    says.set(key, [...(says.get(key) ?? []), weekday])
  }
  return [...says].map(([times, weekdays]) => `${ranges(weekdays)} ${times}`).join('; ')
}

function ranges(weekdays: readonly number[]): string {
  const runs: [number, number][] = []
  for (const weekday of weekdays) {
    const run = runs.at(-1)
    if (run !== undefined && run[1] === weekday - 1) run[1] = weekday
    else runs.push([weekday, weekday])
  }
  return runs.map(([from, to]) => (from === to ? String(from) : `${from}-${to}`)).join(' ')
}

/** True for weekly hours among values of any column. */
export const isWeek = (value: unknown): value is DutyHours[] =>
  Array.isArray(value) && value.length > 0 && value.every((one: unknown) => typeof one === 'object' && one !== null && 'weekday' in one)

export const week: CellType<DutyHours[]> = cellType(
  v.pipe(
    v.string(),
    v.transform(readWeek),
    v.check((hours) => hours !== null),
    v.transform((hours) => hours ?? []),
  ),
  '应当写星期和时段，例如 1-5 08:30-12:00 14:00-18:00; 6 09:00-12:00（1 是周一），同一天的时段不能重叠',
)
