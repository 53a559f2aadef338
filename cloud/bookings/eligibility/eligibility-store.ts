import { proxySeats } from '@doorstep/contract/rules'
import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { addDays, dayMs, type Day } from '../../platform/time/calendar'
import { undecidedUntil } from '../../services/api'
import type { ServiceFact } from '../../services/places/venues-and-services'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { asBooking, type StoredBooking } from '../core/bookings-store'

/** What `judge` looks at: a person's bookings, limits, and what else is free. */

/** A booking's slot and time, whichever service it is of. */
type Stretch = Pick<StoredSlot, 'starts_at' | 'ends_at'>

/** No slot is longer than this: a home visit's window is a part of a day. */
const longestMs = dayMs

/** A person's open bookings that overlap a stretch of time, but for one. */
export async function openThen(
  tx: Tx,
  districtId: number,
  person: string,
  { starts_at: from, ends_at: to }: Stretch,
  except: string | null,
): Promise<StoredBooking[]> {
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('person', '=', person)
    .where('state', 'in', openBookingStates)
    .where('starts_at', '<', to)
    .where('starts_at', '>', new Date(from.getTime() - longestMs))
    .where('ends_at', '>', from)
    .$if(except !== null, (some) => some.where('id', '<>', except))
    .selectAll()
    .orderBy('starts_at')
    .execute()
  return rows.map(asBooking)
}

/** What a person has had or has booked of a service between two days, both included, but for one: what its limits count. */
export const countedBetween = (
  tx: Tx,
  districtId: number,
  { person, serviceCode, from, until, except }: { person: string; serviceCode: string; from: Day; until: Day; except: string | null },
) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('person', '=', person)
    .where('service_code', '=', serviceCode)
    .where('state', 'in', ['pending', 'booked', 'arrived', 'done', 'missed'])
    .where('day', '>=', from)
    .where('day', '<=', until)
    // The index of a person's bookings runs by time; a day either side covers every zone.
    .where('starts_at', '>=', new Date(`${addDays(from, -1)}T00:00:00Z`))
    .where('starts_at', '<', new Date(`${addDays(until, 2)}T00:00:00Z`))
    .$if(except !== null, (some) => some.where('id', '<>', except))
    .select(['id', 'day', 'state', 'account_id'])
    .orderBy('starts_at')
    .execute()

/** The limit a no-show led to that holds for a group at `now`, and whether that no-show was explained already. */
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
    .limit(1)
    .executeTakeFirst()

interface FreeNear {
  near: Date
  seats: number
  now: Date
  count: number
  /** Only slots that begin later than this … */
  after: Date
  /** … on this day or before; null: however far ahead. */
  until: Day | null
  /** On none of these days. */
  without: readonly Day[]
  /** At no time this person is awaited elsewhere, but for a booking that would be moved. */
  person: string | null
  except: StoredBooking | null
  /** An account that books for others: in no slot where it has too many places for them already. */
  proxy: string | null
}

/** Free slots of a service that begin nearest to a time; nearest first. In one statement, however much is in the way. */
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
      .where('slot.state', '=', 'open')
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
                .where('booking.state', 'in', openBookingStates)
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
              .where('booking.state', 'in', openBookingStates)
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
  const found = await tx.selectFrom(later).selectAll().unionAll(tx.selectFrom(earlier).selectAll()).execute()
  const farMs = ({ starts_at: at }: { starts_at: Date }) => Math.abs(at.getTime() - near.getTime())
  return found.sort((a, b) => farMs(a) - farMs(b) || a.starts_at.getTime() - b.starts_at.getTime()).slice(0, count)
}

/** A slot as it stands, and whether a lapsed hold, or one of this account's, could still make room in it. */
export const slotForPrecheck = (tx: Tx, districtId: number, slotId: string, accountId: string, now: Date) =>
  tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', slotId)
    .selectAll()
    .select((slot) =>
      slot
        .exists(
          slot
            .selectFrom('booking')
            .where('booking.district_id', '=', districtId)
            .where('booking.slot_id', '=', slotId)
            .where('booking.state', '=', 'held')
            .where((held) => held.or([held('held_until', '<=', now), held('account_id', '=', accountId)]))
            .select('booking.id'),
        )
        .as('movable'),
    )
    .executeTakeFirst()

/** What an account has booked for others. */

/** An account's open bookings for others in a slot, but for one. */
export const forOthersIn = (tx: Tx, districtId: number, accountId: string, slotId: string, except: string | null) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('slot_id', '=', slotId)
    .where('account_id', '=', accountId)
    .where('for_sealed', 'is not', null)
    .where('state', 'in', openBookingStates)
    .$if(except !== null, (some) => some.where('id', '<>', except))
    .select(['id', 'seats'])
    .orderBy('id')
    .execute()

/** An account's open bookings of a service for others, the next first. */
export const forOthersOf = (tx: Tx, districtId: number, accountId: string, serviceCode: string) =>
  tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('service_code', '=', serviceCode)
    .where('for_sealed', 'is not', null)
    .where('state', 'in', openBookingStates)
    .select(['id', 'person'])
    .orderBy('starts_at')
    .orderBy('id')
    .execute()

/** An account's hold of a slot, or its offer there, that still runs. */
export const runningHold = (tx: Tx, districtId: number, { accountId, slotId }: { accountId: string; slotId: string }, now: Date) =>
  tx
    .selectFrom('booking as b')
    .leftJoin('waiting as w', (on) => on.onRef('w.district_id', '=', 'b.district_id').onRef('w.id', '=', 'b.waiting_id'))
    .where('b.district_id', '=', districtId)
    .where('b.account_id', '=', accountId)
    .where('b.slot_id', '=', slotId)
    .where('b.state', '=', 'held')
    .where('b.held_until', '>', now)
    .select(['b.id', 'w.for_other'])
    .orderBy('b.id')
    .executeTakeFirst()
