import type { Transition } from '@doorstep/contract/machine'
import { ticketMachine, type TicketAction, type TicketState } from '@doorstep/contract/queue/machine'
import type { Updateable } from 'kysely'
import type { RuleContext } from '../../platform/context/call'
import type { Ticket } from '../../platform/database/schema'
import { problem } from '../../platform/process/problem'
import { suggest } from '../../services/api'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

type Party = 'holder' | 'counter' | 'system'
type TransitionRule = Transition<TicketState, Party, string, never>
const transitionRule = (action: TicketAction): TransitionRule => ticketMachine[action]

export interface TicketTransition {
  action: TicketAction
  party: Party
  changes?: Updateable<Ticket>
}

/** Takes one step of a number by the machine's table. Its queue is locked. Throws `notNow` from a state the table does not name. */
export async function transitionTicket(
  { tx, districtId, clock }: RuleContext,
  row: StoredTicket,
  transition: TicketTransition,
): Promise<StoredTicket> {
  const { action, party, changes = {} } = transition
  const rule = transitionRule(action)
  if (!rule.from.includes(row.state)) throw problem('notNow', party === 'holder' ? { next: [suggest.myTicket(row.id)] } : {})
  if (!rule.by.includes(party)) throw problem('notYourRole')
  const state = rule.to === 'same' || rule.to === 'previous' ? row.state : rule.to
  const ended = state === 'done' || state === 'void' ? { ended_at: clock.now() } : {}
  return store.updateTicket(tx, districtId, row.id, { ...changes, ...ended, state })
}
