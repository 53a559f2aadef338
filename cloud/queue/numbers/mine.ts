import type { TicketView } from '@doorstep/contract/queue/views'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { dayOf } from '../../platform/time/calendar'
import * as store from './queue-store'
import { ticketView, ticketViews } from './view'

/** Returns the caller's numbers of today, first drawn first. */
export async function myTickets(acting: Acting): Promise<{ rows: TicketView[] }> {
  const { tx, districtId, actor, clock } = acting
  const rows = await store.ticketsOfAccount(tx, districtId, actor.accountId, dayOf(clock.now()))
  return { rows: await ticketViews(acting, rows) }
}

/** Returns the caller's numbers of today that are not over, first drawn first. */
export async function myOpenTickets(acting: Acting): Promise<TicketView[]> {
  const { tx, districtId, actor, clock } = acting
  const rows = await store.ticketsOfAccount(tx, districtId, actor.accountId, dayOf(clock.now()))
  return ticketViews(
    acting,
    rows.filter(({ state }) => store.isOpen(state)),
  )
}

/** Returns one of the caller's numbers. Throws `notFound`, also for another person's. */
export async function myTicket(acting: Acting, id: string): Promise<TicketView> {
  const row = await store.ticketById(acting.tx, acting.districtId, id)
  if (row?.account_id !== acting.actor.accountId) throw problem('notFound')
  return ticketView(acting, row)
}
