import { sql } from 'kysely'
import type { Tx } from '../platform/database'

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
