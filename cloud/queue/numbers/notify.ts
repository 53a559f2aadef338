import { ruleWords } from '@doorstep/contract/rule-words'
import { nearNumbers } from '@doorstep/contract/rules'
import type { RuleContext } from '../../platform/context/call'
import { notify } from '../../notifications/api'
import type { VenueFact } from '../../services/places/venues-and-services'
import { venueChannel } from '../../services/api'
import { writtenNumber } from './venue-queue'
import { callingOrder } from './order'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

/** So many of those next in turn hear over the socket that the queue moved. */
const hearing = 8

/** Tells the holder of a number something, once per `about`. Numbers drawn at the counter have no holder to tell. */
async function notifyHolder(
  { tx, districtId, clock }: RuleContext,
  ticket: StoredTicket,
  said: { title: string; text: string },
  about: string,
): Promise<void> {
  if (ticket.account_id === null) return
  await notify(tx, {
    districtId,
    to: { accountIds: [ticket.account_id] },
    kind: 'booking',
    ...said,
    target: { kind: 'ticket', id: ticket.id },
    key: `ticket:${ticket.id}:${about}`,
    at: clock.now(),
  })
}

export const notifyCalled = (context: RuleContext, ticket: StoredTicket, venue: VenueFact) =>
  notifyHolder(
    context,
    ticket,
    { title: `叫到您了：${writtenNumber(ticket)}`, text: `请到${venue.name} ${ticket.window_name ?? '窗口'}` },
    `called:${ticket.passes}`,
  )

export const notifyPassed = (context: RuleContext, ticket: StoredTicket) =>
  notifyHolder(
    context,
    ticket,
    { title: `${writtenNumber(ticket)} 叫过了，您不在`, text: `${ruleWords.passed}；您回来了也可以直接到窗口说一声` },
    'passed',
  )

export const notifyVoid = (context: RuleContext, ticket: StoredTicket) =>
  notifyHolder(
    context,
    ticket,
    {
      title: `${writtenNumber(ticket)} 已作废`,
      text: `${ruleWords.voided}。${ticket.booking_id === null ? '' : '这次预约已取消，不计爽约。'}还要办理请重新取号`,
    },
    'void',
  )

/** Tells those with at most `nearNumbers` before them, once, after a call. */
export async function notifyNear(context: RuleContext, order: readonly StoredTicket[], venue: VenueFact): Promise<void> {
  for (const [ahead, ticket] of order.slice(0, nearNumbers + 1).entries()) {
    // Whoever was passed was told when they are called again.
    if (ticket.state !== 'waiting') continue
    const before = ahead === 0 ? '下一个就是您' : `前面还有 ${ahead} 个号`
    await notifyHolder(context, ticket, { title: `快到您了：${writtenNumber(ticket)}`, text: `${before}，请回到${venue.name}等候` }, 'near')
  }
}

/** The queue's order as it stands now, for telling and for the socket. */
export async function orderNow({ tx, districtId, clock }: RuleContext, of: store.VenueDay, queue: string): Promise<StoredTicket[]> {
  const open = (await store.openTickets(tx, districtId, of)).filter((ticket) => ticket.queue === queue)
  return callingOrder(open, await store.callsOf(tx, districtId, of), clock.now())
}

/** Open sockets of those who keep the place, of those next in turn and of those a step was about read the queue again. */
export function notifyQueueSockets(
  { notifySockets }: Pick<RuleContext, 'notifySockets'>,
  venue: VenueFact,
  touched: readonly StoredTicket[],
): void {
  const accounts = new Set(touched.flatMap(({ account_id: account }) => account ?? []))
  notifySockets?.([venueChannel(venue), ...[...accounts].map((account) => `a:${account}`)], { what: 'queue', venue: venue.code })
}

/** After a step: whoever is near hears of it. */
export async function notifyNearbySockets(context: RuleContext, venue: VenueFact, ticket: StoredTicket): Promise<void> {
  const order = await orderNow(context, { venueCode: ticket.venue_code, day: ticket.day }, ticket.queue)
  notifyQueueSockets(context, venue, [ticket, ...order.slice(0, hearing)])
}
