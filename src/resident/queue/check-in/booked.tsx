import { bookingStateWords } from '@doorstep/contract/bookings/words'
import type { BookingRow } from '@doorstep/contract/bookings/views'
import { go, replace } from '../../../platform/navigation/navigate'
import { useSend } from '../../../platform/api/query'
import { bookingTitle } from '../../../parts/booking/booking-row'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { span } from '../../../ui/format'
import { NextSteps } from '../../../parts/next-steps'
import { Stack } from '../../../ui/layout/stack'
import { Words } from '../../../ui/display/words'

/** Renders one of the resident's bookings at this venue today: one tap checks in and opens the ticket. The first has the primary button. */
export function Booked({ of: row, token, first }: { of: BookingRow; token: string; first: boolean }) {
  const checkIn = useSend('POST /v1/bookings/{id}/checkIn', ['GET /v1/bookings', 'GET /v1/tickets', 'GET /v1/check-in-places'])
  const { name, tone } = bookingStateWords[row.state]
  const arrive = async () => {
    const result = await checkIn.send({ params: { id: row.id }, body: { token } })
    if (!result.ok) return
    const { ticket } = result.value
    await (ticket ? replace('queue/ticket', { id: ticket.id }) : replace('bookings/detail', { id: row.id }))
  }
  return (
    <Card>
      <Stack gap={8}>
        <Stack across gap={8} wraps>
          <Words bold>{bookingTitle(row)}</Words>
          <Chip tone={tone}>{name}</Chip>
        </Stack>
        <Words size={15} tone="second">
          {span(row.startsAt, row.endsAt)}
        </Words>
        {row.next !== '' && (
          <Words size={15} tone="second">
            {row.next}
          </Words>
        )}
        <NextSteps problem={checkIn.problem} />
        {row.state === 'booked' ? (
          <Button kind={first ? 'primary' : 'outline'} block busy={checkIn.sending} label={`签到：${row.serviceName}`} onTap={arrive}>
            签到
          </Button>
        ) : (
          <Button block label={`看这个预约：${row.serviceName}`} onTap={() => go('bookings/detail', { id: row.id })}>
            看这个预约
          </Button>
        )}
      </Stack>
    </Card>
  )
}
