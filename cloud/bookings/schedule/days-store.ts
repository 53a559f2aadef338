import { openBookingStates } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { Day } from '../../platform/time/calendar'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'

/**
 * Returns the condition for slots that can still be booked, columns unqualified: later than `after`, and not past their decision without
 * having been decided.
 */
const stillAhead = ({ after, undecided }: { after: Date; undecided: Date }) => sql<boolean>`slot.state = 'open'
  and slot.starts_at >= ${after.toISOString()} and (slot.starts_at > ${undecided.toISOString()} or slot.decided_at is not null)`

/** Returns the slots of a service by day: those not closed, those still to be booked, and free seats of the latter. */
export async function daysHeld(
  tx: Tx,
  districtId: number,
  serviceCode: string,
  { from, until, after, undecided }: { from: Day; until: Day; after: Date; undecided: Date },
): Promise<Map<Day, { slots: number; ahead: number; free: number; closedBecause: string | null }>> {
  const open = sql<boolean>`state = 'open'`
  const ahead = stillAhead({ after, undecided })
  const rows = await tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', '=', serviceCode)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .groupBy('day')
    .select([
      'day',
      sql<number>`count(*) filter (where ${open})`.as('slots'),
      sql<number>`count(*) filter (where ${ahead})`.as('ahead'),
      sql<number>`coalesce(sum(greatest(capacity - taken, 0)) filter (where ${ahead}), 0)`.as('free'),
      sql<string | null>`min(closed_reason) filter (where state = 'closed')`.as('closedBecause'),
    ])
    .execute()
  return new Map(rows.map(({ day, ...held }) => [day, held]))
}

/** Returns the slots of one day in order, each with how many people wait for it. */
export const slotsOn = (tx: Tx, districtId: number, serviceCode: string, day: Day) =>
  tx
    .selectFrom('slot as s')
    .where('s.district_id', '=', districtId)
    .where('s.service_code', '=', serviceCode)
    .where('s.day', '=', day)
    .select(['s.id', 's.starts_at', 's.ends_at', 's.capacity', 's.taken', 's.state', 's.decided_at'])
    .select((slot) =>
      slot
        .selectFrom('waiting as w')
        .where('w.district_id', '=', districtId)
        .whereRef('w.slot_id', '=', 's.id')
        .where('w.state', '=', sql.lit('waiting'))
        .select((w) => w.fn.countAll<number>().as('count'))
        .as('waiting'),
    )
    .orderBy('s.starts_at')
    .execute()

/**
 * Returns what an account has of a service, by day: its running holds and offers, and what it has booked for itself; `ahead` as in
 * `daysHeld`.
 */
export const ownTimes = (
  tx: Tx,
  districtId: number,
  { accountId, serviceCode, from, until }: { accountId: string; serviceCode: string; from: Day; until: Day },
  { now, after, undecided }: { now: Date; after: Date; undecided: Date },
) =>
  tx
    .selectFrom('booking')
    .innerJoin('slot', (on) => on.onRef('slot.district_id', '=', 'booking.district_id').onRef('slot.id', '=', 'booking.slot_id'))
    .leftJoin('waiting', (on) => on.onRef('waiting.district_id', '=', 'booking.district_id').onRef('waiting.id', '=', 'booking.waiting_id'))
    .where('booking.district_id', '=', districtId)
    .where('booking.account_id', '=', accountId)
    .where('booking.state', 'in', literals(['held', ...openBookingStates]))
    .where((booking) =>
      booking.or([
        booking.and([booking('booking.state', '=', sql.lit('held')), booking('booking.held_until', '>', now)]),
        booking.and([booking('booking.state', '<>', sql.lit('held')), booking('booking.person', '=', accountId)]),
      ]),
    )
    .where('booking.service_code', '=', serviceCode)
    .where('booking.day', '>=', from)
    .where('booking.day', '<=', until)
    .select(['booking.id', 'booking.state', 'booking.slot_id', 'booking.day', 'booking.seats', 'booking.held_until', 'waiting.for_other'])
    .select(stillAhead({ after, undecided }).as('ahead'))
    .execute()
