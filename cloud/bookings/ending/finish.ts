import { ratingWindowDays } from '@doorstep/contract/rules'
import type * as v from 'valibot'
import type { RuleContext } from '../../platform/context/call'
import { openUntil } from '../../platform/time/deadline'
import type { StoredBooking } from '../core/bookings-store'
import { bookingRunner } from '../core/guards'
import { lockedBooking } from '../core/loaded-booking'
import { transitionBooking } from '../core/transitions'
import type { VisitEndJob } from '../schedule/schedule-jobs'
import { callOffBooking } from './call-off'

/** Completes a booking: it may be rated for `ratingWindowDays`, and whoever served may not answer a bad rating. The booking is locked. */
export function finishBooking(
  context: RuleContext,
  row: StoredBooking,
  { party, staff, text = '', quiet = false }: { party: 'counter' | 'system'; staff: string | null; text?: string; quiet?: boolean },
): Promise<StoredBooking> {
  const rateBy = openUntil(context.clock.now(), ratingWindowDays)
  return transitionBooking(context, row, { action: 'finish', party, staff, text, quiet, changes: { served_by: staff, rate_by: rateBy } })
}

/**
 * Ends a home visit that nobody completed: with a helper assigned it counts as made and may be rated; without one it is cancelled with an
 * apology.
 */
export async function onVisitEnd(context: RuleContext, { bookingId, day: on }: v.InferOutput<typeof VisitEndJob>): Promise<void> {
  const booking = await lockedBooking(context, bookingId)
  if (booking === null || !bookingRunner.rule('finish').from.includes(booking.row.state) || booking.row.day !== on) return
  const { helper_code: helper } = booking.row
  if (helper !== null) await finishBooking(context, booking.row, { party: 'system', staff: helper })
  else await callOffBooking(context, booking, { party: 'system', staff: null, reason: '没有安排上人员上门' })
}
