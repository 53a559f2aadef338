import { declineBooking } from '../ending/call-off'
import type { RuleContext } from '../../platform/context/call'
import { lockedBooking } from '../core/loaded-booking'
import { askForApproval, type ApprovalDeadline } from '../schedule/schedule-jobs'

/**
 * Handles the approval deadline: at half the time staff are notified again; at the end the seats are released and the booker is notified
 * that nobody answered.
 */
export async function onApproval(context: RuleContext, { bookingId, approveBy, what }: ApprovalDeadline): Promise<void> {
  const booking = await lockedBooking(context, bookingId)
  if (booking?.row.state !== 'pending' || booking.row.approve_by?.toISOString() !== approveBy) return
  if (what === 'half') {
    await askForApproval(context, booking, '有预约还没有确认', `half:${approveBy}`)
    return
  }
  await declineBooking(context, booking, { party: 'system', staff: null, reason: '工作人员没有在约定时间内确认，对不起' })
}
