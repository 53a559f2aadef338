import { ticketMachine, type TicketParty } from '@doorstep/contract/queue/machine'
import { runnerOf } from '../../platform/machine/runner'
import { problem } from '../../platform/process/problem'
import { suggest } from '../../services/api'
import type { StoredTicket } from './queue-store'
import { writtenNumber } from './venue-queue'

/** A number and the caller who would act on it. */
export interface TicketSubject {
  row: StoredTicket
  party: TicketParty
}

/** Runs the contract's state machine of numbers. */
export const ticketRunner = runnerOf(ticketMachine)<TicketSubject>({
  stateOf: ({ row }) => row.state,
  partiesOf: ({ party }) => [party],
  guards: {},
  notYours: () => problem('notYourRole'),
  notNow: ({ row, party }, action) => {
    if (action === 'call') return problem('notNow', { detail: `${writtenNumber(row)} 已经叫过或者办完了，请看看最新的排队` })
    return problem('notNow', party === 'holder' ? { next: [suggest.myTicket(row.id)] } : {})
  },
})
