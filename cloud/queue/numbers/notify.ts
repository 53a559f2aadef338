import { becauseClosed } from '@doorstep/contract/openings/words'
import type { TicketAction } from '@doorstep/contract/queue/machine'
import { ruleWords } from '@doorstep/contract/rule-words'
import { nearNumbers } from '@doorstep/contract/rules'
import type { RuleContext } from '../../platform/context/call'
import { notify } from '../../notifications/api'
import type { StoredClosure } from '../../services/places/closure-store'
import type { VenueFact } from '../../services/places/venues-and-services'
import { venueChannel } from '../../services/api'
import { sentence, timeMark } from '../../platform/time/words'
import { givenNext } from './opening'
import { writtenNumber } from './venue-queue'
import { callingOrder } from './order'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

/** How many of the next numbers are notified over the socket when the queue moves. */
const hearing = 8

/** Notifies the holder of a number, once per `about`. Numbers drawn at the counter have no account to notify. */
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

/** A venue and the closures (停办) there that have not ended. */
export interface VenueAndClosures {
  venue: VenueFact
  closures: readonly StoredClosure[]
}

interface Told {
  title: string
  text: string
  about: string
}

/** What the holder of a number is notified of by each transition at the counter; null: nothing. */
const toHolder: Record<TicketAction, ((ticket: StoredTicket, venue: VenueFact) => Told) | null> = {
  call: (ticket, venue) => ({
    title: `叫到您了：${writtenNumber(ticket)}`,
    text: `请到${venue.name} ${ticket.window_name ?? '窗口'}`,
    about: `called:${ticket.passes}`,
  }),
  recall: null,
  pass: (ticket) => ({
    title: `${writtenNumber(ticket)} 叫过了，您不在`,
    text: `${ruleWords.passed}；您回来了也可以直接到窗口说一声`,
    about: 'passed',
  }),
  void: (ticket) => ({
    title: `${writtenNumber(ticket)} 已作废`,
    text: `${ruleWords.voided}。${ticket.booking_id === null ? '' : '这次预约已取消，不计爽约。'}还要办理请重新取号`,
    about: 'void',
  }),
  serve: null,
  done: null,
}

/** Notifies the holder of a number of its transition. */
export async function notifyTransition(context: RuleContext, action: TicketAction, after: StoredTicket, venue: VenueFact): Promise<void> {
  const say = toHolder[action]
  if (say === null) return
  const { about, ...said } = say(after, venue)
  await notifyHolder(context, after, said, about)
}

/** Notifies those with at most `nearNumbers` numbers before them, once, after a call. */
export async function notifyNear(context: RuleContext, order: readonly StoredTicket[], venue: VenueFact): Promise<void> {
  for (const [ahead, ticket] of order.slice(0, nearNumbers + 1).entries()) {
    // Those who were passed are notified when they are called again.
    if (ticket.state !== 'waiting') continue
    // It may be read when others were called since: what was true then is said with its time.
    const text = `${timeMark(context.clock.now())} 时${ahead === 0 ? '您是下一个' : `您前面有 ${ahead} 个号`}，请回到${venue.name}等候`
    await notifyHolder(context, ticket, { title: `快到您了：${writtenNumber(ticket)}`, text }, 'near')
  }
}

/**
 * Notifies the holder of a number, once, that the venue's hours are over, or its service is `closed` (停办, the reason), while windows
 * still call.
 */
export const notifyClosing = (context: RuleContext, ticket: StoredTicket, venue: VenueFact, closed: string | null): Promise<void> =>
  notifyHolder(
    context,
    ticket,
    {
      title: `${closed === null ? '到下班时间了' : '停办了'}：${writtenNumber(ticket)} 还没叫到`,
      text: `${closed === null ? '' : becauseClosed(sentence(closed))}${venue.name}的窗口还在叫号，请再等等，或到窗口问一声；窗口停了，这个号就结束，到时告诉您`,
    },
    'closing',
  )

/** Notifies the holder of a number that the venue closed without calling it, why, and what to do. */
export const notifyLeftOver = (
  context: RuleContext,
  ticket: StoredTicket,
  { closed, ...at }: VenueAndClosures & { closed: string | null },
): Promise<void> =>
  notifyHolder(
    context,
    ticket,
    {
      title: closed === null ? `${at.venue.name}下班了，没有叫到 ${writtenNumber(ticket)}` : `${writtenNumber(ticket)} 这次办不了了`,
      text:
        closed === null
          ? leftOverSays(ticket, at, context.clock.now())
          : `${becauseClosed(sentence(closed))}${nextTime(ticket, at, context.clock.now())}`,
    },
    'leftOver',
  )

/** Returns what the holder of a number that was not called can do: true also for somebody who was served without being called. */
export const leftOverSays = (ticket: StoredTicket, at: VenueAndClosures, now: Date): string =>
  `当天没有叫到，对不起。已经办好的不用管；没有办成的，${nextTime(ticket, at, now)}`

const nextTime = ({ service_code: code }: StoredTicket, { venue, closures }: VenueAndClosures, now: Date): string => {
  const next = givenNext(code, venue, closures, now)
  const again =
    next === null
      ? '恢复办理后可以再取号'
      : next.at <= now
        ? '现在开门，可以再取号'
        : `${timeMark(next.at)} ${next.opens ? '开门' : '恢复办理'}，到时可以再取号`
  return `${again}，也可以先预约，或打电话 ${venue.phone}`
}

/** Returns the current calling order, for notifications and sockets. */
export async function orderNow({ tx, districtId, clock }: RuleContext, of: store.VenueDay, queue: string): Promise<StoredTicket[]> {
  const open = (await store.openTickets(tx, districtId, of)).filter((ticket) => ticket.queue === queue)
  return callingOrder(open, await store.callsOf(tx, districtId, of), clock.now())
}

/** Tells the open sockets of the venue's managers, of those next in turn and of those a transition concerned to reload the queue. */
export function notifyQueueSockets(
  { notifySockets }: Pick<RuleContext, 'notifySockets'>,
  venue: VenueFact,
  touched: readonly StoredTicket[],
): void {
  const accounts = new Set(touched.flatMap(({ account_id: account }) => account ?? []))
  notifySockets?.([venueChannel(venue), ...[...accounts].map((account) => `a:${account}`)], { what: 'queue', venue: venue.code })
}

/** After a transition, tells the open sockets of those near their turn. */
export async function notifyNearbySockets(context: RuleContext, venue: VenueFact, ticket: StoredTicket): Promise<void> {
  const order = await orderNow(context, { venueCode: ticket.venue_code, day: ticket.day }, ticket.queue)
  notifyQueueSockets(context, venue, [ticket, ...order.slice(0, hearing)])
}
