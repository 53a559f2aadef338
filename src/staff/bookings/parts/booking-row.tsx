import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { Chip } from '../../../ui/display/chip'
import { dayName, timeOfDay } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'

interface BookingRowProps {
  of: StaffBookingRow
  open: (booking: StaffBookingRow) => unknown
  /** The list is of one day and service: only what differs is shown. */
  short?: boolean
}

/** Returns the second line of a row: when and what, seats, address and helper, and the booker's note. */
export const summaryOf = (
  { startsAt, serviceName, seats, note, name, forName, contact, way, address, helper }: StaffBookingRow,
  short = false,
) =>
  [
    !short && `${dayName(startsAt)} ${timeOfDay(startsAt)} ${serviceName}`,
    seats > 1 && `${seats} 位`,
    contact !== null && `单位联系人 ${contact}`,
    forName !== null && forName !== name && `替${forName}约`,
    address,
    way === 'home' && helper && `${helper.name}去`,
    note !== '' && note,
  ]
    .filter(Boolean)
    .join(' · ')

/** Renders one booking in a staff list: who, when, what for, its state. */
export function BookingRow({ of: booking, open, short }: BookingRowProps) {
  const { name, tone } = bookingStateWords[booking.state]
  const line = summaryOf(booking, short)
  return <ListRow title={booking.name} {...(line !== '' && { line })} end={<Chip tone={tone}>{name}</Chip>} onTap={() => open(booking)} />
}
