import { ratingWindowDays } from '@doorstep/contract/requests/machine'
import type { RuleContext } from '../../platform/context/call'
import { dueAt } from '../../platform/time/deadline'
import type { StoredBooking } from '../core/bookings-store'
import { transitionBooking } from '../core/transitions'

/** Says that a service was had: from now on it may be rated, 15 days, and whoever served may not answer a bad rating. The booking is locked. */
export function finishBooking(
  context: RuleContext,
  row: StoredBooking,
  { party, staff, text = '' }: { party: 'counter' | 'system'; staff: string | null; text?: string },
): Promise<StoredBooking> {
  const rateBy = dueAt(context.clock.now(), { amount: ratingWindowDays, unit: 'day' }).at
  return transitionBooking(context, row, { action: 'finish', party, staff, text, changes: { served_by: staff, rate_by: rateBy } })
}
