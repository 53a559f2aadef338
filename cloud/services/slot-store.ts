import { sql } from 'kysely'
import type { Day } from '../platform/calendar'
import type { Tx } from '../platform/database'
import { uuidv7 } from '../platform/ids'
import type { WantedSlot } from './slots-of-day'

/** PostgreSQL parses a statement of this many rows well within the statement timeout, and a transaction of one stays short. */
export const slotsAtOnce = 5000

/** Writes slots that are not there yet; one that begins at the same time stays as it is. Returns how many were new. */
export async function insertSlots(tx: Tx, districtId: number, serviceCode: string, slots: readonly WantedSlot[]): Promise<number> {
  let added = 0
  for (let from = 0; from < slots.length; from += slotsAtOnce) {
    const rows = slots.slice(from, from + slotsAtOnce)
    const { numAffectedRows } = await sql`
      insert into slot (district_id, service_code, id, day, starts_at, ends_at, capacity, walk_in)
      select ${districtId}::integer, ${serviceCode}::text, given.* from unnest(
        ${rows.map(() => uuidv7())}::uuid[],
        ${rows.map(({ day }) => day)}::date[],
        ${rows.map(({ startsAt }) => startsAt.toISOString())}::timestamptz[],
        ${rows.map(({ endsAt }) => endsAt.toISOString())}::timestamptz[],
        ${rows.map(({ capacity }) => capacity)}::integer[],
        ${rows.map(({ walkIn }) => walkIn)}::integer[]
      ) as given
      on conflict (district_id, service_code, starts_at) do nothing`.execute(tx)
    added += Number(numAffectedRows ?? 0)
  }
  return added
}

/** Services in use with how far their slots reach, by code. */
export const reachOfServices = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'slots_until'])
    .orderBy('code')
    .execute()

/** Takes a service's row until the transaction ends: its rules and slots change one after the other. False when there is none. */
export async function lockService(tx: Tx, districtId: number, code: string): Promise<boolean> {
  const row = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .select('code')
    .forUpdate()
    .executeTakeFirst()
  return row !== undefined
}

/** Notes that slots are made up to and with `day`. */
export const setSlotsUntil = (tx: Tx, districtId: number, code: string, day: Day) =>
  tx.updateTable('service').where('district_id', '=', districtId).where('code', '=', code).set({ slots_until: day }).execute()

export const setRules = (tx: Tx, districtId: number, code: string, rules: object) =>
  tx
    .updateTable('service')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .set((service) => ({ rules: JSON.stringify(rules), rules_version: service('rules_version', '+', 1) }))
    .execute()

export type FutureSlot = Awaited<ReturnType<typeof slotsAfter>>[number]

/** Slots of a service that begin after `now`, up to and with `untilDay`, in order. */
export const slotsAfter = (
  tx: Tx,
  districtId: number,
  serviceCode: string,
  now: Date,
  { fromDay, untilDay }: { fromDay: Day; untilDay: Day },
) =>
  tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', '=', serviceCode)
    .where('day', '>=', fromDay)
    .where('day', '<=', untilDay)
    .where('starts_at', '>', now)
    .select(['id', 'day', 'starts_at', 'ends_at', 'capacity', 'walk_in', 'taken', 'state', 'closed_reason'])
    .orderBy('starts_at')
    .execute()

/** Deletes those of `ids` that nothing ever referred to; answers with the ids that stay. */
export async function deleteUnused(tx: Tx, districtId: number, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return []
  const gone = await tx
    .deleteFrom('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .where('taken', '=', 0)
    .where((slot) =>
      slot.and(
        (['booking', 'waiting', 'ticket'] as const).map((table) =>
          slot.not(
            slot.exists(slot.selectFrom(table).where('district_id', '=', districtId).whereRef('slot_id', '=', 'slot.id').select('slot_id')),
          ),
        ),
      ),
    )
    .returning('id')
    .execute()
  const deleted = new Set(gone.map(({ id }) => id))
  return ids.filter((id) => !deleted.has(id))
}

/** What a slot becomes: its end and places. */
export interface Reshaped {
  id: string
  endsAt: Date
  capacity: number
  walkIn: number
}

/** Gives slots their new end and places, and opens them. */
export async function reshapeSlots(tx: Tx, districtId: number, slots: readonly Reshaped[]): Promise<void> {
  if (slots.length === 0) return
  await sql`
    update slot set ends_at = given.ends_at, capacity = given.capacity, walk_in = given.walk_in, state = 'open', closed_reason = null
    from unnest(
      ${slots.map(({ id }) => id)}::uuid[],
      ${slots.map(({ endsAt }) => endsAt.toISOString())}::timestamptz[],
      ${slots.map(({ capacity }) => capacity)}::integer[],
      ${slots.map(({ walkIn }) => walkIn)}::integer[]
    ) as given (id, ends_at, capacity, walk_in)
    where slot.district_id = ${districtId} and slot.id = given.id`.execute(tx)
}
