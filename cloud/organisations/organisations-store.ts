import { organisationKinds, organisationStates } from '@doorstep/contract/organisation-words'
import { sql, type ExpressionBuilder, type Insertable, type RawBuilder, type Selectable } from 'kysely'
import * as v from 'valibot'
import { gridRange } from '../grids/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { DB, Organisation } from '../platform/database/schema'

const Narrowed = v.object({ kind: v.picklist(organisationKinds), state: v.picklist(organisationStates) })
export type StoredOrganisation = Omit<Selectable<Organisation>, keyof v.InferOutput<typeof Narrowed>> & v.InferOutput<typeof Narrowed>

const stored = (row: Selectable<Organisation>): StoredOrganisation => ({ ...row, ...v.parse(Narrowed, row) })

const organisations = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('organisation')
    .where('organisation.district_id', '=', districtId)
    .select(columns.organisation.map((column) => `organisation.${column}` as const))

export async function insertOrganisation(tx: Tx, row: Insertable<Organisation>): Promise<StoredOrganisation> {
  return stored(await tx.insertInto('organisation').values(row).returning(columns.organisation).executeTakeFirstOrThrow())
}

/** Returns organisations by their ids, those that are retired included, in the order they were made. */
export async function organisationsById(tx: Tx, districtId: number, ids: readonly string[]): Promise<StoredOrganisation[]> {
  if (ids.length === 0) return []
  return (await organisations(tx, districtId).where('id', 'in', ids).orderBy('id').execute()).map(stored)
}

/** Returns an organisation that is not retired, locked until the transaction ends. */
export async function lockOrganisation(tx: Tx, districtId: number, id: string): Promise<StoredOrganisation | undefined> {
  const row = await organisations(tx, districtId).where('id', '=', id).where('retired_at', 'is', null).forUpdate().executeTakeFirst()
  return row && stored(row)
}

/** Returns whether a checked organisation of this name is in a building. */
export async function isKnown(
  tx: Tx,
  districtId: number,
  { buildingCode, name }: { buildingCode: string; name: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('organisation')
    .where('district_id', '=', districtId)
    .where('building_code', '=', buildingCode)
    .where('name', '=', name)
    .where('state', '=', sql.lit('verified'))
    .where('retired_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return row !== undefined
}

/** What is shown of the organisation that did something, and of its contact who did it. */
export const NamedOrganisation = v.object({
  name: v.string(),
  kind: v.picklist(organisationKinds),
  contact: v.nullable(v.object({ name_sealed: v.string(), position: v.string() })),
})
export type NamedOrganisation = v.InferOutput<typeof NamedOrganisation>

/** Selects an organisation as JSON, as `NamedOrganisation` reads it, with the contact that an account is or was. */
export const namedOrganisation = (districtId: number, of: { id: RawBuilder<unknown>; accountId: RawBuilder<unknown> }) =>
  sql`(select json_build_object('name', named.name, 'kind', named.kind, 'contact', (
      select json_build_object('name_sealed', contact.name_sealed, 'position', contact.position) from organisation_contact as contact
      where contact.district_id = ${districtId} and contact.organisation_id = named.id and contact.account_id = ${of.accountId}
      order by contact.since desc limit 1
    )) from organisation as named where named.district_id = ${districtId} and named.id = ${of.id})`

/** Returns an organisation with the contact that an account is in it. */
export async function organisationNamed(
  tx: Tx,
  districtId: number,
  { id, accountId }: { id: string; accountId: string },
): Promise<NamedOrganisation | null> {
  const named = namedOrganisation(districtId, { id: sql`${id}::uuid`, accountId: sql`${accountId}::uuid` })
  const { rows } = await sql<{ named: unknown }>`select ${named} as named`.execute(tx)
  return v.parse(v.nullable(NamedOrganisation), rows[0]?.named ?? null)
}

/** Returns the names of organisations by their ids. */
export async function organisationNames(tx: Tx, districtId: number, ids: readonly string[]): Promise<Map<string, string>> {
  return new Map((await organisationsById(tx, districtId, ids)).map(({ id, name }) => [id, name]))
}

/** Selects whoever acts for an organisation. */
const actsFor = (row: ExpressionBuilder<DB, 'organisation'>, districtId: number) =>
  row
    .selectFrom('organisation_contact as acts')
    .where('acts.district_id', '=', districtId)
    .whereRef('acts.organisation_id', '=', 'organisation.id')
    .where('acts.account_id', 'is not', null)
    .where('acts.until', 'is', null)
    .select('acts.id')

/** Returns the checked organisations of a building that somebody acts for, by name. */
export async function organisationsActedFor(tx: Tx, districtId: number, buildingCode: string): Promise<StoredOrganisation[]> {
  const rows = await organisations(tx, districtId)
    .where('building_code', '=', buildingCode)
    .where('state', '=', sql.lit('verified'))
    .where('retired_at', 'is', null)
    .where((row) => row.exists(actsFor(row, districtId)))
    .orderBy('name')
    .limit(100)
    .execute()
  return rows.map(stored)
}

/** Returns the organisations of the district's file that nobody acts for. */
export async function organisationsAlone(
  tx: Tx,
  districtId: number,
): Promise<{ id: string; code: string; name: string; buildingCode: string }[]> {
  const rows = await organisations(tx, districtId)
    .where('code', 'is not', null)
    .where('retired_at', 'is', null)
    .where('state', '=', sql.lit('verified'))
    .where((row) => row.not(row.exists(actsFor(row, districtId))))
    .orderBy('code')
    .execute()
  return rows.flatMap(({ id, code, name, building_code: buildingCode }) => (code === null ? [] : [{ id, code, name, buildingCode }]))
}

export async function decideOrganisation(
  tx: Tx,
  districtId: number,
  id: string,
  to: Pick<StoredOrganisation, 'state' | 'answer' | 'decided_by' | 'decided_at'>,
): Promise<StoredOrganisation> {
  return stored(
    await tx
      .updateTable('organisation')
      .set(to)
      .where('district_id', '=', districtId)
      .where('id', '=', id)
      .returning(columns.organisation)
      .executeTakeFirstOrThrow(),
  )
}

export interface Position {
  waiting: boolean
  createdAt: Date
  id: string
}

/** Returns the organisations in some areas that are not retired: those to be checked first, newest first within each group. */
export async function organisationsIn(
  tx: Tx,
  districtId: number,
  areas: readonly string[],
  { after, limit }: { after: Position | null; limit: number },
): Promise<StoredOrganisation[]> {
  const part = (waiting: boolean, before: Position | null, most: number) =>
    organisations(tx, districtId)
      .innerJoin('building', (on) =>
        on.onRef('building.district_id', '=', 'organisation.district_id').onRef('building.code', '=', 'organisation.building_code'),
      )
      .where((row) => row.or(areas.map((area) => row.between('building.grid_code', gridRange(area).first, gridRange(area).last))))
      .where('organisation.retired_at', 'is', null)
      .where('state', waiting ? '=' : '<>', sql.lit('registered'))
      .$if(before !== null, (some) =>
        some.where(sql<boolean>`(organisation.created_at, organisation.id) < (${before?.createdAt}::timestamptz, ${before?.id}::uuid)`),
      )
      .orderBy('organisation.created_at', 'desc')
      .orderBy('organisation.id', 'desc')
      .limit(most)
      .execute()
  const first = after === null || after.waiting ? await part(true, after, limit) : []
  const left = limit - first.length
  const rest = left === 0 ? [] : await part(false, after?.waiting === false ? after : null, left)
  return [...first, ...rest].map(stored)
}
