import { day, id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { instantOf } from '../../platform/time/calendar'
import { enqueue } from '../../platform/jobs/outbox'
import { callOffBooking } from './call-off'
import { finishBooking } from './finish'
import type { RuleContext } from '../../platform/context/call'
import { lockedBooking, type StoredBooking } from '../core/bookings-store'

export const visitEndJob = 'bookings.visitEnd'
export const VisitEndJob = v.object({ bookingId: id, day })

/** Plans the turn of the day of a home visit: no queue ends it, and whoever waited at home must not wait on. */
export const scheduleVisitEnd = async ({ tx, districtId }: RuleContext, { id: bookingId, way, day: on }: StoredBooking): Promise<void> => {
  if (way !== 'home') return
  const payload = { bookingId, day: on } satisfies v.InferOutput<typeof VisitEndJob>
  await enqueue(tx, { districtId, kind: visitEndJob, key: `${bookingId}:${on}`, payload, dueAt: instantOf(on, '24:00') })
}

/**
 * Ends a home visit nobody closed: with a helper it counts as made, and the booker may rate it; where nobody was ever sent, it is
 * called off with an apology.
 */
export async function onVisitEnd(context: RuleContext, { bookingId, day: on }: v.InferOutput<typeof VisitEndJob>): Promise<void> {
  const row = (await lockedBooking(context.tx, context.districtId, bookingId))?.row
  if ((row?.state !== 'booked' && row?.state !== 'arrived') || row.day !== on) return
  if (row.helper_code !== null) await finishBooking(context, row, { party: 'system', staff: row.helper_code })
  else await callOffBooking(context, row, { party: 'system', staff: null, reason: '没有安排上人员上门' })
}
