import type { ActionBy } from '@doorstep/contract/machine'
import type { ticketMachine } from '@doorstep/contract/queue/machine'
import { ticketTraits } from '@doorstep/contract/queue/words'
import { recallAfter, callsBeforeVoid } from '@doorstep/contract/rules'
import type { Counter, StaffTicket } from '@doorstep/contract/queue/views'
import type { StoredBooking } from '../bookings/core/bookings-store'
import { servedVenue, within, type Served, finishBooking } from '../bookings/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { dayOf } from '../platform/time/calendar'
import {
  notifyNearbySockets,
  notifyQueueSockets,
  notifyTransition,
  orderNow,
  notifyNear,
  nextToCall,
  servedAt,
  ticketRunner,
  transitionTicket,
  venueQueueOf,
} from '../queue/api'
import * as store from '../queue/api'
import type { StoredTicket } from '../queue/numbers/queue-store'
import type { TicketTransition } from '../queue/numbers/transitions'
import { servicesAt, venueRow, wallKey, type VenueFact } from '../services/api'
import { bookingOf, lockedTicket, voidTicket, type InHand } from './ticket-in-hand'
import { staffTicket, staffTickets } from './view'

/** Returns the queue for the counter, of one letter or of all; visiting professionals see only those who come for them. */
export async function counter(acting: Acting, code: string, letter: string | null): Promise<Counter> {
  const { tx, districtId, clock } = acting
  const { venue, only } = await servedVenue(acting, code)
  const day = dayOf(clock.now())
  const venueQueue = await venueQueueOf(acting, venue, day)
  const order = venueQueue.order(letter).filter(({ service_code: service }) => within(only, service))
  const waiting = order.filter(({ state }) => state === 'waiting')
  const current = venueQueue.open
    .filter(({ state, queue }) => ticketTraits[state].inHand && (letter === null || queue === letter))
    .filter(({ service_code: service }) => within(only, service))
    .sort((one, other) => (one.window_name ?? '').localeCompare(other.window_name ?? ''))
  const passed = order.filter(({ state }) => state === 'passed')
  const rows = new Map((await staffTickets(acting, [...current, ...waiting, ...passed])).map((row) => [row.id, row]))
  const rowsOf = (tickets: readonly StoredTicket[]) => tickets.flatMap(({ id }) => rows.get(id) ?? [])
  const done = await store.doneCounts(tx, districtId, { venueCode: code, day })
  return {
    venue: venueRow(venue),
    queues: await queuesOf(acting, venue, venueQueue.order(null)),
    current: rowsOf(current),
    waiting: rowsOf(waiting),
    passed: rowsOf(passed),
    served: letter === null ? [...done.values()].reduce((sum, count) => sum + count, 0) : (done.get(letter) ?? 0),
    estimate: venueQueue.wait(letter, order.length),
    wallKey: only === null ? wallKey(acting, venue) : null,
  }
}

/**
 * Returns the queues of a venue: what each is for and how many wait. A queue whose services are retired is listed while somebody waits in
 * it.
 */
async function queuesOf({ tx, districtId }: Acting, venue: VenueFact, order: readonly StoredTicket[]): Promise<Counter['queues']> {
  const services = (await servicesAt(tx, districtId, venue.code)).filter(({ way }) => way !== 'home')
  const letters = [...new Set([...services.map(({ queue }) => queue), ...order.map(({ queue }) => queue)])].sort()
  return letters.map((letter) => ({
    letter,
    names: services.filter(({ queue }) => queue === letter).map(({ name }) => name),
    waiting: order.filter(({ queue, state }) => queue === letter && state === 'waiting').length,
  }))
}

type Staff = Acting & { actor: { staff: { code: string } | null } }
const codeOf = ({ actor }: Staff) => actor.staff?.code ?? null

/**
 * Calls the next number to a window and closes what the window had in hand: a number being served is done, a number only called is passed.
 * All queues of the venue are locked, so no two windows get the same number. Throws `queueEmpty` and changes nothing, or `notNow` when the
 * window has a number that the caller does not serve.
 */
export async function callNext(acting: Acting, code: string, { queue, window }: { queue?: string; window: string }): Promise<StaffTicket> {
  const { tx, districtId, clock } = acting
  const served = await servedVenue(acting, code)
  const of = { venueCode: code, day: dayOf(clock.now()) }
  const inHand = await windowInHand(acting, served, of, window)
  await clearWindow(acting, served.venue, inHand)
  const open = (await store.openTickets(tx, districtId, of)).filter(
    (ticket) => (queue === undefined || ticket.queue === queue) && within(served.only, ticket.service_code),
  )
  const next = nextToCall(open, inHand.calls, clock.now())
  if (next === undefined) throw problem('queueEmpty')
  return callToWindow(acting, served.venue, next, window)
}

/**
 * Calls a number out of turn: for somebody who cannot wait, or who was passed and is back. Throws `notNow` for a number that is called or
 * over already and leaves the window as it is: a device that has not received the call must not use up a second chance.
 */
export async function callNumber(acting: Acting, id: string, window: string): Promise<StaffTicket> {
  const { served, ticket: seen } = await managedTicket(acting, id)
  const inHand = await windowInHand(acting, served, { venueCode: seen.venue_code, day: seen.day }, window)
  const ticket = await store.ticketById(acting.tx, acting.districtId, id)
  if (ticket === null) throw problem('notFound')
  await ticketRunner.check({ row: ticket, party: 'counter' }, 'call')
  await clearWindow(acting, served.venue, inHand)
  return callToWindow(acting, served.venue, ticket, window)
}

interface WindowInHand {
  held: InHand[]
  /** Number of calls so far, by queue. */
  calls: InHand['calls']
}

/**
 * Returns what a window has in hand and locks its bookings and the queues of the venue. Throws `notNow` when the caller does not serve it.
 */
async function windowInHand(acting: Acting, { only }: Served, of: store.VenueDay, window: string): Promise<WindowInHand> {
  const { tx, districtId } = acting
  const bookings = new Map<string, StoredBooking | null>()
  for (const ticket of await store.inHand(tx, districtId, of, window)) bookings.set(ticket.id, await bookingOf(acting, ticket))
  const calls = await store.lockQueues(tx, districtId, of)
  const held: InHand[] = []
  for (const ticket of await store.inHand(tx, districtId, of, window)) {
    if (!within(only, ticket.service_code)) throw problem('notNow', { detail: `${window}正在办别的服务，请换一个窗口` })
    // A number not read above appears here only when two devices use one window at once. Locking its booking this late may deadlock; the
    // transaction is then retried.
    const booking = bookings.has(ticket.id) ? (bookings.get(ticket.id) ?? null) : await bookingOf(acting, ticket)
    held.push({ ticket, booking, calls })
  }
  return { held, calls }
}

/** Ends what a window has in hand. */
async function clearWindow(acting: Acting, venue: VenueFact, { held }: WindowInHand): Promise<void> {
  for (const one of held) {
    const after = one.ticket.state === 'serving' ? await finish(acting, venue, one) : await passOne(acting, venue, one)
    notifyQueueSockets(acting, venue, [after])
  }
}

/** Makes a transition of a number by the counter and notifies its holder. */
async function transitionAtCounter(
  acting: Acting,
  venue: VenueFact,
  ticket: StoredTicket,
  transition: Omit<TicketTransition, 'party'>,
): Promise<StoredTicket> {
  const after = await transitionTicket(acting, ticket, { ...transition, party: 'counter' })
  await notifyTransition(acting, transition.action, after, venue)
  return after
}

async function callToWindow(acting: Acting, venue: VenueFact, ticket: StoredTicket, window: string): Promise<StaffTicket> {
  const { tx, districtId, clock } = acting
  const of = { venueCode: ticket.venue_code, day: ticket.day }
  const changes = { window_name: window, called_by: codeOf(acting), called_at: clock.now(), again_after: null }
  const called = await transitionAtCounter(acting, venue, ticket, { action: 'call', changes })
  await store.countCall(tx, districtId, of, ticket.queue)
  const order = await orderNow(acting, of, ticket.queue)
  await notifyNear(acting, order, venue)
  notifyQueueSockets(acting, venue, [called, ...order])
  return staffTicket(acting, called)
}

/**
 * Passes a number whose holder did not come: it waits for `recallAfter` calls and is called again; after `callsBeforeVoid` calls it is
 * void.
 */
async function passOne(acting: Acting, venue: VenueFact, held: InHand): Promise<StoredTicket> {
  const { ticket, calls } = held
  await ticketRunner.check({ row: ticket, party: 'counter' }, 'pass')
  if (ticket.passes + 1 >= callsBeforeVoid) {
    const after = await voidTicket(acting, held, 'notThere')
    await notifyTransition(acting, 'void', after, venue)
    return after
  }
  const againAfter = (calls.get(ticket.queue) ?? 0) + recallAfter
  const changes = { passes: ticket.passes + 1, again_after: againAfter }
  return transitionAtCounter(acting, venue, ticket, { action: 'pass', changes })
}

/** Marks a number as done; a booking that came with it is completed and may be rated. */
async function finish(acting: Acting, venue: VenueFact, { ticket, booking }: InHand): Promise<StoredTicket> {
  const after = await transitionAtCounter(acting, venue, ticket, { action: 'done', changes: servedAt(ticket) })
  if (booking?.state === 'arrived') await finishBooking(acting, booking, { party: 'counter', staff: codeOf(acting) })
  return after
}

/** The transitions of a number in hand; calling needs a window. */
type CounterStep = Exclude<ActionBy<typeof ticketMachine, 'counter'>, 'call'>

const steps = {
  recall: ({ acting, venue, held: { ticket } }) =>
    transitionAtCounter(acting, venue, ticket, { action: 'recall', changes: { called_at: acting.clock.now() } }),
  pass: ({ acting, venue, held }) => passOne(acting, venue, held),
  serve: ({ acting, venue, held: { ticket } }) =>
    transitionAtCounter(acting, venue, ticket, { action: 'serve', changes: { served_at: acting.clock.now() } }),
  done: ({ acting, venue, held }) => finish(acting, venue, held),
} satisfies Record<CounterStep, (step: { acting: Acting; venue: VenueFact; held: InHand }) => Promise<StoredTicket>>

/**
 * Makes one transition of a number in hand. Throws `notFound` for a number of a venue the caller does not manage, `notNow` from a state
 * that forbids it.
 */
export async function stepAtCounter(acting: Acting, id: string, step: CounterStep): Promise<StaffTicket> {
  const { served } = await managedTicket(acting, id)
  const held = await lockedTicket(acting, id)
  if (held === null) throw problem('notFound')
  const after = await steps[step]({ acting, venue: served.venue, held })
  await notifyNearbySockets(acting, served.venue, after)
  return staffTicket(acting, after)
}

async function managedTicket(acting: Acting, id: string): Promise<{ served: Served; ticket: StoredTicket }> {
  const ticket = await store.ticketById(acting.tx, acting.districtId, id)
  if (ticket === null) throw problem('notFound')
  const served = await servedVenue(acting, ticket.venue_code)
  if (!within(served.only, ticket.service_code)) throw problem('notFound')
  return { served, ticket }
}
