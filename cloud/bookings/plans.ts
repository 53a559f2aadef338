import { planApproval } from './approval'
import type { Ground } from './ground'
import { planMinimum } from './minimum'
import { planMiss } from './no-show'
import { planReminders } from './reminders'
import type { StoredBooking } from './store'
import { planVisitEnd } from './visit-end'

/**
 * Plans what the clock does with a booking; called whenever it was booked, asked for, approved or moved. Every job reads the
 * booking again and does nothing when it is about another time or state, so plans are never taken back.
 */
export async function planBooking(ground: Ground, row: StoredBooking): Promise<void> {
  if (row.state === 'pending') await planApproval(ground, row)
  if (row.state === 'booked') {
    await planReminders(ground, row)
    await planMiss(ground, row)
    await planVisitEnd(ground, row)
  }
  await planMinimum(ground, row)
}
