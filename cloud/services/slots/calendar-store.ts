import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import type { Day } from '../../platform/time/calendar'

/**
 * By which calendar the slots of services were planned, and until when. Both are columns of `service` and in no part of the reference data:
 * they move every day without a change of the service.
 */

/** Returns the services in use with the day until which slots exist, by code. */
export const reachOfServices = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .select(['code', 'slots_until'])
    .orderBy('code')
    .execute()

/** Returns the day until which slots exist by service code; services without slots have no entry. */
export async function slotsUntilOf(tx: Tx, districtId: number, codes: readonly string[]): Promise<Map<string, Day>> {
  if (codes.length === 0) return new Map()
  const rows = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
    .select(['code', 'slots_until'])
    .execute()
  return new Map(rows.flatMap(({ code, slots_until: until }) => (until === null ? [] : [[code, until]])))
}

/** Records that slots exist up to and including `day`. */
export const setSlotsUntil = (tx: Tx, districtId: number, code: string, day: Day) =>
  tx.updateTable('service').where('district_id', '=', districtId).where('code', '=', code).set({ slots_until: day }).execute()

/** Returns the codes of services in use whose slots were planned by a calendar other than the one `digest` names, in order. */
export async function plannedByAnotherCalendar(tx: Tx, districtId: number, digest: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('retired_at', 'is', null)
    .where('slots_until', 'is not', null)
    .where(sql<boolean>`calendar is distinct from ${digest}`)
    .select('code')
    .orderBy('code')
    .execute()
  return rows.map(({ code }) => code)
}

/**
 * Returns the digest of the calendar by which a service's slots were planned; null: planned before this was recorded, or there are no
 * slots.
 */
export async function calendarOf(tx: Tx, districtId: number, code: string): Promise<string | null> {
  const { calendar } = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .select('calendar')
    .executeTakeFirstOrThrow()
  return calendar
}

/** Records the calendar by which a service's slots are planned. */
export const setCalendar = (tx: Tx, districtId: number, code: string, digest: string) =>
  tx.updateTable('service').where('district_id', '=', districtId).where('code', '=', code).set({ calendar: digest }).execute()
