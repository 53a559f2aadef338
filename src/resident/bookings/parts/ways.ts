import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { actionsIn } from '@doorstep/contract/machine'

export interface Ways {
  /** The answer allows cancelling now. */
  cancel: boolean
  move: boolean
  /** Changing is allowed, but the deadline for doing it in the app has passed: only the phone is left. */
  late: boolean
  /** Check-in is possible now. */
  arrive: boolean
  /** The booker may appeal a no-show, once. */
  appeal: boolean
  rate: boolean
}

/** Returns what the booker can do now: what the answer offers, or the phone where it no longer does; `now` in epoch milliseconds. */
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
