import { sql } from 'kysely'
import * as v from 'valibot'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { StoredSlot } from '../../services/slots/slot-row-store'
import { asBooking, type StoredBooking } from './bookings-store'

const SlotInJson = v.object({
  district_id: v.number(),
  id: v.string(),
  service_code: v.string(),
  day: v.string(),
  starts_at: jsonInstant,
  ends_at: jsonInstant,
  capacity: v.number(),
  walk_in: v.number(),
  taken: v.number(),
  last_place: v.number(),
  state: v.string(),
  closed_reason: v.nullable(v.string()),
  decided_at: v.nullable(jsonInstant),
})
const SlotsInJson: v.GenericSchema<unknown, StoredSlot[]> = v.array(SlotInJson)

interface Locking {
  /** More slots to lock, for a move. */
  others: readonly string[]
  /** Only a booking of this account; null for anybody's. */
  accountId: string | null
}

/**
 * Returns a booking and its slot (and `others`), locked in one statement: first every slot, in the order of their ids, then the row. The
 * slots are aggregated before the row is looked for, so none of them is locked after it. They are those the statement saw when it began:
 * when the row moved meanwhile, its slot is not among them, and the caller tries again. Null when there is no such booking.
 */
export async function lockedRows(
  tx: Tx,
  districtId: number,
  id: string,
  { others, accountId }: Locking,
): Promise<{ row: StoredBooking; slots: Map<string, StoredSlot> } | null> {
  const wanted = () =>
    tx
      .selectFrom('booking')
      .where('booking.district_id', '=', districtId)
      .where('booking.id', '=', id)
      .$if(accountId !== null, (some) => some.where('booking.account_id', '=', accountId))
  const slots = tx
    .selectFrom('slot')
    .where('slot.district_id', '=', districtId)
    .where('slot.id', '=', sql<string>`any(array(${wanted().select('booking.slot_id')}) || ${[...others]}::uuid[])`)
    .select(columns.slot)
    .orderBy('slot.id')
    .forUpdate()
  const found = await tx
    .selectFrom(
      tx
        .selectFrom(slots.as('slot'))
        .select(sql`json_agg(slot)`.as('held'))
        .as('slots'),
    )
    .innerJoinLateral(
      wanted()
        .where(sql<boolean>`slots.held is not null`)
        .select(columns.booking)
        .forUpdate()
        .as('row'),
      (on) => on.onTrue(),
    )
    .select(columns.booking)
    .select('slots.held')
    .executeTakeFirst()
  if (found === undefined) return null
  const { held, ...row } = found
  return { row: asBooking(row), slots: new Map(v.parse(SlotsInJson, held).map((slot) => [slot.id, slot])) }
}
