import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { actionsIn } from '@doorstep/contract/machine'

export interface Ways {
  /** What the answer says she may do now. */
  cancel: boolean
  move: boolean
  /** She may, but the time until which she could do it herself has passed: only the phone is left. */
  late: boolean
  /** She may check in now. */
  arrive: boolean
  /** She may say why she did not come, once. */
  appeal: boolean
  rate: boolean
}

/** What the booker can do with a booking now: what the answer offers, and the phone where it no longer does; `now` in epoch milliseconds. */
export function waysOf(b: BookingDetail, now: number): Ways {
  const { actions } = b
  const late = actionsIn(bookingMachine, b.state, b.as).includes('cancel') && !actions.includes('cancel')
  return {
    cancel: actions.includes('cancel'),
    move: actions.includes('move'),
    late: late && now < Date.parse(b.endsAt),
    arrive: actions.includes('checkIn'),
    appeal: actions.includes('appeal'),
    rate: b.rateBy !== null && b.rating === null && b.as.includes('booker') && now < Date.parse(b.rateBy),
  }
}
