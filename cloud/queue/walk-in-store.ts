import { sql } from 'kysely'
import type { Tx } from '../platform/database'

/** Slots of today that have not ended and keep places for people who just come, first to last, with how many of those are gone. */
export async function walkInSlots(tx: Tx, districtId: number, serviceCodes: readonly string[], day: string, now: Date) {
  if (serviceCodes.length === 0) return []
  return tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('ends_at', '>', now)
    .where('state', '=', 'open')
    .where('walk_in', '>', 0)
    .select(['id', 'service_code', 'walk_in', 'starts_at'])
    .select((slot) => walkInsTakenOf(districtId, slot.ref('slot.id')).as('gone'))
    .orderBy('starts_at')
    .execute()
}

/** Of the places a slot keeps for people who just come: those booked at the counter, and numbers drawn without a booking. */
const walkInsTakenOf = (districtId: number, slotId: unknown) => sql<number>`(
  (select coalesce(sum(seats), 0) from booking
    where district_id = ${districtId} and slot_id = ${slotId} and walk_in
      and state in ('held', 'pending', 'booked', 'arrived', 'done', 'missed', 'excused'))
  + (select count(*) from ticket
    where district_id = ${districtId} and slot_id = ${slotId} and booking_id is null and state <> 'void'))::int`

/** How many of a slot's places for people who just come are gone; lock the slot first to rely on it. */
export async function walkInsTaken(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { rows } = await sql<{ gone: number }>`select ${walkInsTakenOf(districtId, slotId)} as gone`.execute(tx)
  return rows[0]?.gone ?? 0
}
