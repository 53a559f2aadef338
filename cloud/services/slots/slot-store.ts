import { sql } from 'kysely'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import { touchReference } from '../../platform/snapshot/versions'
import { uuidv7 } from '../../platform/process/ids'
import type { Day } from '../../platform/time/calendar'
import type { StoredSlot } from './slot-row-store'
import type { WantedSlot } from './slots-of-day'

/** Most slots per insert: PostgreSQL parses such a statement well within the statement timeout, and its transaction stays short. */
export const slotsAtOnce = 5000

/** Inserts slots that do not exist yet; an existing slot with the same start stays unchanged. Returns how many were new. */
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

/** Stores the opening rules of a service, raises their version, and moves the version of the kept services. */
export async function setRules(tx: Tx, districtId: number, code: string, rules: object): Promise<void> {
  await tx
    .updateTable('service')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .set((service) => ({ rules: JSON.stringify(rules), rules_version: service('rules_version', '+', 1) }))
    .execute()
  await touchReference(tx, districtId, 'services')
}

/**
 * Returns the slots of services that begin after `now` within some days, both included; with `lock`, locked in the order of their ids, as
 * everywhere.
 */
export function slotsAhead(
  tx: Tx,
  districtId: number,
  serviceCodes: readonly string[],
  { now, from, until, lock }: { now: Date; from: Day; until: Day; lock: boolean },
): Promise<StoredSlot[]> {
  return tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '>=', from)
    .where('day', '<=', until)
    .where('starts_at', '>', now)
    .select(columns.slot)
    .orderBy('id')
    .$if(lock, (rows) => rows.forUpdate())
    .execute()
}

/** Returns the slots of services on a day that have begun and not ended. */
export async function slotsUnderWay(
  tx: Tx,
  districtId: number,
  serviceCodes: readonly string[],
  day: Day,
  now: Date,
): Promise<StoredSlot[]> {
  if (serviceCodes.length === 0) return []
  return tx
    .selectFrom('slot')
    .where('district_id', '=', districtId)
    .where('service_code', 'in', serviceCodes)
    .where('day', '=', day)
    .where('starts_at', '<=', now)
    .where('ends_at', '>', now)
    .select(columns.slot)
    .execute()
}

/** Closes slots for booking, with the reason people are told. */
export async function closeSlots(tx: Tx, districtId: number, ids: readonly string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  await tx
    .updateTable('slot')
    .where('district_id', '=', districtId)
    .where('id', '=', sql<string>`any(${[...ids]}::uuid[])`)
    .set({ state: 'closed', closed_reason: reason })
    .execute()
}

/** Gives slots their new end and seats, and opens them; one with more seats taken than it would have stays unchanged. */
export async function reshapeSlots(tx: Tx, districtId: number, slots: readonly { slot: { id: string }; to: WantedSlot }[]): Promise<void> {
  if (slots.length === 0) return
  await sql`
    update slot set ends_at = given.ends_at, capacity = given.capacity, walk_in = given.walk_in, state = 'open', closed_reason = null
    from unnest(
      ${slots.map(({ slot }) => slot.id)}::uuid[],
      ${slots.map(({ to: { endsAt } }) => endsAt.toISOString())}::timestamptz[],
      ${slots.map(({ to: { capacity } }) => capacity)}::integer[],
      ${slots.map(({ to: { walkIn } }) => walkIn)}::integer[]
    ) as given (id, ends_at, capacity, walk_in)
    where slot.district_id = ${districtId} and slot.id = given.id and slot.taken <= given.capacity`.execute(tx)
}
