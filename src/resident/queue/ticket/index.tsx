import type { TicketView } from '@doorstep/contract/queue/views'
import { useState } from 'react'
import { go, useParams } from '../../../platform/navigation/navigate'
import { Button } from '../../../ui/input/button'
import { Screen } from '../../../ui/layout/screen'
import { isOpenTicket } from '../../../parts/booking/ticket-row'
import { GiveBack } from './give-back'
import { Number } from './number'
import { useTicket } from './use-ticket'
import { Waiting } from './waiting'

/** Renders 我的号: the ticket number, very large; how many are ahead; and where to go when it is called. */
export default function Ticket() {
  const { id } = useParams('id')
  const ticket = useTicket(id)
  const [leaving, setLeaving] = useState(false)
  return (
    <Screen of={ticket} shape="detail" bar={(t) => !isOpenTicket(t) && <NextAction of={t} />}>
      {(t) => (
        <>
          <Number of={t} />
          <Waiting of={t} leave={() => setLeaving(true)} />
          <GiveBack of={t} open={leaving} close={() => setLeaving(false)} />
        </>
      )}
    </Screen>
  )
}

/** Renders the next action of a finished ticket: rate it, book when the place closed before it was called, or take a new one. */
function NextAction({ of: { state, bookingId, leftOver, serviceCode } }: { of: TicketView }) {
  if (state === 'done' && bookingId !== null)
    return (
      <Button kind="primary" icon="star" onTap={() => go('bookings/detail', { id: bookingId })}>
        评价这次服务
      </Button>
    )
  if (leftOver)
    return (
      <Button kind="primary" icon="calendar" onTap={() => go('services/detail', { code: serviceCode })}>
        先约个时间
      </Button>
    )
  return (
    <Button kind="outline" icon="qr" onTap={() => go('queue/check-in', { scan: 1 })}>
      再取一个号
    </Button>
  )
}
