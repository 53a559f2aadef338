import type { TicketAction, TicketParty } from '@doorstep/contract/queue/machine'
import type { Updateable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Ticket } from '../../platform/database/schema'
import { ticketRunner } from './guards'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

export interface TicketTransition {
  action: TicketAction
  party: TicketParty
  changes?: Updateable<Ticket>
}

/** Makes one transition of a number by the machine's table. Its queue is locked. Throws why it is refused (`ticketRunner`). */
export async function transitionTicket(
  { tx, districtId, clock }: RuleContext,
  row: StoredTicket,
  { action, party, changes = {} }: TicketTransition,
): Promise<StoredTicket> {
  const state = await ticketRunner.check({ row, party }, action)
  const ended = store.isOpen(state) ? {} : { ended_at: clock.now() }
  return store.updateTicket(tx, districtId, row.id, { ...changes, ...ended, state })
}
