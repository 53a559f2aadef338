import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { dayOf, instantOf, minuteMs } from '../../platform/time/calendar'
import { dutyAt } from '../../platform/time/duty-hours'
import type { StoredClosure } from '../../services/places/closure-store'
import type { VenueFact } from '../../services/places/venues-and-services'
import { atWorkMinutes } from './estimate'
import { closedFor } from './opening'
import type { VenueDay } from './queue-store'

export const closingJob = 'queue.closing'
export const ClosingJob = v.object({ venueCode: v.string(), day, calledOff: v.boolean() })
export type Closing = v.InferOutput<typeof ClosingJob>

type Hours = Pick<VenueFact, 'hours'>

/** Returns the moments left of a day at which a venue opens or closes, by its hours and its closures, in order. */
function turnsAhead({ hours }: Hours, closures: readonly StoredClosure[], now: Date): Date[] {
  const day = dayOf(now)
  const ends = instantOf(day, '24:00')
  const turns: Date[] = []
  for (let at = now; at < ends;) {
    const { until } = dutyAt(at, hours)
    if (until === null || until >= ends) break
    turns.push(until)
    at = until
  }
  for (const closure of closures) {
    if (day < closure.fromDay || day > closure.untilDay || closure.hours === null) continue
    turns.push(instantOf(day, closure.hours.from), instantOf(day, closure.hours.to))
  }
  return turns.filter((at) => at > now && at < ends).sort((one, other) => one.getTime() - other.getTime())
}

/** Returns whether a service is still given at its venue on the day of `now`, then or later. */
export const givenToday = (serviceCode: string, venue: Hours, closures: readonly StoredClosure[], now: Date): boolean =>
  [now, ...turnsAhead(venue, closures, now)].some((at) => dutyAt(at, venue.hours).onDuty && closedFor(serviceCode, closures, at) === null)

/**
 * Schedules the look at who is left when a venue closes next today; where it is closed already, when a window that called somebody now no
 * longer counts as open.
 */
export async function planClosing(context: RuleContext, venue: VenueFact, closures: readonly StoredClosure[]): Promise<void> {
  const now = context.clock.now()
  const [next] = turnsAhead(venue, closures, now)
  const closed = !dutyAt(now, venue.hours).onDuty
  const dueAt = next ?? (closed ? new Date(now.getTime() + atWorkMinutes * minuteMs) : null)
  if (dueAt !== null) await scheduleClosing(context, { venueCode: venue.code, day: dayOf(now) }, dueAt)
}

/** Schedules the look at who is left at an instant; `calledOff` when a closure was entered that keeps nobody who waits. */
export const scheduleClosing = (
  { tx, districtId }: RuleContext,
  { venueCode, day }: VenueDay,
  dueAt: Date,
  calledOff = false,
): Promise<void> => {
  const key = [venueCode, day, dueAt.toISOString(), ...(calledOff ? ['off'] : [])].join(':')
  return enqueue(tx, { districtId, kind: closingJob, key, payload: { venueCode, day, calledOff } satisfies Closing, dueAt })
}
