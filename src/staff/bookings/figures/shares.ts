import type { BookingFigures } from '@doorstep/contract/bookings/staff-views'
import { addDays, dayParts } from '../../../ui/format'

export type Share = BookingFigures['used']
type Day = BookingFigures['days'][number]

/** Returns a share in whole percent; null when there is nothing to divide by. */
export const percentOf = ({ of, count }: Share) => (of === 0 ? null : Math.round((count / of) * 100))

/** Returns a share as text: `62%`, or `没有数` when there is nothing to divide by. */
export const percentSays = (share: Share) => {
  const percent = percentOf(share)
  return percent === null ? '没有数' : `${percent}%`
}

/** Returns a share as a fraction: `31/380`. */
export const outOf = ({ of, count }: Share) => `${count}/${of}`

/** One bar: a day, or a week where days would be too thin. */
export interface Stretch extends Omit<Day, 'day'> {
  from: string
  until: string
  /** Label: `11/23`, `11/23–29`. */
  label: string
}

const dateSays = (day: string) => `${Number(day.slice(5, 7))}/${Number(day.slice(8))}`
const week = 7
/** Largest number of bars that fit a phone. */
const most = 31

const together = (days: readonly Day[]): Stretch => {
  const from = days[0]?.day ?? ''
  const until = days[days.length - 1]?.day ?? from
  const sum = (of: (day: Day) => number) => days.reduce((total, day) => total + of(day), 0)
  return {
    from,
    until,
    label: from === until ? dateSays(from) : `${dateSays(from)}–${dateSays(until)}`,
    capacity: sum(({ capacity }) => capacity),
    booked: sum(({ booked }) => booked),
    missed: sum(({ missed }) => missed),
    walkIns: sum(({ walkIns }) => walkIns),
  }
}

/** Returns the days as bars: one per day up to a month, one per calendar week (from Monday) beyond. */
export function stretchesOf(days: readonly Day[]): Stretch[] {
  if (days.length <= most) return days.map((day) => together([day]))
  const weeks = new Map<string, Day[]>()
  for (const one of days) {
    const back = (['一', '二', '三', '四', '五', '六', '日'].indexOf(dayParts(one.day).weekday) + week) % week
    const monday = addDays(one.day, -back)
    weeks.set(monday, [...(weeks.get(monday) ?? []), one])
  }
  return [...weeks.values()].map(together)
}
