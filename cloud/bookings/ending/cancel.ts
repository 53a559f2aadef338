import type { Acting, RuleContext } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { timeInWords } from '../../platform/time/words'
import { suggest } from '../../services/api'
import { lockedBooking, type LoadedBooking } from '../core/loaded-booking'
import { cancelUntil } from '../core/moments'
import { bookingSummary, notifyHelper } from '../core/notify'
import { endAndRelease } from '../core/seats'
import { transitionRule } from '../core/transitions'
import { phonesOf } from '../eligibility/free-times'

/** Cancels the caller's booking within its window; its place goes to whoever waits first. */
export async function cancel(acting: Acting, id: string, { reason = '' }: { reason?: string | undefined }): Promise<LoadedBooking> {
  const booked = await lockedBooking(acting, id)
  if (booked === null || booked.row.account_id !== acting.actor.accountId) throw problem('notFound')
  refuseLate(acting, booked, 'cancel')
  const after = await endAndRelease(acting, booked.row, { action: 'cancel', party: 'booker', text: reason })
  await notifyHelper(acting, after, { title: '上门服务取消了', text: `${bookingSummary(after, acting.clock.now())}，不用去了` })
  return { ...booked, row: after }
}

/** The booker's own change: only from the states the machine names, and only within the cancel window. */
export function refuseLate({ clock }: Pick<RuleContext, 'clock'>, booking: LoadedBooking, action: 'cancel' | 'move'): void {
  const { row, service } = booking
  if (!transitionRule(action).from.includes(row.state)) throw problem('notNow', { next: [suggest.myBooking(row.id)] })
  const now = clock.now()
  const until = cancelUntil(row, service.rules)
  if (now <= until && now < row.starts_at) return
  const said = row.starts_at <= now ? '预约的时间已经开始' : `只能在${timeInWords(until, now)} 前自己取消或改时间`
  throw problem('cancelLate', { detail: `${said}，有变化请打电话给服务点`, phones: phonesOf(booking) })
}
