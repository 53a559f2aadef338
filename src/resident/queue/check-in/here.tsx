import { callPhone } from '../../../platform/device/call'
import type { Value } from '../../../platform/api/result'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Stack } from '../../../ui/layout/stack'
import { isOpenTicket, TicketRow } from '../../../parts/booking/ticket-row'
import { Words } from '../../../ui/display/words'
import { Booked } from './booked'
import { WalkIns } from './walk-ins'

type CheckInVenue = Value<'GET /v1/check-in-places/{token}'>

/** Renders a venue today: the resident's tickets, bookings to check in, and services without booking. */
export function Here({ of: { venue, bookings, tickets, walkIns }, token }: { of: CheckInVenue; token: string }) {
  const held = tickets.filter(isOpenTicket)
  // A booking that was checked in has a ticket: only one of the two is shown.
  const ahead = bookings.filter((row) => !held.some(({ bookingId }) => bookingId === row.id))
  const next = ahead.find(({ state }) => state === 'booked')
  return (
    <>
      <Stack gap={4}>
        <Words size={20} bold heading>
          {venue.name}
        </Words>
        <Words size={15} tone="second">
          {venue.hoursSays}
        </Words>
      </Stack>
      {held.length > 0 && (
        <Card title="您的号" tone="info">
          {held.map((ticket) => (
            <TicketRow key={ticket.id} ticket={ticket} />
          ))}
        </Card>
      )}
      {ahead.map((row) => (
        <Booked key={row.id} of={row} token={token} first={row.id === next?.id} />
      ))}
      {bookings.length === 0 && held.length === 0 && (
        <Words size={15} tone="second">
          您今天在这里没有预约，可以现场取号。
        </Words>
      )}
      <WalkIns of={walkIns} token={token} />
      <Stack across>
        <Button block icon="phone" label={`打电话问${venue.name}`} onTap={() => callPhone(venue.phone)}>
          打电话问
        </Button>
      </Stack>
    </>
  )
}
