import type { BookingDetail } from '@doorstep/contract/bookings/views'
import { bookingTraits } from '@doorstep/contract/bookings/words'
import { useElder } from '../../../platform/device/elder'
import { go } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import type { Arrival } from './arrival'
import type { Ways } from '../parts/ways'

interface NextActionProps {
  of: BookingDetail
  ways: Ways
  arrival: Arrival
  explain: () => void
}

/** Renders the next action by what the booking and the time allow, with moving it next to it. */
export function NextAction({ of: b, ways, arrival, explain }: NextActionProps) {
  const { elder } = useElder()
  const move = ways.move && (
    <Button kind={ways.arrive ? 'plain' : 'outline'} icon="clock" onTap={() => go('bookings/move', { id: b.id })}>
      改时间
    </Button>
  )
  if (b.state === 'held')
    return (
      <Button kind="primary" onTap={() => go('services/detail', { holdId: b.id })}>
        去确认
      </Button>
    )
  if (ways.arrive)
    return (
      <>
        {!elder && move}
        <Button kind="primary" icon="qr" busy={arrival.busy} onTap={arrival.arrive}>
          签到
        </Button>
      </>
    )
  const { ticketId } = b
  if (ticketId !== null && b.state === 'arrived')
    return (
      <Button kind="primary" icon="people" onTap={() => go('queue/ticket', { id: ticketId })}>
        看排队情况
      </Button>
    )
  if (ways.appeal)
    return (
      <Button kind="primary" icon="edit" onTap={explain}>
        说明情况
      </Button>
    )
  if (!bookingTraits[b.state].ended) return move
  return (
    <Button kind="outline" icon="calendar" onTap={() => go('services/detail', { code: b.serviceCode })}>
      再约一次
    </Button>
  )
}
