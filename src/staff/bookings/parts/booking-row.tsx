import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { Chip } from '../../../ui/display/chip'
import { dayName, timeOfDay } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'

interface BookingRowProps {
  of: StaffBookingRow
  open: (booking: StaffBookingRow) => unknown
  /** The list is of one day and service: only what differs is said. */
  short?: boolean
}

/** What a row says under the name: when and what, seats, where to and who goes, and what the booker wrote. */
export const summaryOf = ({ startsAt, serviceName, seats, note, name, forName, way, address, helper }: StaffBookingRow, short = false) =>
  [
    !short && `${dayName(startsAt)} ${timeOfDay(startsAt)} ${serviceName}`,
    seats > 1 && `${seats} 位`,
    forName !== null && forName !== name && `替${forName}约`,
    address,
    way === 'home' && helper && `${helper.name}去`,
    note !== '' && note,
  ]
    .filter(Boolean)
    .join(' · ')

/** One booking in a list of staff: who, when, what for, how it stands. */
export function BookingRow({ of: booking, open, short }: BookingRowProps) {
  const { name, tone } = bookingStateWords[booking.state]
  const line = summaryOf(booking, short)
  return (
    <ListRow
      title={booking.name}
      {...(line !== '' && { line })}
      end={<Chip tone={tone}>{name}</Chip>}
      onTap={() => open(booking)}
      label={[booking.name, line, name].filter(Boolean).join('，')}
    />
  )
}
