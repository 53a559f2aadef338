import { sql, type ExpressionBuilder } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { keptStatement } from '../../platform/database/kept-statement'
import type { DB } from '../../platform/database/schema'
import { asBooking, type StoredBooking } from './bookings-store'

const StoredEvent = v.object({
  seq: v.number(),
  did: v.string(),
  at: jsonInstant,
  by_party: v.string(),
  by_staff: v.nullable(v.string()),
  text: v.string(),
})
export type StoredEvent = v.InferOutput<typeof StoredEvent>

const BookingParts = v.object({
  /** First to last. */
  events: v.array(StoredEvent),
  rating: v.nullable(
    v.object({
      satisfied: v.number(),
      reasons: v.array(v.string()),
      text: v.string(),
      answer: v.nullable(v.string()),
      at: jsonInstant,
    }),
  ),
  /** Its queue number; void ones do not count. */
  ticket: v.nullable(v.object({ id: v.string() })),
  /** The ban that it led to as a no-show, unless it was lifted. */
  ban: v.nullable(v.object({ until_at: jsonInstant })),
})

/** What is shown of a booking beside its own row. */
export type BookingParts = v.InferOutput<typeof BookingParts>

/** Selects the parts of a booking, in the statement that selects its row or in one of their own. */
const partsOf = (districtId: number) => (row: ExpressionBuilder<DB, 'booking'>) => [
  jsonArrayFrom(
    row
      .selectFrom('booking_event as event')
      .where('event.district_id', '=', districtId)
      .whereRef('event.booking_id', '=', 'booking.id')
      .select(['event.seq', 'event.did', 'event.at', 'event.by_party', 'event.by_staff', 'event.text'])
      .orderBy('event.seq'),
  ).as('events'),
  jsonObjectFrom(
    row
      .selectFrom('booking_rating as rating')
      .where('rating.district_id', '=', districtId)
      .whereRef('rating.booking_id', '=', 'booking.id')
      .select(['rating.satisfied', 'rating.reasons', 'rating.text', 'rating.answer', 'rating.at']),
  ).as('rating'),
  jsonObjectFrom(
    row
      .selectFrom('ticket')
      .where('ticket.district_id', '=', districtId)
      .whereRef('ticket.booking_id', '=', 'booking.id')
      .where('ticket.state', '<>', sql.lit('void'))
      .select('ticket.id'),
  ).as('ticket'),
  jsonObjectFrom(
    row
      .selectFrom('booking_limit as ban')
      .where('ban.district_id', '=', districtId)
      .whereRef('ban.booking_id', '=', 'booking.id')
      .where('ban.lifted_at', 'is', null)
      .select('ban.until_at')
      .limit(sql.lit(1)),
  ).as('ban'),
]

const bookings = (tx: Tx, districtId: number, id: string) =>
  tx.selectFrom('booking').where('booking.district_id', '=', districtId).where('booking.id', '=', id)

/** Returns a booking with its parts; null when there is none. */
export async function bookingWithParts(
  tx: Tx,
  districtId: number,
  id: string,
): Promise<{ row: StoredBooking; parts: BookingParts } | null> {
  const found = await bookings(tx, districtId, id).select(columns.booking).select(partsOf(districtId)).executeTakeFirst()
  if (found === undefined) return null
  const { events, rating, ticket, ban, ...row } = found
  return { row: asBooking(row), parts: v.parse(BookingParts, { events, rating, ticket, ban }) }
}

/** Returns the parts of a booking whose row is in hand. */
export const partsOfBooking = async (tx: Tx, districtId: number, id: string): Promise<BookingParts> =>
  v.parse(BookingParts, (await partsAlone(tx, { districtId, id })).rows[0])

const partsAlone = keptStatement((tx, { districtId, id }: { districtId: number; id: string }) =>
  bookings(tx, districtId, id).select(partsOf(districtId)),
)
