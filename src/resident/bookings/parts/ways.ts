import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { actionsIn } from '@doorstep/contract/machine'

export interface Ways {
  /** What the contract's machine lets her do in this state. */
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

/** What the booker can do with a booking now, by the machine and its clocks; `now` in epoch milliseconds. */
export function waysOf(b: BookingDetail, now: number): Ways {
  const actions = actionsIn(bookingMachine, b.state, b.as)
  const mine = actions.includes('cancel') || actions.includes('move')
  const late = mine && (b.cancelUntil === null || Date.parse(b.cancelUntil) <= now)
  const ahead = now < Date.parse(b.endsAt)
  return {
    cancel: actions.includes('cancel') && !late,
    move: actions.includes('move') && !late,
    late: late && ahead,
    arrive: actions.includes('checkIn') && b.way !== 'home' && Date.parse(b.arriveFrom) <= now && now < Date.parse(b.arriveUntil),
    appeal: actions.includes('appeal') && b.appeal === null,
    rate: b.rateBy !== null && b.rating === null && b.as.includes('booker') && now < Date.parse(b.rateBy),
  }
}
