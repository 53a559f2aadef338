import { proxySeats } from '@doorstep/contract/rules'
import { bookingStatesWhere, openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { keptStatement } from '../../platform/database/kept-statement'
import { literals } from '../../platform/database/literals'
import { addDays, dayMs, type Day } from '../../platform/time/calendar'
import { undecidedUntil } from '../../services/api'
import type { ServiceFact } from '../../services/places/venues-and-services'
import type { StoredBooking } from '../core/bookings-store'

/** The queries behind `checkEligibility`: limits, and which other slots are free; those about one person are asked together (`personFacts`). */

/** The longest a slot can be: a home visit's window is a part of a day. */
export const longestMs = dayMs

export interface Counted {
  person: string
  serviceCode: string
  from: Day
  until: Day
  except: string | null
}

/** Selects the bookings of a service that count towards a person's limits between two days, both included, except one. */
export const countedBetween = (tx: Tx, districtId: number, { person, serviceCode, from, until, except }: Counted) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('person', '=', person)
    .where('service_code', '=', serviceCode)
    .where('state', 'in', literals(bookingStatesWhere(({ counted }) => counted)))
    .where('day', '>=', from)
    .where('day', '<=', until)
    // The index of a person's bookings is by time; a day on either side covers every time zone.
    .where('starts_at', '>=', new Date(`${addDays(from, -1)}T00:00:00Z`))
    .where('starts_at', '<', new Date(`${addDays(until, 2)}T00:00:00Z`))
    .$if(except !== null, (some) => some.where('id', '<>', except))
    .select(['id', 'day', 'state', 'account_id'])
    .orderBy('starts_at')

/** Selects the no-show ban of a group that applies at `now`, and whether its no-show was already appealed. */
export const limitAt = (tx: Tx, districtId: number, accountId: string, group: string, now: Date) =>
  tx
    .selectFrom('booking_limit as l')
    .innerJoin('booking as b', (on) => on.onRef('b.district_id', '=', 'l.district_id').onRef('b.id', '=', 'l.booking_id'))
    .where('l.district_id', '=', districtId)
    .where('l.account_id', '=', accountId)
    .where('l.group_code', '=', group)
    .where('l.lifted_at', 'is', null)
    .where('l.from_at', '<=', now)
    .where('l.until_at', '>', now)
    .select(['l.booking_id', 'l.until_at', 'b.appealed_at'])
    .orderBy('l.until_at', 'desc')
    .limit(sql.lit(1))

interface FreeNear {
  near: Date
  seats: number
  now: Date
  count: number
  /** Only slots that begin later than this instant. */
  after: Date
  /** Last day, inclusive; null for no end. */
  until: Day | null
  /** Days to leave out. */
  without: readonly Day[]
  /** A person whose other bookings the slots must not overlap, except a booking that would be moved. */
  person: string | null
  except: StoredBooking | null
  /** An account that books for others: slots where it has reached its proxy seats are left out. */
  proxy: string | null
}

/** Returns the free slots of a service nearest to a time, nearest first, in one statement however many are unavailable. */
export async function freeNear(tx: Tx, districtId: number, { code, rules }: ServiceFact, of: FreeNear) {
  const { near, seats, now, count, after, until, without, person, except, proxy } = of
  const free = () =>
    tx
      .selectFrom('slot')
      .where('slot.district_id', '=', districtId)
      .where('slot.service_code', '=', code)
      .where('slot.starts_at', '>', after)
      .$if(until !== null, (some) => some.where('slot.day', '<=', until ?? ''))
      .$if(without.length > 0, (some) => some.where(sql<boolean>`slot.day <> all(${without}::date[])`))
      .where('slot.state', '=', sql.lit('open'))
      .where(sql<boolean>`slot.taken + ${seats} <= slot.capacity`)
      .where((slot) => slot.or([slot('slot.starts_at', '>', undecidedUntil(rules, now)), slot('slot.decided_at', 'is not', null)]))
      .$if(except !== null, (some) => some.where('slot.id', '<>', except?.slot_id ?? ''))
      .$if(person !== null, (some) =>
        some.where((slot) =>
          slot.not(
            slot.exists(
              slot
                .selectFrom('booking')
                .where('booking.district_id', '=', districtId)
                .where('booking.person', '=', person)
                .where('booking.state', 'in', literals(openBookingStates))
                .where('booking.starts_at', '>', sql<Date>`slot.starts_at - make_interval(secs => ${longestMs / 1000})`)
                .whereRef('booking.starts_at', '<', 'slot.ends_at')
                .whereRef('booking.ends_at', '>', 'slot.starts_at')
                .$if(except !== null, (some) => some.where('booking.id', '<>', except?.id ?? ''))
                .select('booking.id'),
            ),
          ),
        ),
      )
      .$if(proxy !== null, (some) =>
        some.where(
          (slot) =>
            slot
              .selectFrom('booking')
              .where('booking.district_id', '=', districtId)
              .whereRef('booking.slot_id', '=', 'slot.id')
              .where('booking.account_id', '=', proxy)
              .where('booking.for_sealed', 'is not', null)
              .where('booking.organisation_id', 'is', null)
              .where('booking.state', 'in', literals(openBookingStates))
              .$if(except !== null, (some) => some.where('booking.id', '<>', except?.id ?? ''))
              .select((booking) => booking.fn.coalesce(booking.fn.sum<number>('booking.seats'), sql<number>`0`).as('places')),
          '<=',
          proxySeats - seats,
        ),
      )
      .select(['slot.id', 'slot.starts_at'])
      .limit(count)
  const later = free().where('slot.starts_at', '>', near).orderBy('slot.starts_at').as('later')
  const earlier = free().where('slot.starts_at', '<', near).orderBy('slot.starts_at', 'desc').as('earlier')
  const found = await tx
    .selectFrom(later)
    .select(['id', 'starts_at'])
    .unionAll(tx.selectFrom(earlier).select(['id', 'starts_at']))
    .execute()
  const farMs = ({ starts_at: at }: { starts_at: Date }) => Math.abs(at.getTime() - near.getTime())
  return found.sort((a, b) => farMs(a) - farMs(b) || a.starts_at.getTime() - b.starts_at.getTime()).slice(0, count)
}

/** Returns a slot, and whether an expired hold, or one of this account's, could still free seats in it. */
export const slotForPrecheck = async (tx: Tx, districtId: number, slotId: string, accountId: string, now: Date) =>
  (await slotAndHolds(tx, { districtId, slotId, accountId, now })).rows[0]

interface HeldInSlot {
  districtId: number
  slotId: string
  accountId: string
  now: Date
}

const slotAndHolds = keptStatement((tx, { districtId, slotId, accountId, now }: HeldInSlot) =>
  tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', slotId)
    .select(columns.slot)
    .select((slot) =>
      slot
        .exists(
          slot
            .selectFrom('booking')
            .where('booking.district_id', '=', districtId)
            .where('booking.slot_id', '=', slotId)
            .where('booking.state', '=', sql.lit('held'))
            .where((held) => held.or([held('held_until', '<=', now), held('account_id', '=', accountId)]))
            .select('booking.id'),
        )
        .as('movable'),
    ),
)

/** Returns an account's running hold or offer in a slot. */
export const runningHold = async (tx: Tx, districtId: number, { accountId, slotId }: { accountId: string; slotId: string }, now: Date) =>
  (await runningHolds(tx, { districtId, slotId, accountId, now })).rows[0]

const runningHolds = keptStatement((tx, { districtId, slotId, accountId, now }: HeldInSlot) =>
  tx
    .selectFrom('booking as b')
    .leftJoin('waiting as w', (on) => on.onRef('w.district_id', '=', 'b.district_id').onRef('w.id', '=', 'b.waiting_id'))
    .where('b.district_id', '=', districtId)
    .where('b.account_id', '=', accountId)
    .where('b.slot_id', '=', slotId)
    .where('b.state', '=', sql.lit('held'))
    .where('b.held_until', '>', now)
    .select(['b.id', 'w.for_other'])
    .orderBy('b.id'),
)
