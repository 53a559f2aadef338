import { reviewLimits, transitionBooking, act, byCounter } from '../bookings/api'
import type { Acting } from '../platform/context/call'
import { drawForBooking } from './drawing'

/** Checks a booking in late (补签到), on the same day: withdraws the no-show, ends a ban that followed from it, and draws a number. */
export const arriveLate = (acting: Acting, id: string) =>
  act(acting, id, async ({ booking, row, staff }) => {
    const now = acting.clock.now()
    const step = { action: 'arriveLate' as const, ...byCounter(staff), changes: { arrived_at: now, missed_at: null } }
    const after = await transitionBooking(acting, row, step)
    await reviewLimits(acting, after)
    await drawForBooking(acting, { ...booking, row: after })
    return after
  })
