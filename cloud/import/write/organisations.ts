import { sql } from 'kysely'
import type { Tx } from '../../platform/database/database'
import { uuidv7 } from '../../platform/process/ids'
import type { DistrictRows } from '../rows/rows'
import type { Change } from './difference'
import { portions } from './portions'

type Organisations = DistrictRows['organisation']
export type OrganisationRow = Organisations extends Map<string, infer R> ? R : never

/** Returns the organisations that are from a file and not retired. */
export async function storedOrganisations(tx: Tx, districtId: number): Promise<OrganisationRow[]> {
  const rows = await tx
    .selectFrom('organisation')
    .where('district_id', '=', districtId)
    .where('code', 'is not', null)
    .where('retired_at', 'is', null)
    .select(['code', 'name', 'kind', 'building_code'])
    .execute()
  return rows.flatMap(({ code, ...row }) => (code === null ? [] : [{ code, ...row }]))
}

/** Returns the codes of organisations that are retired. */
export async function retiredOrganisations(tx: Tx, districtId: number): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('organisation')
    .where('district_id', '=', districtId)
    .where('code', 'is not', null)
    .where('retired_at', 'is not', null)
    .select('code')
    .execute()
  return new Set(rows.flatMap(({ code }) => code ?? []))
}

/**
 * Writes what a file says of organisations: they are checked by that. One of the same name that is checked in the same building already is
 * that organisation, and keeps its contacts. Who has gone is retired first, so that another may have the name.
 */
export async function applyOrganisations(
  tx: Tx,
  districtId: number,
  { added, changed, retired }: Change<OrganisationRow>,
  now: Date,
): Promise<void> {
  const coded = (codes: readonly string[]) =>
    tx.updateTable('organisation').where('district_id', '=', districtId).where('code', 'in', codes).where('retired_at', 'is', null)
  for (const some of portions(retired.map(({ code }) => code))) await coded(some).set({ retired_at: now }).execute()
  // Names that are exchanged would meet: each goes by its code until all are free.
  for (const some of portions(changed.map(({ row }) => row.code))) {
    await coded(some)
      .set({ name: sql<string>`code` })
      .execute()
  }
  for (const { row } of changed) {
    const { code, ...to } = row
    await coded([code]).set(to).execute()
  }
  for (const row of added) {
    if (await adopted(tx, districtId, row)) continue
    const made = { district_id: districtId, id: uuidv7(), state: 'verified', created_at: now, decided_at: now }
    await tx
      .insertInto('organisation')
      .values({ ...row, ...made })
      .execute()
  }
}

/** Gives one that its own people registered, and that was checked, the code of the file; returns whether there was one. */
async function adopted(tx: Tx, districtId: number, { code, name, kind, building_code: building }: OrganisationRow): Promise<boolean> {
  const row = await tx
    .updateTable('organisation')
    .set({ code, kind })
    .where('district_id', '=', districtId)
    .where('building_code', '=', building)
    .where('name', '=', name)
    .where('state', '=', sql.lit('verified'))
    .where('code', 'is', null)
    .where('retired_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Returns the codes of those renamed or moved to where another of their name is that was registered and checked: two would be one. */
export async function meetingOthers(tx: Tx, districtId: number, { changed }: Change<OrganisationRow>): Promise<string[]> {
  const met: string[] = []
  for (const { row, columns } of changed) {
    if (!columns.includes('name') && !columns.includes('building_code')) continue
    const other = await tx
      .selectFrom('organisation')
      .where('district_id', '=', districtId)
      .where('building_code', '=', row.building_code)
      .where('name', '=', row.name)
      .where('state', '=', sql.lit('verified'))
      .where('code', 'is', null)
      .where('retired_at', 'is', null)
      .select('id')
      .executeTakeFirst()
    if (other !== undefined) met.push(row.code)
  }
  return met
}
