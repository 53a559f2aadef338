import { becauseClosed } from '@doorstep/contract/openings/words'
import { noShowDays } from '@doorstep/contract/rules'
import { day } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { addDays, dayOf, type Day } from '../../platform/time/calendar'
import { lockSlots } from '../../services/api'
import { closedWhenDue } from '../core/closed-when-due'
import { lockedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyBooker } from '../core/notify'
import { lockPeople } from '../core/person'
import { endAndRelease } from '../core/seats'
import { callOffBooking } from '../ending/call-off'
import { begunUnserved } from './closed-late-store'
import { reviewLimits } from './no-show'

/** A closure that was entered when times it covers had begun. */
export const closedLateJob = 'bookings.closedLate'
export const ClosedLateJob = v.object({ venueCode: v.string(), fromDay: day, untilDay: day, callOff: v.boolean() })
type ClosedLate = v.InferOutput<typeof ClosedLateJob>

/** Schedules, at once, what a closure means to bookings whose time had begun when it was entered; `callOff` unless they are kept. */
export async function scheduleClosedLate(
  { tx, districtId, clock }: RuleContext,
  { closureId, ...payload }: ClosedLate & { closureId: string },
): Promise<void> {
  const now = clock.now()
  if (payload.fromDay <= dayOf(now)) await enqueue(tx, { districtId, kind: closedLateJob, key: closureId, payload, dueAt: now })
}

/**
 * Takes back the no-shows of a time at which the place was closed, and calls off whoever has not come yet. No-shows older than `noShowDays`
 * stay: they bind nobody any more.
 */
export async function onClosedLate(context: RuleContext, { venueCode, fromDay, untilDay, callOff }: ClosedLate): Promise<void> {
  const now = context.clock.now()
  const today = dayOf(now)
  const first = addDays(today, -noShowDays)
  const days = { from: fromDay > first ? fromDay : first, until: untilDay < today ? untilDay : today }
  for (const id of await lockedUnserved(context, venueCode, { ...days, now })) {
    const booking = await lockedBooking(context, id)
    if (booking === null) continue
    const closed = await closedWhenDue(context, booking.row, booking.service)
    if (closed === null) continue
    const reason = becauseClosed(closed)
    if (booking.row.state === 'booked' && booking.row.way !== 'home' && callOff)
      await callOffBooking(context, booking, { party: 'system', staff: null, reason })
    if (booking.row.state !== 'missed') continue
    const step = { action: 'takeBack' as const, party: 'system' as const, text: reason, changes: { reason, missed_at: null } }
    const after = await endAndRelease(context, booking.row, step)
    await reviewLimits(context, after)
    const said = { title: '那时停办，不计爽约', text: `${bookingSummary(after)}：${reason}。给您添麻烦了，可以再约` }
    await notifyBooker(context, after, said, `takenBack:${after.last_seq}`)
  }
}

/** Returns the bookings of some days whose time has begun and for which nobody came; locks all their people, then all their slots. */
async function lockedUnserved(
  { tx, districtId }: RuleContext,
  venueCode: string,
  days: { from: Day; until: Day; now: Date },
): Promise<string[]> {
  const rows = await begunUnserved(tx, districtId, venueCode, days)
  if (rows.length === 0) return []
  await lockPeople(
    tx,
    districtId,
    rows.map(({ person }) => person),
  )
  await lockSlots(
    tx,
    districtId,
    rows.map(({ slot_id: slotId }) => slotId),
  )
  return rows.map(({ id }) => id)
}
