import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { lockedBooking, type LoadedBooking } from '../core/loaded-booking'
import { managersOf } from '../core/managers'
import { cancelUntil } from '../core/moments'
import { bookingSummary, notifyHelper, notifyStaff } from '../core/notify'
import { endAndRelease } from '../core/seats'

/**
 * Cancels the caller's booking before it begins; its seats are offered to the waiting list. After the cancel window that is a late
 * cancellation (临时取消): no no-show, said in the timeline, and the venue's managers are told.
 */
export async function cancel(acting: Acting, id: string, { reason = '' }: { reason?: string | undefined }): Promise<LoadedBooking> {
  const { tx, districtId, actor, clock } = acting
  const booked = await lockedBooking(acting, id, { owner: actor })
  if (booked === null) throw problem('notFound')
  const { row, service, venue } = booked
  const until = cancelUntil(row, service.rules)
  const late = clock.now() > until
  const noted = late ? ['临时取消', reason].filter(Boolean).join('：') : reason
  // The window that decided is kept, because the figures count by it and the rules may change.
  const changes = { cancel_until: until }
  const after = await endAndRelease(acting, row, { action: 'cancel', party: 'booker', text: reason, noted, where: booked, changes })
  await notifyHelper(acting, after, { title: '上门服务取消了', text: `${bookingSummary(after)}，不用去了` })
  if (late) {
    const managers = (await managersOf(tx, districtId, venue, service)).filter((code) => code !== actor.staff?.code)
    await notifyStaff(acting, after, managers, { title: '有人临时取消', text: `${bookingSummary(after)}，位置已经放开` }, 'late')
  }
  return { ...booked, row: after }
}
