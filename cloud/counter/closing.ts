import type { RuleContext } from '../platform/context/call'
import { dayOf, minuteMs } from '../platform/time/calendar'
import {
  atWorkMinutes,
  calledOn,
  closuresNow,
  endedEarly,
  givenToday,
  inHandMinutes,
  inHandOf,
  lockQueues,
  scheduleClosing,
  notifyClosing,
  openTickets,
  planClosing,
  type Closing,
  type VenueDay,
} from '../queue/api'
import { lockSlotsOf } from './day-end'
import { endLeftOver, venueAndClosures } from './left-over'
import { lockedTicket } from './ticket-in-hand'

/**
 * Looks who is left when a venue closes, by its hours or by a closure (停办). Numbers of services that are not given any more that day end,
 * and their holders are told what to do; while a window is at work they wait for it, and are looked at again. Idempotent.
 */
export async function onClosing(context: RuleContext, { calledOff, ...of }: Closing): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  if (of.day !== dayOf(now)) return
  // Whoever draws now waits for the queue, and reads the closures once it is free: nobody is left between the two.
  await lockSlotsOf(context, of)
  await lockQueues(tx, districtId, of)
  const where = await venueAndClosures(context, of.venueCode)
  const { venue, closures } = where
  const open = await openTickets(tx, districtId, of)
  const left = open.filter(({ state, service_code: code }) => endedEarly.includes(state) && !givenToday(code, venue, closures, now))
  const restUntil = left.length === 0 ? null : await atWorkUntil(context, of)
  for (const ticket of left) {
    const holding = closuresNow(ticket.service_code, closures, now)
    const closed = holding[0]?.reason ?? null
    const endsNow = holding.some(({ callsOff }) => callsOff || calledOff)
    if (restUntil !== null && !endsNow) {
      await notifyClosing(context, ticket, venue, closed)
      continue
    }
    const held = await lockedTicket(context, ticket.id)
    if (held !== null && endedEarly.includes(held.ticket.state)) await endLeftOver(context, held, { ...where, closed })
  }
  if (restUntil !== null) await scheduleClosing(context, of, restUntil)
  if (open.length > left.length) await planClosing(context, venue, closures)
}

/** Returns until when the windows of a venue count as open; null when none does. */
async function atWorkUntil({ tx, districtId, clock }: RuleContext, of: VenueDay): Promise<Date | null> {
  const now = clock.now().getTime()
  const rest = atWorkMinutes * minuteMs
  if ((await inHandOf(tx, districtId, of, new Date(now - inHandMinutes * minuteMs))) > 0) return new Date(now + rest)
  const [last] = await calledOn(tx, districtId, of, 1)
  const until = (last?.called_at?.getTime() ?? 0) + rest
  return until > now ? new Date(until) : null
}
