import type { TicketView } from '@doorstep/contract/queue/views'
import { ticketStateNames, ticketTraits } from '@doorstep/contract/queue/words'
import { go } from '../../platform/navigation/navigate'
import { Chip, type Tone } from '../../ui/display/chip'
import { ListRow } from '../../ui/display/list-row'

/** Returns whether a ticket is still in use; finished ones have no page to open. */
export const isOpenTicket = ({ state }: TicketView) => ticketTraits[state].open

const tones: Record<TicketView['state'], Tone> = {
  waiting: 'info',
  called: 'danger',
  serving: 'info',
  done: 'info',
  passed: 'warning',
  void: 'info',
}

const statusWords: Record<TicketView['state'], (ticket: TicketView) => string> = {
  waiting: ({ ahead }) => (ahead === 0 ? '下一个就是您' : `前面还有 ${ahead} 位`),
  called: ({ window }) => `请到 ${window ?? '柜台'}`,
  serving: () => '',
  done: () => '',
  passed: () => '',
  void: () => '',
}

/** Returns where a ticket stands, in words; empty where its state says it. */
export const ticketStatus = (ticket: TicketView) => statusWords[ticket.state](ticket)

/** Renders one of today's queue tickets with its position; one tap opens it. */
export function TicketRow({ ticket }: { ticket: TicketView }) {
  const { id, number, serviceName, state } = ticket
  const status = ticketStatus(ticket)
  const name = ticketStateNames[state]
  return (
    <ListRow
      title={`${number} · ${serviceName}`}
      {...(status === '' ? {} : { line: status })}
      end={
        <Chip tone={tones[state]} onTint>
          {name}
        </Chip>
      }
      onTap={() => go('queue/ticket', { id })}
    />
  )
}
