import { scheduleApproval } from '../staff/approval'
import type { RuleContext } from '../../platform/context/call'
import { scheduleMinimum } from '../ending/minimum'
import { scheduleNoShow } from '../no-shows/no-show'
import { scheduleReminders } from './reminders'
import type { StoredBooking } from '../core/bookings-store'
import { scheduleVisitEnd } from '../ending/visit-end'

/**
 * Plans what the clock does with a booking; called whenever it was booked, asked for, approved or moved. Every job reads the
 * booking again and does nothing when it is about another time or state, so plans are never taken back.
 */
export async function scheduleJobs(context: RuleContext, row: StoredBooking): Promise<void> {
  if (row.state === 'pending') await scheduleApproval(context, row)
  if (row.state === 'booked') {
    await scheduleReminders(context, row)
    await scheduleNoShow(context, row)
    await scheduleVisitEnd(context, row)
  }
  await scheduleMinimum(context, row)
}
