import { bookingStatesWhere } from '@doorstep/contract/bookings/words'
import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'

const noShows = bookingStatesWhere(({ noShow }) => noShow)
const seated = bookingStatesWhere((state) => state.seated)

/** Returns today's slots that have not ended and have seats left for walk-ins, in order of time, with how many. */
export async function walkInSlots(tx: Tx, districtId: number, serviceCodes: readonly string[], day: string, now: Date) {
  if (serviceCodes.length === 0) return []
  return tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('ends_at', '>', now)
    .where('state', '=', sql.lit('open'))
    .where(sql<boolean>`${leftOf(districtId, now)} > 0`)
    .select(['id', 'service_code'])
    .select(leftOf(districtId, now).as('left'))
    .orderBy('starts_at')
    .execute()
}

/**
 * Returns the seats of a slot left for walk-ins: those reserved for them and, once the slot has begun and can no longer be booked, those
 * not booked or not checked in to.
 */
const leftOf = (districtId: number, now: Date) => sql<number>`(
  walk_in
  + case when starts_at > ${now} then 0 else capacity - taken
    + (select coalesce(sum(seats), 0) from booking
      where district_id = ${districtId} and slot_id = slot.id and not walk_in and state in ${literals(noShows)}) end
  - (select coalesce(sum(seats), 0) from booking
    where district_id = ${districtId} and slot_id = slot.id and walk_in
      and state in ${literals(seated)})
  - (select count(*) from ticket
    where district_id = ${districtId} and slot_id = slot.id and booking_id is null and state <> 'void'))::int`

/**
 * Returns what services have today, by service code: slots, those that have not ended, and the walk-in seats of the latter, taken or not. A
 * service without a slot today is not in the map.
 */
export async function todayOf(tx: Tx, districtId: number, serviceCodes: readonly string[], day: string, now: Date) {
  if (serviceCodes.length === 0) return new Map<string, Today>()
  const rows = await tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('state', '=', sql.lit('open'))
    .groupBy('service_code')
    .select((slot) => [
      'service_code',
      slot.fn.countAll<number>().filterWhere('ends_at', '>', now).as('running'),
      sql<number>`coalesce(sum(walk_in) filter (where ends_at > ${now}), 0)::int`.as('kept'),
    ])
    .execute()
  return new Map<string, Today>(rows.map(({ service_code: code, ...today }) => [code, today]))
}

export interface Today {
  running: number
  kept: number
}

/** Returns how many seats of a slot are left for walk-ins; lock the slot first to rely on it. */
export async function walkInsLeft(tx: Tx, districtId: number, slotId: string, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', slotId)
    .select(leftOf(districtId, now).as('left'))
    .executeTakeFirst()
  return row?.left ?? 0
}
