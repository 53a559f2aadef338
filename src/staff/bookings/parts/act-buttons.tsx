import { bookingMachine } from '@doorstep/contract/bookings/machine'
import type { StaffBooking } from '@doorstep/contract/bookings/staff-views'
import { useNow } from '../../../platform/api/now'
import { ActButtons as Buttons } from '../../../ui/input/act-buttons'
import { actsFor, type CounterAct } from './acts'

/** The buttons the machine allows on a booking. */
export function ActButtons({ of: booking, start }: { of: StaffBooking; start: (act: CounterAct) => void }) {
  const acts = actsFor(booking, useNow())
  return <Buttons acts={acts} labelOf={(act) => bookingMachine[act].label} start={start} none="这次预约现在不用您做什么" />
}
