import type { TicketView } from '@doorstep/contract/queue/views'
import { ticketTraits } from '@doorstep/contract/queue/words'
import type { RuleContext } from '../../platform/context/call'
import { timeMark } from '../../platform/time/words'
import { venueRow, withServiceAndVenue } from '../../services/api'
import { leftOverSays } from './notify'
import { ticketRunner } from './guards'
import type { StoredTicket } from './queue-store'
import { venueQueueOf, writtenNumber, type VenueQueue } from './venue-queue'

/** Returns the view of each number for its holder, in the order given. */
export async function ticketViews(context: RuleContext, rows: readonly StoredTicket[]): Promise<TicketView[]> {
  const { tx, districtId, clock } = context
  const halls = new Map<string, VenueQueue>()
  const views: TicketView[] = []
  for (const { row, service, venue } of await withServiceAndVenue(tx, districtId, rows)) {
    const key = `${row.venue_code} ${row.day}`
    const venueQueue = halls.get(key) ?? (await venueQueueOf(context, venue, row.day))
    halls.set(key, venueQueue)
    const shown = viewOf(row, venueQueue, service.name, clock.now())
    views.push({ ...shown, actions: await ticketRunner.actionsFor({ row, party: 'holder' }) })
  }
  return views
}

/** Returns the view of one number for its holder. */
export async function ticketView(context: RuleContext, row: StoredTicket): Promise<TicketView> {
  const [view] = await ticketViews(context, [row])
  if (view === undefined) throw new Error('A number without a view')
  return view
}

function viewOf(row: StoredTicket, venueQueue: VenueQueue, serviceName: string, now: Date): Omit<TicketView, 'actions'> {
  const order = venueQueue.order(row.queue)
  const position = order.findIndex(({ id }) => id === row.id)
  const ahead = Math.max(position, 0)
  return {
    id: row.id,
    number: writtenNumber(row),
    state: row.state,
    venue: venueRow(venueQueue.venue),
    serviceCode: row.service_code,
    serviceName,
    bookingId: row.booking_id,
    ahead,
    estimate: position < 0 ? { from: null, to: null, says: '' } : venueQueue.wait(row.queue, ahead),
    window: windowOf(row),
    now: venueQueue.last.get(row.queue) ?? null,
    leftOver: row.left_over,
    says: saysOf(row, venueQueue, now),
    drawnAt: row.drawn_at.toISOString(),
  }
}

export const windowOf = ({ state, window_name: window }: StoredTicket) => (ticketTraits[state].inHand ? window : null)

/** Returns what a number's state means to its holder, and what to do. */
function saysOf(row: StoredTicket, { calls, venue, closures }: VenueQueue, now: Date): string {
  switch (row.state) {
    case 'waiting':
      if (row.due_at === null) return '按取号先后叫号，约好这个时间的人优先'
      return row.due_at <= now ? '预约优先，按预约时间叫号' : `您来得早，${timeMark(row.due_at)} 起按预约优先叫号；在那以前按取号先后`
    case 'called':
      return `请到${row.window_name ?? '窗口'}`
    case 'serving':
      return `正在${row.window_name ?? '窗口'}办理`
    case 'passed': {
      const more = (row.again_after ?? 0) - (calls.get(row.queue) ?? 0)
      return `叫过一次没到，${more > 0 ? `再过 ${more} 个号` : '马上'}会再叫一次；您回来了也可以直接到窗口说一声`
    }
    case 'done':
      return '已经办好'
    case 'void':
      if (row.left_over) return leftOverSays(row, { venue, closures }, now)
      return '这个号已作废，还要办理请重新取号'
  }
}
