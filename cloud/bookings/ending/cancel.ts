import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { lockedBooking, type LoadedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyHelper } from '../core/notify'
import { endAndRelease } from '../core/seats'

/** Cancels the caller's booking within its cancel window; its seats are offered to the waiting list. */
export async function cancel(acting: Acting, id: string, { reason = '' }: { reason?: string | undefined }): Promise<LoadedBooking> {
  const booked = await lockedBooking(acting, id)
  if (booked === null || booked.row.account_id !== acting.actor.accountId) throw problem('notFound')
  const after = await endAndRelease(acting, booked.row, { action: 'cancel', party: 'booker', text: reason, where: booked })
  await notifyHelper(acting, after, { title: '上门服务取消了', text: `${bookingSummary(after)}，不用去了` })
  return { ...booked, row: after }
}
