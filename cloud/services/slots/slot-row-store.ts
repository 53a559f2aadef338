import { sql, type Expression, type Selectable } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import type { Slot } from '../../platform/database/schema'

export type StoredSlot = Selectable<Slot>

/**
 * Returns slots by id, and those that `also` selects, locked in the order of their ids, which prevents deadlocks between transactions that
 * lock the same slots.
 */
export async function lockSlots(
  tx: Tx,
  districtId: number,
  ids: readonly string[],
  { also }: { also?: Expression<{ slot_id: string }> } = {},
): Promise<Map<string, StoredSlot>> {
  if (ids.length === 0) return new Map()
  const wanted = also === undefined ? sql<string>`any(${[...ids]}::uuid[])` : sql<string>`any(array(${also}) || ${[...ids]}::uuid[])`
  const rows = await tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', wanted)
    .select(columns.slot)
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}

/** Returns a slot, not locked; undefined for an unknown one. */
export const slotById = (tx: Tx, districtId: number, id: string): Promise<StoredSlot | undefined> =>
  tx.selectFrom('slot').where('district_id', '=', districtId).where('id', '=', id).select(columns.slot).executeTakeFirst()

/**
 * Reserves seats of an open slot and returns it; returns null when fewer than `seats` are free. No lock is needed: the conditional update
 * checks and changes the row atomically. It does nothing either where one of `unless` has a row, as the statement found them.
 */
export async function tryReserve(
  tx: Tx,
  districtId: number,
  slotId: string,
  seats: number,
  { unless = [] }: { unless?: readonly Expression<unknown>[] } = {},
): Promise<StoredSlot | null> {
  const reserved = await tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', slotId)
    .where('state', '=', sql.lit('open'))
    .where(sql<boolean>`taken + ${seats} <= capacity`)
    .where((slot) => slot.and(unless.map((rows) => slot.not(slot.exists(rows)))))
    .set((slot) => ({ taken: slot('taken', '+', seats) }))
    .returning(columns.slot)
    .executeTakeFirst()
  return reserved ?? null
}

/** Gives seats of a slot back and returns its row; the slot must be locked. */
export async function release(tx: Tx, districtId: number, slotId: string, seats: number): Promise<StoredSlot> {
  return tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', slotId)
    .set((slot) => ({ taken: slot('taken', '-', seats) }))
    .returning(columns.slot)
    .executeTakeFirstOrThrow()
}

/** Closes a slot for booking, with the reason people are told. */
export const closeSlot = (tx: Tx, districtId: number, slotId: string, reason: string) =>
  tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', slotId)
    .set({ state: 'closed', closed_reason: reason })
    .execute()

/** Records for slots, unless recorded before, that their group activity takes place. */
export async function setDecidedOnce(tx: Tx, districtId: number, slotIds: readonly string[], at: Date): Promise<void> {
  if (slotIds.length === 0) return
  await tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('decided_at', 'is', null)
    .set({ decided_at: at })
    .execute()
}

/** Deletes slots that never had a booking; one with taken seats stays. */
export async function deleteSlots(tx: Tx, districtId: number, slotIds: readonly string[]): Promise<void> {
  if (slotIds.length === 0) return
  await tx
    .deleteFrom('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${[...slotIds]}::uuid[])`)
    .where('taken', '=', 0)
    .execute()
}

/** Records when it was decided that a slot's group activity takes place; null: not decided, or no longer. */
export const setDecided = (tx: Tx, districtId: number, slotId: string, at: Date | null) =>
  tx.updateTable('slot').where('district_id', '=', districtId).where('id', '=', slotId).set({ decided_at: at }).execute()

/** Returns the next position in the waiting list of a locked slot. */
export async function nextPosition(tx: Tx, districtId: number, slotId: string): Promise<number> {
  const { last_place: place } = await tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', slotId)
    .set((slot) => ({ last_place: slot('last_place', '+', 1) }))
    .returning('last_place')
    .executeTakeFirstOrThrow()
  return place
}
