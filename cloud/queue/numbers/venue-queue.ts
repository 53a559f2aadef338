import { fewestCounted } from '@doorstep/contract/rules'
import type { Counter } from '@doorstep/contract/queue/views'
import type { CoreContext, RuleContext } from '../../platform/context/call'
import { addDays, dayOf, minuteMs } from '../../platform/time/calendar'
import { closuresFrom } from '../../services/api'
import type { StoredClosure } from '../../services/places/closure-store'
import type { VenueFact } from '../../services/places/venues-and-services'
import { atWorkMinutes, estimate, reckonedFrom } from './estimate'
import { openFor } from './opening'
import { callingOrder, type Calls } from './order'
import * as store from './queue-store'
import type { StoredTicket } from './queue-store'

/** The numbers of a venue today and everything a view of them needs, read once for all. */
export interface VenueQueue {
  venue: VenueFact
  /** Closures (停办) of the venue that have not ended. */
  closures: readonly StoredClosure[]
  day: string
  /** Open numbers, first drawn first. */
  open: StoredTicket[]
  calls: Calls
  /** The number called last, by queue. */
  last: ReadonlyMap<string, string>
  /** Returns the waiting numbers in calling order; of one queue, or of all. */
  order: (queue: string | null) => StoredTicket[]
  /** Returns the expected wait of somebody with `ahead` numbers before them. */
  wait: (queue: string | null, ahead: number) => Counter['estimate']
}

/** Formats a number: `A012`. */
export const writtenNumber = ({ queue, number }: { queue: string; number: number }): string => `${queue}${String(number).padStart(3, '0')}`

export async function venueQueueOf({ tx, districtId, clock }: CoreContext, venue: VenueFact, day: string): Promise<VenueQueue> {
  const now = clock.now()
  const of = { venueCode: venue.code, day }
  const open = await store.openTickets(tx, districtId, of)
  const calls = await store.callsOf(tx, districtId, of)
  const called = await store.calledOn(tx, districtId, of, 200)
  const served = await servedLately({ tx, districtId }, of, calls)
  const opening = openFor(venue, now)

  const inQueue =
    (queue: string | null) =>
    (row: { queue: string }): boolean =>
      queue === null || row.queue === queue
  const atWork = (at: Date | null) => at !== null && now.getTime() - at.getTime() <= atWorkMinutes * minuteMs
  const windowsOf = (queue: string | null) =>
    new Set(called.filter((row) => inQueue(queue)(row) && atWork(row.called_at)).map((row) => row.window_name)).size

  return {
    venue,
    closures: await closuresFrom(tx, districtId, venue.code, dayOf(now)),
    day,
    open,
    calls,
    last: new Map(called.map((row) => [row.queue, writtenNumber(row)] as const).reverse()),
    order: (queue) => callingOrder(open.filter(inQueue(queue)), calls, now),
    wait: (queue, ahead) =>
      estimate(ahead, {
        seconds: served
          .filter(inQueue(queue))
          .slice(0, reckonedFrom)
          .map((row) => row.seconds),
        windows: windowsOf(queue),
        closed: opening.open ? null : opening.says,
      }),
  }
}

/** Returns the serving times of today, or of the last week while a queue has too few. */
async function servedLately({ tx, districtId }: Pick<RuleContext, 'tx' | 'districtId'>, of: store.VenueDay, calls: Calls) {
  const today = await store.servedSeconds(tx, districtId, of, of.day, 400)
  const few = [...calls.keys()].some((queue) => today.filter((row) => row.queue === queue).length < fewestCounted)
  return few ? store.servedSeconds(tx, districtId, of, addDays(of.day, -7), 400) : today
}
