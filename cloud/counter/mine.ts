import type { TicketView } from '@doorstep/contract/queue/endpoints'
import type { Acting } from '../platform/context/call'
import { dayOf } from '../platform/time/calendar'
import { problem } from '../platform/process/problem'
import { lockedTicket, voidTicket } from '../queue/numbers/transitions'
import * as store from '../queue/numbers/queue-store'
import { notifyNearbySockets } from '../queue/numbers/notify'
import { drawOwn } from '../queue/numbers/tickets'
import { ticketView, ticketViews, venueOf } from '../queue/numbers/view'

/** The caller's numbers of today, first drawn first. */
export async function myTickets(acting: Acting): Promise<{ rows: TicketView[] }> {
  const { tx, districtId, actor, clock } = acting
  const rows = await store.ticketsOfAccount(tx, districtId, actor.accountId, dayOf(clock.now()))
  return { rows: await ticketViews(acting, rows) }
}

/** One of the caller's numbers. Throws `notFound`, also for another's. */
export async function myTicket(acting: Acting, id: string): Promise<TicketView> {
  const row = await store.ticketById(acting.tx, acting.districtId, id)
  if (row?.account_id !== acting.actor.accountId) throw problem('notFound')
  return ticketView(acting, row)
}

/** Draws a number without a booking. */
export async function drawMine(acting: Acting, { token, serviceCode }: { token: string; serviceCode: string }): Promise<TicketView> {
  return ticketView(acting, await drawOwn(acting, token, serviceCode))
}

/** Gives a number back; the booking that came with it is over, too, and counts as no no-show. */
export async function giveBack(acting: Acting, id: string): Promise<void> {
  const held = await lockedTicket(acting, id)
  if (held?.ticket.account_id !== acting.actor.accountId) throw problem('notFound')
  const after = await voidTicket(acting, held, 'givenBack')
  await notifyNearbySockets(acting, await venueOf(acting, after), after)
}
