import { sql } from 'kysely'
import { bookingStatesWhere } from '@doorstep/contract/bookings/words'
import { nameNoise } from '@doorstep/contract/people/names-and-phones'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import { asBooking, type StoredBooking } from '../core/bookings-store'

/** The bookings somebody manages: of these venues, and of these services wherever they are given; with both, those at one venue only. */
export interface Scope {
  venues: readonly string[]
  services: readonly string[]
  venue?: string
}
/** The last row of the previous page. */
export type After = { at: Date; id: string } | null

const bookingColumns = columns.booking.map((column) => `booking.${column}` as const)

const managedBookings = (tx: Tx, districtId: number, { venues, services, venue }: Scope) =>
  tx
    .selectFrom('booking')
    .where('booking.district_id', '=', districtId)
    .where((booking) =>
      booking.or([
        ...(venues.length > 0 ? [booking('booking.venue_code', 'in', venues)] : []),
        ...(services.length > 0 ? [booking('booking.service_code', 'in', services)] : []),
      ]),
    )
    .$if(venue !== undefined, (some) => some.where('booking.venue_code', '=', venue ?? ''))

const waits = { pending: 'approve_by', appeals: 'appealed_at', home: 'starts_at', calls: 'starts_at' } as const
export type WaitingView = keyof typeof waits

/** Returns what waits for staff, by due time; home visits whose window is over are left out. */
export async function waitingForStaff(
  tx: Tx,
  districtId: number,
  scope: Scope,
  { view, now, after, limit }: { view: WaitingView; now: Date; after: After; limit: number },
): Promise<StoredBooking[]> {
  const by = waits[view]
  let query = managedBookings(tx, districtId, scope)
  if (view === 'pending') query = query.where('state', '=', sql.lit('pending'))
  if (view === 'appeals')
    query = query.where('state', '=', sql.lit('missed')).where('appeal_text', 'is not', null).where('appeal_answer', 'is', null)
  if (view === 'home')
    query = query
      .where('way', '=', sql.lit('home'))
      .where('state', '=', sql.lit('booked'))
      .where('helper_code', 'is', null)
      .where('ends_at', '>', now)
  if (view === 'calls') query = query.where('to_call', 'is not', null)
  if (after !== null) query = query.where((booking) => booking(booking.refTuple(by, 'id'), '>', booking.tuple(after.at, after.id)))
  return (await query.select(columns.booking).orderBy(by).orderBy('id').limit(limit).execute()).map(asBooking)
}

/** What to search a person's bookings by: six digits; the blind index of a phone number; or a name, as `nameKey` writes it. */
export type Sought = { code: string } | { phoneIndex: string } | { name: string }

interface Wanted {
  by: Sought
  from: string
  until: string
  after: After
  limit: number
}

/**
 * Returns bookings of a range of days with the code, or those that may match a name or phone: the account has it, or another person comes
 * whose name and phone are sealed, or the booking has a phone of its own. In order of time.
 */
export async function maybeOf(
  tx: Tx,
  districtId: number,
  scope: Scope,
  { by, from, until, after, limit }: Wanted,
): Promise<StoredBooking[]> {
  let query = managedBookings(tx, districtId, scope)
    .leftJoin('account', (on) => on.onRef('account.district_id', '=', 'booking.district_id').onRef('account.id', '=', 'booking.account_id'))
    .where('booking.day', '>=', from)
    .where('booking.day', '<=', until)
    .where('booking.state', 'in', literals(bookingStatesWhere(({ made }) => made)))
  if ('code' in by) query = query.where('booking.code', '=', by.code)
  else
    query = query.where((booking) =>
      booking.or([
        booking('booking.for_sealed', 'is not', null),
        ...('name' in by
          ? [sql<boolean>`strpos(translate(lower(normalize(account.name, nfkc)), ${nameNoise}, ''), ${by.name}) > 0`]
          : [booking('booking.phone_sealed', 'is not', null), booking('account.phone_index', '=', by.phoneIndex)]),
      ]),
    )
  if (after !== null) {
    query = query.where((booking) => booking(booking.refTuple('booking.starts_at', 'booking.id'), '>', booking.tuple(after.at, after.id)))
  }
  const rows = await query.select(bookingColumns).orderBy('booking.starts_at').orderBy('booking.id').limit(limit).execute()
  return rows.map(asBooking)
}
