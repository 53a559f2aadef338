import type { OpeningRules } from '@doorstep/contract/openings/rules'
import type { ServiceWay } from '@doorstep/contract/services/words'
import { chinaCalendar, instantOf, minuteMs, type Calendar, type Day } from '../../platform/time/calendar'
import { hoursOn } from '../places/day-hours'

/** A slot as the rules plan it: `capacity` seats can be booked, `walkIn` more are reserved for walk-ins. */
export interface WantedSlot {
  day: Day
  startsAt: Date
  endsAt: Date
  capacity: number
  walkIn: number
}

/** A closure (停办): whole days, or the same hours of each of these days, wall time in +08:00. */
export interface ClosedTime {
  fromDay: Day
  untilDay: Day
  hours: { from: string; to: string } | null
}

interface Stretch {
  from: number
  to: number
}

/**
 * Returns the slots of a day, in order, never overlapping. A slot lies within an opening; the gap between two is the longer of the two
 * buffers; a home visit has one slot per opening, its time window; a walk-in service has none. Slots that overlap a closure are left out.
 * The share reserved for walk-ins holds over the day, rounded down; a slot with one seat can always be booked.
 */
export function slotsOfDay(
  rules: OpeningRules,
  way: ServiceWay,
  day: Day,
  closures: readonly ClosedTime[],
  calendar: Calendar = chinaCalendar,
): WantedSlot[] {
  const openings = way === 'walkIn' ? [] : hoursOn(rules, day, calendar).openings
  if (openings.length === 0) return []
  const midnight = instantOf(day).getTime()
  const closed = closures
    .filter((one) => one.fromDay <= day && day <= one.untilDay)
    .map((one) => stretchOn(midnight, one.hours ?? wholeDay))
  const gap = Math.max(rules.bufferBefore, rules.bufferAfter) * minuteMs
  const slots: WantedSlot[] = []
  let earliest = midnight
  let owed = 0
  for (const opening of openings) {
    for (const stretch of stretchesOf(rules, way, stretchOn(midnight, opening), earliest, gap)) {
      earliest = stretch.to + gap
      // In hundredths of a seat, carried from slot to slot: of slots with two seats, 30 % is one seat in some, not none in each.
      owed += opening.capacity > 1 ? opening.capacity * rules.walkInPercent : 0
      const walkIn = Math.min(opening.capacity - 1, Math.floor(owed / 100))
      owed -= walkIn * 100
      if (!closed.some((one) => one.from < stretch.to && stretch.from < one.to)) {
        slots.push({ day, startsAt: new Date(stretch.from), endsAt: new Date(stretch.to), capacity: opening.capacity - walkIn, walkIn })
      }
    }
  }
  return slots
}

const wholeDay = { from: '00:00', to: '24:00' }

/** Returns the minutes since midnight of `08:30`. */
const minutesOf = (wall: string) => Number(wall.slice(0, 2)) * 60 + Number(wall.slice(3, 5))

const stretchOn = (midnight: number, { from, to }: { from: string; to: string }): Stretch => ({
  from: midnight + minutesOf(from) * minuteMs,
  to: midnight + minutesOf(to) * minuteMs,
})

function stretchesOf({ minutes }: OpeningRules, way: ServiceWay, opening: Stretch, earliest: number, gap: number): Stretch[] {
  const begins = Math.max(opening.from, earliest)
  if (way === 'home') return begins < opening.to ? [{ from: begins, to: opening.to }] : []
  const lasts = minutes * minuteMs
  const stretches: Stretch[] = []
  for (let from = begins; from + lasts <= opening.to; from += lasts + gap) stretches.push({ from, to: from + lasts })
  return stretches
}
