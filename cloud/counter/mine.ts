import type { TicketView } from '@doorstep/contract/queue/views'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { notifyNearbySockets, ticketView } from '../queue/api'
import { serviceAndVenue } from '../services/api'
import { drawOwn } from './drawing'
import { lockedTicket, voidTicket } from './ticket-in-hand'

/** Draws a number for the caller, without a booking. */
export async function drawMine(acting: Acting, { token, serviceCode }: { token: string; serviceCode: string }): Promise<TicketView> {
  return ticketView(acting, await drawOwn(acting, token, serviceCode))
}

/** Gives a number back; a booking that came with it ends, too, and is not counted as a no-show. */
export async function giveBack(acting: Acting, id: string): Promise<void> {
  const held = await lockedTicket(acting, id)
  if (held?.ticket.account_id !== acting.actor.accountId) throw problem('notFound')
  const after = await voidTicket(acting, held, 'givenBack')
  const { venue } = await serviceAndVenue(acting.tx, acting.districtId, after.service_code, after.venue_code)
  await notifyNearbySockets(acting, venue, after)
}
