import type { BookingDetail } from '@doorstep/contract/bookings/views'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { managersOf } from '../core/managers'
import { transitionBooking } from '../core/transitions'
import { lockedBooking } from '../core/loaded-booking'
import { bookingSummary, notifyStaff } from '../core/notify'
import { bookingDetail } from '../view/view'

/** 申诉: records, once, why the booker did not come; the venue's managers decide. Throws `notNow`, `appealedOnce`. */
export async function appeal(acting: Acting, id: string, text: string): Promise<BookingDetail> {
  const { tx, districtId, actor, clock } = acting
  const booking = await lockedBooking(acting, id, { owner: actor })
  if (booking === null) throw problem('notFound')
  const { row, service, venue } = booking
  const now = clock.now()
  const after = await transitionBooking(acting, row, {
    action: 'appeal',
    party: 'booker',
    text,
    changes: { appeal_text: text, appealed_at: now },
  })
  const said = { title: '有人说明没有来的原因，请您看', text: `${bookingSummary(after)}，点开看说明，认可或者答复` }
  const managers = (await managersOf(tx, districtId, venue, service)).filter((code) => code !== actor.staff?.code)
  await notifyStaff(acting, after, managers, said, `appeal:${after.last_seq}`)
  return bookingDetail(acting, { ...booking, row: after })
}
