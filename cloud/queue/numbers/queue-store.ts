import { TicketState } from '@doorstep/contract/queue/machine'
import { openTicketStates, ticketStatesWhere, ticketTraits } from '@doorstep/contract/queue/words'
import { sql, type Insertable, type Selectable, type Updateable } from 'kysely'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { Ticket } from '../../platform/database/schema'

export type StoredTicket = Omit<Selectable<Ticket>, 'state'> & { state: TicketState }
const asTicket = (row: Selectable<Ticket>): StoredTicket => ({ ...row, state: v.parse(TicketState, row.state) })

/** One day of one venue: numbers start from 1 in each. */
export interface VenueDay {
  venueCode: string
  day: string
}

// —— a queue's day ——

/** Takes the next number of a queue; its row stays locked until the transaction ends. */
export async function nextNumber(tx: Tx, districtId: number, { venueCode, day }: VenueDay, queue: string): Promise<number> {
  const { last } = await tx
    .insertInto('queue_day')
    .values({ district_id: districtId, venue_code: venueCode, day, queue, last: 1 })
    .onConflict((on) =>
      on.columns(['district_id', 'venue_code', 'day', 'queue']).doUpdateSet((held) => ({ last: held('queue_day.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  return last
}

const queuesOf = (tx: Tx, districtId: number, { venueCode, day }: VenueDay) =>
  tx
    .selectFrom('queue_day')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .select(['queue', 'calls'])
    .orderBy('queue')

const asCalls = (rows: readonly { queue: string; calls: number }[]) => new Map(rows.map(({ queue, calls }) => [queue, calls]))

/** Returns how often each queue has called that day. */
export const callsOf = async (tx: Tx, districtId: number, of: VenueDay) => asCalls(await queuesOf(tx, districtId, of).execute())

/** Locks every queue of the venue and returns the same; any change of a called number requires this lock. */
export const lockQueues = async (tx: Tx, districtId: number, of: VenueDay) =>
  asCalls(await queuesOf(tx, districtId, of).forUpdate().execute())

/** Counts one call of a queue. */
export const countCall = (tx: Tx, districtId: number, { venueCode, day }: VenueDay, queue: string) =>
  tx
    .updateTable('queue_day')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('queue', '=', queue)
    .set((held) => ({ calls: held('calls', '+', 1) }))
    .execute()

// —— tickets ——

export const isOpen = (state: TicketState) => ticketTraits[state].open

export async function insertTicket(tx: Tx, row: Insertable<Ticket>): Promise<StoredTicket> {
  return asTicket(await tx.insertInto('ticket').values(row).returning(columns.ticket).executeTakeFirstOrThrow())
}

export async function updateTicket(tx: Tx, districtId: number, id: string, changes: Updateable<Ticket>): Promise<StoredTicket> {
  const row = await tx
    .updateTable('ticket')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .set(changes)
    .returning(columns.ticket)
    .executeTakeFirstOrThrow()
  return asTicket(row)
}

const tickets = (tx: Tx, districtId: number) => tx.selectFrom('ticket').where('district_id', '=', districtId).select(columns.ticket)

export async function ticketById(tx: Tx, districtId: number, id: string): Promise<StoredTicket | null> {
  const row = await tickets(tx, districtId).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : asTicket(row)
}

/** Returns the open or finished number of a booking, void ones excluded. */
export async function ticketOfBooking(tx: Tx, districtId: number, bookingId: string): Promise<StoredTicket | null> {
  const row = await tickets(tx, districtId).where('booking_id', '=', bookingId).where('state', '<>', sql.lit('void')).executeTakeFirst()
  return row === undefined ? null : asTicket(row)
}

/** Returns an account's numbers of a day, first drawn first. */
export const ticketsOfAccount = async (tx: Tx, districtId: number, accountId: string, day: string): Promise<StoredTicket[]> =>
  (
    await tickets(tx, districtId).where('account_id', '=', accountId).where('day', '=', day).orderBy('drawn_at').orderBy('id').execute()
  ).map(asTicket)

/** Selects whether an account has a number of a day that is not over, for a statement that selects something else as well. */
export const hasOpenTicket = (tx: Tx, districtId: number, accountId: string, day: string) =>
  tx
    .selectFrom('ticket')
    .where('ticket.district_id', '=', districtId)
    .where('ticket.account_id', '=', accountId)
    .where('ticket.day', '=', day)
    .where('ticket.state', 'in', literals(openTicketStates))
    .select((ticket) => sql<boolean>`${ticket.fn.countAll()} > 0`.as('has'))

/** Returns the open numbers of a venue's day, first drawn first. */
export const openTickets = async (tx: Tx, districtId: number, { venueCode, day }: VenueDay): Promise<StoredTicket[]> =>
  (
    await tickets(tx, districtId)
      .where('venue_code', '=', venueCode)
      .where('day', '=', day)
      .where('state', 'in', literals(openTicketStates))
      .orderBy('drawn_at')
      .orderBy('id')
      .execute()
  ).map(asTicket)

/** Returns the numbers a window has in hand. */
export const inHand = async (tx: Tx, districtId: number, { venueCode, day }: VenueDay, window: string): Promise<StoredTicket[]> =>
  (
    await tickets(tx, districtId)
      .where('venue_code', '=', venueCode)
      .where('day', '=', day)
      .where('state', 'in', literals(ticketStatesWhere((state) => state.inHand)))
      .where('window_name', '=', window)
      .orderBy('called_at')
      .orderBy('id')
      .execute()
  ).map(asTicket)

/** States in which a number ends when its venue closes for the day. */
export const endedEarly: readonly TicketState[] = ticketStatesWhere((state) => state.open && !state.inHand)

/** Returns how many numbers of a venue's day its windows have in hand that were called, or begun, after `since`. */
export async function inHandOf(tx: Tx, districtId: number, { venueCode, day }: VenueDay, since: Date): Promise<number> {
  const { count } = await tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('state', 'in', literals(ticketStatesWhere((state) => state.inHand)))
    .where((ticket) => ticket(ticket.fn.coalesce('served_at', 'called_at'), '>', since))
    .select((ticket) => ticket.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Returns which bookings' numbers a window has in hand. */
export async function bookingsInHand(tx: Tx, districtId: number, bookingIds: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('booking_id', '=', sql<string>`any(${[...bookingIds]}::uuid[])`)
    .where('state', 'in', literals(ticketStatesWhere((state) => state.inHand)))
    .select('booking_id')
    .execute()
  return new Set(rows.flatMap(({ booking_id: id }) => id ?? []))
}

/** Returns when the last of a venue's numbers of a day was called before an instant, for one service or for any (null). */
export async function lastCallBefore(
  tx: Tx,
  districtId: number,
  { venueCode, day }: VenueDay,
  { serviceCode, before }: { serviceCode: string | null; before: Date },
): Promise<Date | null> {
  const { at } = await tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .$if(serviceCode !== null, (some) => some.where('service_code', '=', serviceCode ?? ''))
    .where('called_at', '<', before)
    .select((ticket) => ticket.fn.max('called_at').as('at'))
    .executeTakeFirstOrThrow()
  return at
}

/** Returns the calls of a day, latest first. */
export const calledOn = (tx: Tx, districtId: number, { venueCode, day }: VenueDay, limit: number) =>
  tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('called_at', 'is not', null)
    .select(['queue', 'number', 'window_name', 'called_at'])
    .orderBy('called_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Returns the serving times of finished numbers in seconds, latest first, from `fromDay` up to a day. */
export async function servedSeconds(tx: Tx, districtId: number, { venueCode, day }: VenueDay, fromDay: string, limit: number) {
  return tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '>=', fromDay)
    .where('day', '<=', day)
    .where('state', '=', sql.lit('done'))
    .where('served_at', 'is not', null)
    .select(['queue', sql<number>`extract(epoch from ended_at - served_at)::float8`.as('seconds')])
    .orderBy('day', 'desc')
    .orderBy('ended_at', 'desc')
    .limit(limit)
    .execute()
}

/** Returns how many of a venue's numbers are done, by queue. */
export async function doneCounts(tx: Tx, districtId: number, { venueCode, day }: VenueDay): Promise<Map<string, number>> {
  const rows = await tx
    .selectFrom('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('state', '=', sql.lit('done'))
    .groupBy('queue')
    .select(['queue', (ticket) => ticket.fn.countAll<number>().as('count')])
    .execute()
  return new Map(rows.map(({ queue, count }) => [queue, count]))
}

/** Erases the names that visitors without a phone gave for being called; the numbers stay for the statistics. */
export const forgetNames = (tx: Tx, districtId: number, { venueCode, day }: VenueDay) =>
  tx
    .updateTable('ticket')
    .where('district_id', '=', districtId)
    .where('venue_code', '=', venueCode)
    .where('day', '=', day)
    .where('name', '<>', '')
    .set({ name: '' })
    .execute()
