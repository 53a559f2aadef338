import { openBookingStates } from '@doorstep/contract/booking-words'
import { sql } from 'kysely'
import type { Day } from '../platform/calendar'
import type { Tx } from '../platform/database'

/** What a service's days hold, by day: slots that were not closed, those still to be booked, and free places of the latter. */
export async function daysHeld(
  tx: Tx,
  districtId: number,
  serviceCode: string,
  { from, until, after, undecided }: { from: Day; until: Day; after: Date; undecided: Date },
): Promise<Map<Day, { slots: number; ahead: number; free: number; closedBecause: string | null }>> {
  const open = sql<boolean>`state = 'open'`
  const ahead = sql<boolean>`state = 'open' and starts_at >= ${after.toISOString()}
    and (starts_at > ${undecided.toISOString()} or decided_at is not null)`
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

/** The slots of one day in order, each with how many people wait for it. */
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
        .where('w.state', '=', 'waiting')
        .select((w) => w.fn.countAll<number>().as('count'))
        .as('waiting'),
    )
    .orderBy('s.starts_at')
    .execute()

/** Those of the slots of a day and service that an account has booked for herself. */
export async function bookedSlots(tx: Tx, districtId: number, accountId: string, slotIds: readonly string[]): Promise<Set<string>> {
  if (slotIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('booking')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('slot_id', 'in', slotIds)
    .where('state', 'in', openBookingStates)
    .where('person', '=', accountId)
    .select('slot_id')
    .execute()
  return new Set(rows.map((row) => row.slot_id))
}
