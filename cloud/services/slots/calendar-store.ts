import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

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
