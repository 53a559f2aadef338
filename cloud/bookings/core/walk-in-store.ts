import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

/** Slots of today that have not ended and have a place left for people who just come, first to last, with how many. */
export async function walkInSlots(tx: Tx, districtId: number, serviceCodes: readonly string[], day: string, now: Date) {
  if (serviceCodes.length === 0) return []
  return tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('ends_at', '>', now)
    .where('state', '=', 'open')
    .where(sql<boolean>`${leftOf(districtId, now)} > 0`)
    .select(['id', 'service_code'])
    .select(leftOf(districtId, now).as('left'))
    .orderBy('starts_at')
    .execute()
}

/**
 * What is left of a slot for people who just come: the places kept for them and, once it has begun and nobody can book it any
 * more, those nobody booked or came to.
 */
const leftOf = (districtId: number, now: Date) => sql<number>`(
  walk_in
  + case when starts_at > ${now} then 0 else capacity - taken
    + (select coalesce(sum(seats), 0) from booking
      where district_id = ${districtId} and slot_id = slot.id and not walk_in and state in ('missed', 'excused')) end
  - (select coalesce(sum(seats), 0) from booking
    where district_id = ${districtId} and slot_id = slot.id and walk_in
      and state in ('held', 'pending', 'booked', 'arrived', 'done', 'missed', 'excused'))
  - (select count(*) from ticket
    where district_id = ${districtId} and slot_id = slot.id and booking_id is null and state <> 'void'))::int`

/**
 * What services have today, by service code, whoever took it: slots, those of them that have not ended, and the places of the latter that
 * were kept for people who just come. A service without a slot today is not in the map.
 */
export async function todayOf(tx: Tx, districtId: number, serviceCodes: readonly string[], day: string, now: Date) {
  if (serviceCodes.length === 0) return new Map<string, Today>()
  const rows = await tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('state', '=', 'open')
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

/** How many places of a slot are left for people who just come; lock the slot first to rely on it. */
export async function walkInsLeft(tx: Tx, districtId: number, slotId: string, now: Date): Promise<number> {
  const row = await tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', slotId)
    .select(leftOf(districtId, now).as('left'))
    .executeTakeFirst()
  return row?.left ?? 0
}
