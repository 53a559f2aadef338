import { planApproval } from './approval'
import type { RuleContext } from '../platform/call'
import { planMinimum } from './minimum'
import { planMiss } from './no-show'
import { planReminders } from './reminders'
import type { StoredBooking } from './store'
import { planVisitEnd } from './visit-end'

/**
 * Plans what the clock does with a booking; called whenever it was booked, asked for, approved or moved. Every job reads the
 * booking again and does nothing when it is about another time or state, so plans are never taken back.
 */
export async function planBooking(context: RuleContext, row: StoredBooking): Promise<void> {
  if (row.state === 'pending') await planApproval(context, row)
  if (row.state === 'booked') {
    await planReminders(context, row)
    await planMiss(context, row)
    await planVisitEnd(context, row)
  }
  await planMinimum(context, row)
}
