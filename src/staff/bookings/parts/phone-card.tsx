import type { StaffBookingRow } from '@doorstep/contract/bookings/staff-views'
import { refresh, useSend } from '../../../platform/api/query'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { ToTell } from '../../parts/to-tell'
import { BookingRow } from './booking-row'

const lists = ['GET /v1/staff/bookings', 'GET /v1/staff/venues']

interface PhoneCardProps {
  of: StaffBookingRow
  /** Opens the booking, whose name is shown above; left out on the booking's own page. */
  open?: (booking: StaffBookingRow) => unknown
}

/** Renders a person without an account who has to be phoned: number, what to say, and the tick that they know. */
export function PhoneCard({ of: booking, open }: PhoneCardProps) {
  const { id, name, phone, toCall } = booking
  const telling = useSend('POST /v1/staff/bookings/{id}/called', lists)
  if (toCall === null) return null
  const told = async () => {
    const result = await telling.send({ params: { id }, body: { said: toCall } })
    // Somebody else phoned, or there is something newer to say.
    if (!result.ok) void refresh(...lists)
  }
  return (
    <Card {...(open === undefined && { title: '要打电话告诉', tone: 'warning' as const })}>
      <Stack gap={12}>
        {open && <BookingRow of={booking} open={open} />}
        <ToTell name={name} phone={phone} text={toCall} busy={telling.sending} problem={telling.problem} told={told} />
      </Stack>
    </Card>
  )
}
