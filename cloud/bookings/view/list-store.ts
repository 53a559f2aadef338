import { bookingStatesWhere, openBookingStates } from '@doorstep/contract/bookings/words'
import { sql, type SqlBool } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { asBooking, ownedBy, type Owner, type StoredBooking } from '../core/bookings-store'

export type After = { at: string; id: string } | null

interface Page {
  /** The open bookings, the next first; or all of them, in any state, the latest first. */
  view: 'ahead' | 'all'
  after: After
  limit: number
  now: Date
}

interface Found {
  /** On the first page the running holds and offers, the first to end first. */
  holds: StoredBooking[]
  /** One more than the page has, if there are more. */
  found: StoredBooking[]
  /** Which of them are rated. */
  rated: Set<string>
}

/** Returns a page of an account's bookings by their beginning, in one statement. */
export async function pageOf(tx: Tx, districtId: number, owner: Owner, { view, after, limit, now }: Page): Promise<Found> {
  const own = () =>
    tx
      .selectFrom('booking')
      .where('booking.district_id', '=', districtId)
      .where((booking) => ownedBy(booking, owner))
      .select(columns.booking)
  const ahead = () =>
    own()
      .where('state', 'in', literals(openBookingStates))
      .$if(after !== null, (some) => some.where(sql<SqlBool>`(starts_at, id) > (${after?.at}::timestamptz, ${after?.id}::uuid)`))
      .orderBy('starts_at')
      .orderBy('id')
  const all = () =>
    own()
      .where('state', 'in', literals(bookingStatesWhere(({ made }) => made)))
      .$if(after !== null, (some) => some.where(sql<SqlBool>`(starts_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
      .orderBy('starts_at', 'desc')
      .orderBy('id', 'desc')
  const running = own().where('state', '=', sql.lit('held')).where('held_until', '>', now).as('running')
  const listed = (view === 'ahead' ? ahead() : all()).limit(limit + 1).as('listed')
  const rows = await tx
    .selectFrom(
      (after === null
        ? tx.selectFrom(listed).selectAll().unionAll(tx.selectFrom(running).selectAll())
        : tx.selectFrom(listed).selectAll()
      ).as('booking'),
    )
    .selectAll()
    .select((booking) =>
      booking
        .exists(
          booking
            .selectFrom('booking_rating')
            .where('booking_rating.district_id', '=', districtId)
            .whereRef('booking_rating.booking_id', '=', 'booking.id')
            .select('booking_rating.id'),
        )
        .as('rated'),
    )
    .execute()
  const bookings = rows.map(({ rated: _, ...row }) => asBooking(row))
  const byTime = (a: StoredBooking, b: StoredBooking) => a.starts_at.getTime() - b.starts_at.getTime() || (a.id < b.id ? -1 : 1)
  const found = bookings.filter(({ state }) => state !== 'held').sort(byTime)
  return {
    holds: bookings.filter(({ state }) => state === 'held').sort((a, b) => endOf(a) - endOf(b)),
    found: view === 'ahead' ? found : found.reverse(),
    rated: new Set(rows.flatMap(({ id, rated }) => (rated ? [id] : []))),
  }
}

const endOf = ({ held_until: until }: StoredBooking) => until?.getTime() ?? 0
