import * as v from 'valibot'
import { wallTime } from '../services/views'
import { day, list, text, whole } from '../values'

const opening = { from: wallTime, to: wallTime, capacity: whole(1, 500) }

const inOrder = <T extends { from: string; to: string }>() => v.check<T, string>(({ from, to }) => from < to, '结束要晚于开始')

interface Stretch {
  from: string
  to: string
}

const meet = (one: Stretch, other: Stretch) => one.from < other.to && other.from < one.to

const pairIn = <T>(rows: readonly T[], holds: (one: T, other: T) => boolean) =>
  rows.some((one, at) => rows.slice(at + 1).some((other) => holds(one, other)))

interface Weekly extends Stretch {
  weekday: number
  fromDay: string | null
  untilDay: string | null
}

/** Returns whether two weekly hours overlap: same weekday, overlapping times, and at least one day on which both apply. */
const clash = (one: Weekly, other: Weekly) =>
  one.weekday === other.weekday &&
  meet(one, other) &&
  (one.fromDay ?? '') <= (other.untilDay ?? '9') &&
  (other.fromDay ?? '') <= (one.untilDay ?? '9')

const weekly = list(
  v.pipe(v.object({ weekday: whole(1, 7), ...opening, fromDay: v.nullable(day), untilDay: v.nullable(day) }), inOrder()),
  100,
)

const dayHours = list(v.pipe(v.object(opening), inOrder()), 20)

/** A day with hours of its own; closed when it has none. */
const exceptionsOf = <Hours extends v.GenericSchema<unknown, v.InferOutput<typeof dayHours>>, Reason extends v.GenericSchema<string>>(
  hours: Hours,
  reason: Reason,
) => list(v.object({ day, reason, hours }), 400)

/** `OpeningRules` that were validated when they were saved; parses them without comparing each row with every other. */
export const StoredRules = v.object({
  /** Length of a slot in minutes; a `home` service has one slot per opening, its window. */
  minutes: whole(5, 480),
  /** Minutes kept free before and after each slot; between two slots the longer of the two counts once. */
  bufferBefore: whole(0, 120),
  bufferAfter: whole(0, 120),
  /** Percentage of each slot's seats reserved for walk-ins. */
  walkInPercent: whole(0, 90),
  /** Minutes before its beginning until which a slot can be booked. */
  leadMinutes: whole(0, 43_200),
  /** Days before its day from which a slot can be booked, from 00:00 on. */
  horizonDays: whole(1, 366),
  /** Minutes before the beginning until which the booker may cancel or move. */
  cancelMinutes: whole(0, 43_200),
  /** Most seats of one booking. */
  maxSeats: whole(1, 10),
  /** Most bookings of one person in a calendar day, week (Monday to Sunday) and month; null for no limit. */
  limits: v.object({ day: v.nullable(whole(1, 50)), week: v.nullable(whole(1, 50)), month: v.nullable(whole(1, 100)) }),
  /** Duty hours within which staff must approve; null when no approval is needed. */
  approval: v.nullable(v.object({ hours: whole(1, 240) })),
  /** A group activity is cancelled when fewer people have booked `decideHours` before it begins. */
  minimum: v.nullable(v.object({ people: whole(2, 500), decideHours: whole(1, 720) })),
  /** Minutes after the beginning after which a booker who has not come counts as a no-show. */
  graceMinutes: whole(5, 120),
  holidays: v.picklist(['closed', 'open']),
  weekly,
  /** A reason was text when it was saved, by the rules of that time. */
  exceptions: exceptionsOf(dayHours, v.string()),
})

/**
 * The rules that slots are generated from. A year's public holidays and make-up working days (调休) apply unless `holidays` is `open`: a
 * holiday is closed, a make-up day has Friday's hours unless that weekday has hours of its own. An exception replaces its day.
 */
export const OpeningRules = v.object({
  ...StoredRules.entries,
  weekly: v.pipe(
    weekly,
    v.check(
      (rows) => rows.every(({ fromDay, untilDay }) => fromDay === null || untilDay === null || fromDay <= untilDay),
      '有一段开放时间的结束日期早于开始日期',
    ),
    v.check((rows) => !pairIn(rows, clash), '同一天的开放时间重叠了，请错开'),
  ),
  exceptions: v.pipe(
    exceptionsOf(
      v.pipe(
        dayHours,
        v.check((rows) => !pairIn(rows, meet), '这一天的开放时间重叠了，请错开'),
      ),
      text(60),
    ),
    v.check((rows) => !pairIn(rows, (one, other) => one.day === other.day), '同一天写了两次，请合在一起'),
  ),
})

export type OpeningRules = v.InferOutput<typeof OpeningRules>
