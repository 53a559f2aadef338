import type { Counter, StaffTicket } from '@doorstep/contract/queue/views'
import { useState } from 'react'
import { callPhone } from '../../platform/device/call'
import { Button } from '../../ui/input/button'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { ListRow } from '../../ui/display/list-row'
import { Sheet } from '../../ui/layout/sheet'
import { Stack } from '../../ui/layout/stack'
import { Words } from '../../ui/display/words'
import { cameAs } from './current'
import type { Steps } from './use-steps'

interface WaitingListProps {
  counter: Counter
  steps: Steps
  why: string | undefined
}

/** Renders who waits, in calling order; who was passed; and the tickets at the other windows. */
export function WaitingList({ counter, steps, why }: WaitingListProps) {
  const [picked, setPicked] = useState<StaffTicket>()
  const row = (ticket: StaffTicket) => (
    <ListRow
      key={ticket.id}
      title={[ticket.number, ticket.name].filter(Boolean).join(' ')}
      line={`${ticket.serviceName} · 等了 ${ticket.waitedMinutes} 分钟`}
      end={<Chip tone={ticket.booked ? 'info' : 'plain'}>{cameAs(ticket)}</Chip>}
      onTap={() => setPicked(ticket)}
    />
  )
  return (
    <>
      <Card title={`等候 ${counter.waiting.length} 人`}>
        {counter.waiting.length === 0 ? (
          <Words size={15} tone="second">
            现在没有人等候。有人签到或取号，会马上出现在这里。
          </Words>
        ) : (
          counter.waiting.map(row)
        )}
      </Card>
      {counter.passed.length > 0 && <Card title={`过号 ${counter.passed.length} 人`}>{counter.passed.map(row)}</Card>}
      <Sheet open={picked !== undefined} title={picked ? `${picked.number} ${picked.name ?? ''}` : ''} onClose={() => setPicked(undefined)}>
        {picked && <OutOfTurn ticket={picked} counter={counter} steps={steps} why={why} done={() => setPicked(undefined)} />}
      </Sheet>
    </>
  )
}

/** Renders a waiting ticket to call out of turn, and says first whom the call would overtake. */
function OutOfTurn({ ticket, counter, steps, why, done }: WaitingListProps & { ticket: StaffTicket; done: () => void }) {
  const before = counter.waiting.findIndex(({ id }) => id === ticket.id)
  const phone = ticket.booking?.phone
  const call = async () => {
    await steps.call(ticket)
    done()
  }
  return (
    <Stack gap={16}>
      <Words>
        {ticket.serviceName} · {cameAs(ticket)} · 等了 {ticket.waitedMinutes} 分钟
      </Words>
      {ticket.booking !== null && ticket.booking.note !== '' && <Words tone="second">备注：{ticket.booking.note}</Words>}
      {before > 0 && (
        <Words size={15} tone="warning">
          前面还有 {before} 人先到。提前叫他，请和他们说明一下。
        </Words>
      )}
      {phone != null && (
        <Button block icon="phone" label={`给${ticket.name ?? '他'}打电话`} onTap={() => callPhone(phone)}>
          打电话
        </Button>
      )}
      {ticket.actions.includes('call') && (
        <Button block kind="outline" busy={steps.busy} why={why} onTap={call}>
          {ticket.state === 'passed' ? '他回来了，叫他' : '现在就叫他'}
        </Button>
      )}
    </Stack>
  )
}
