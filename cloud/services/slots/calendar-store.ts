import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'

/** Services in use whose slots were made by another calendar than the one `digest` names, in code order. */
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

/** The calendar a service's slots are made by; null: of before this was noted, or there are none. */
export async function calendarOf(tx: Tx, districtId: number, code: string): Promise<string | null> {
  const { calendar } = await tx
    .selectFrom('service')
    .where('district_id', '=', districtId)
    .where('code', '=', code)
    .select('calendar')
    .executeTakeFirstOrThrow()
  return calendar
}

/** Notes by which calendar a service's slots are made. */
export const setCalendar = (tx: Tx, districtId: number, code: string, digest: string) =>
  tx.updateTable('service').where('district_id', '=', districtId).where('code', '=', code).set({ calendar: digest }).execute()
