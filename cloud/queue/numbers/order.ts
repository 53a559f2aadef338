import { minuteMs } from '@doorstep/contract/time-words'
import { restMinutes } from '@doorstep/contract/rules'
import { ticketMachine, type TicketState } from '@doorstep/contract/queue/machine'

/** The fields that decide when a number is called. */
export interface Queued {
  id: string
  queue: string
  number: number
  state: TicketState
  /** For a booked number: from when it is called before walk-ins. */
  due_at: Date | null
  drawn_at: Date
  /** For a passed number: how many calls its queue must have made before it is called again. */
  again_after: number | null
  called_at: Date | null
}

/** How often each queue of a venue has called today. */
export type Calls = ReadonlyMap<string, number>

/**
 * Returns the sort key of a number; the lowest is called first:
 * 0. passed, and its queue has made the calls it had to wait for: by when they were called, so nobody is passed forever by chance;
 * 1. booked and due, by when they became due, or drew when they were due already: a booking is for a time, and coming late moves it
 *    back;
 * 2. all others by when they drew (`drawnInOrder`): walk-ins, and those who booked for later but are here already, who so never wait longer;
 * 3. passed and not yet due again: only when nobody else waits.
 * Equal keys are ordered by when they were drawn.
 */
function turnOf({ ticket, drawn }: InOrder<Queued>, calls: Calls, now: Date): readonly [turn: number, since: number] {
  const { state, due_at: due, drawn_at: drawnAt, again_after: again, called_at: called } = ticket
  if (state === 'passed') return [(again ?? 0) <= (calls.get(ticket.queue) ?? 0) ? 0 : 3, called?.getTime() ?? drawn]
  return due !== null && due <= now ? [1, due.getTime() === drawnAt.getTime() ? drawn : due.getTime()] : [2, drawn]
}

const isBefore = (one: InOrder<Queued>, other: InOrder<Queued>, calls: Calls, now: Date): boolean => {
  const [turn, since] = turnOf(one, calls, now)
  const [otherTurn, otherSince] = turnOf(other, calls, now)
  if (turn !== otherTurn) return turn < otherTurn
  if (since !== otherSince) return since < otherSince
  if (one.drawn !== other.drawn) return one.drawn < other.drawn
  if (one.ticket.queue !== other.ticket.queue) return one.ticket.queue < other.ticket.queue
  return one.ticket.number < other.ticket.number
}

/** A number, and when it was drawn, in milliseconds, as its queue counts. */
interface InOrder<T> {
  ticket: T
  drawn: number
}

/**
 * Returns numbers with when they were drawn: never before a smaller number of their queue, because numbers are handed out one after the
 * other, while the clocks of two processes differ and moments of a burst are the same.
 */
function drawnInOrder<T extends Queued>(tickets: readonly T[]): InOrder<T>[] {
  const latest = new Map<string, number>()
  return [...tickets]
    .sort((one, other) => one.number - other.number)
    .map((ticket) => {
      const drawn = Math.max(ticket.drawn_at.getTime(), latest.get(ticket.queue) ?? -Infinity)
      latest.set(ticket.queue, drawn)
      return { ticket, drawn }
    })
}

const firstOf = <T extends Queued>(tickets: readonly InOrder<T>[], calls: Calls, now: Date): InOrder<T> | undefined =>
  tickets.reduce<InOrder<T> | undefined>((first, one) => (first === undefined || isBefore(one, first, calls, now) ? one : first), undefined)

const callable: readonly TicketState[] = ticketMachine.call.from

/** Returns whether a number waits, for the first time or again. */
const canBeCalled = ({ state }: Pick<Queued, 'state'>) => callable.includes(state)

/** Returns the number to call now; undefined when nobody waits, or only somebody who was passed just before. */
export function nextToCall<T extends Queued>(tickets: readonly T[], calls: Calls, now: Date): T | undefined {
  const waiting = drawnInOrder(tickets.filter(canBeCalled))
  const first = firstOf(waiting, calls, now)
  if (first === undefined || turnOf(first, calls, now)[0] < 3) return first?.ticket
  const rested = (called: Date | null) => called === null || now.getTime() - called.getTime() >= restMinutes * minuteMs
  return firstOf(
    waiting.filter(({ ticket }) => rested(ticket.called_at)),
    calls,
    now,
  )?.ticket
}

/**
 * Returns the waiting numbers in the order in which they will be called if nobody else comes and no booking becomes due meanwhile. Each
 * simulated call counts towards the recall of passed numbers of its queue.
 */
export function callingOrder<T extends Queued>(tickets: readonly T[], calls: Calls, now: Date): T[] {
  const left = new Set(drawnInOrder(tickets.filter(canBeCalled)))
  const called = new Map(calls)
  const order: T[] = []
  for (;;) {
    const first = firstOf([...left], called, now)
    if (first === undefined) return order
    left.delete(first)
    const { ticket } = first
    called.set(ticket.queue, (called.get(ticket.queue) ?? 0) + 1)
    order.push(ticket)
  }
}
