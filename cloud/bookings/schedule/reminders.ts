import { firstReminderHours } from '@doorstep/contract/rules'
import type { RuleContext } from '../../platform/context/call'
import { hourMs } from '../../platform/time/calendar'
import { timeMark } from '../../platform/time/words'
import { lockedBooking, type LoadedBooking } from '../core/loaded-booking'
import { cancelUntil } from '../core/moments'
import { notifyBooker } from '../core/notify'
import type { Reminder } from './schedule-jobs'

/**
 * Reminds the booker of a booking. Does nothing unless it is still booked, for this very time, and still as far ahead as the reminder says.
 */
export async function remind(context: RuleContext, { bookingId, startsAt, hours }: Reminder): Promise<void> {
  const booking = await lockedBooking(context, bookingId)
  if (booking?.row.state !== 'booked' || booking.row.starts_at.toISOString() !== startsAt) return
  const { row } = booking
  const now = context.clock.now()
  const aheadMs = row.starts_at.getTime() - now.getTime()
  // A very late reminder would arrive together with the next one, or after the beginning.
  if (aheadMs <= (hours === firstReminderHours ? hourMs : 0)) return
  const text = row.way === 'home' ? visitText(booking, now) : comeText(booking, now)
  const title = `${timeMark(row.starts_at)} 有${row.way === 'home' ? '上门服务' : '预约'}`
  await notifyBooker(context, row, { title, text }, `remind:${startsAt}:${hours}`)
}

/** Returns how to cancel: in the app, late after the cancel window, or by phone. */
function ifNot({ row, service, venue }: LoadedBooking, now: Date): string {
  const until = cancelUntil(row, service.rules)
  const call = `打电话告诉服务点 ${service.phone === '' ? venue.phone : service.phone}`
  return now < until ? `请取消（时限${timeMark(until)}），或${call}` : `请早点取消（算临时取消，不计爽约），或${call}`
}

const comeText = (booking: LoadedBooking, now: Date) => {
  const { row, service, venue } = booking
  return [
    `${row.service_name} ${timeMark(row.starts_at)}，${venue.name}（${venue.address}）`,
    ...(service.bring === '' ? [] : [`请带${service.bring}`]),
    `来不了${ifNot(booking, now)}`,
  ].join('。')
}

const visitText = (booking: LoadedBooking, now: Date) =>
  `${booking.row.service_name}，服务人员${timeMark(booking.row.starts_at)} 起上门，请留人在家。不方便${ifNot(booking, now)}`
