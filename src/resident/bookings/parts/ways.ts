import { bookingMachine, type bookerActions } from '@doorstep/contract/bookings/machine'
import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { actionsIn } from '@doorstep/contract/machine'

/** What the booker can do: whether the answer allows each action with an endpoint of theirs now, and more. */
export interface Ways extends Record<(typeof bookerActions)[number], boolean> {
  /** Changing is allowed, but the time has begun: only the phone is left. */
  late: boolean
  /** Cancelling is still possible, as a late cancellation (临时取消). */
  lateCancel: boolean
  /** Check-in is possible now. */
  arrive: boolean
}

/** Returns what the booker can do now: what the answer offers, or the phone where it no longer does; `now` in epoch milliseconds. */
export function waysOf(b: BookingDetail, now: number): Ways {
  const { actions } = b
  const late = actionsIn(bookingMachine, b.state, b.as).includes('cancel') && !actions.includes('cancel')
  return {
    cancel: actions.includes('cancel'),
    move: actions.includes('move'),
    lateCancel: actions.includes('cancel') && !actions.includes('move'),
    late: late && now < Date.parse(b.endsAt),
    arrive: actions.includes('checkIn'),
    appeal: actions.includes('appeal'),
  }
}
