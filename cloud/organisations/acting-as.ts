import type { Reply } from '@doorstep/contract/endpoints'
import type { organisationEndpoints } from '@doorstep/contract/organisations'
import { filingRoles } from '@doorstep/contract/roles'
import { buildingRow, buildingRows } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { accountsOf } from '../platform/database/organisation-contacts'
import { staffOfAccounts } from '../platform/database/staff'
import { holds } from '../platform/process/actor'
import { badField, problem } from '../platform/process/problem'
import { organisationNamed, organisationsActedFor, organisationsById, type StoredOrganisation } from './organisations-store'
import { seals } from './seals'

/** An organisation as its contact acts for it. */
export interface ActingFor extends Pick<StoredOrganisation, 'id' | 'name' | 'kind'> {
  buildingCode: string
  premises: string | null
  /** Its contacts who are staff, who may not handle what it files (回避). */
  staff: string[]
  /** The caller as its contact. */
  contact: { name_sealed: string; position: string } | null
}

/** Returns the organisation for which the caller acts; one that is not checked, or not theirs, is refused at the field. */
export async function actingFor(acting: Acting, id: string): Promise<ActingFor> {
  const { tx, districtId, actor } = acting
  const [row] = actor.organisations.includes(id) ? await organisationsById(tx, districtId, [id]) : []
  if (row === undefined || row.retired_at !== null || row.state !== 'verified')
    throw badField('asOrganisation', '现在不能用这个单位的名义，请重新选')
  return acted(acting, row, await accountsOf(tx, districtId, id))
}

/**
 * Returns the organisation for which staff type something in (代填): a checked one of their area that somebody else acts for, so that it is
 * told what becomes of it and says itself whether it is solved. Any other is refused at the field.
 */
export async function enteredFor(acting: Acting, id: string): Promise<ActingFor> {
  const { tx, districtId, actor } = acting
  const [row] = await organisationsById(tx, districtId, [id])
  const building = row && (await buildingRows(tx, districtId, [row.building_code])).get(row.building_code)
  const checked = row?.state === 'verified' && row.retired_at === null
  if (row === undefined || !checked || building === undefined || !holds(actor, filingRoles, building.gridCode))
    throw badField('asOrganisation', '这个单位不在您的范围里，或还没有核实，请重新选')
  const accounts = await accountsOf(tx, districtId, id)
  if (accounts.length === 0) throw badField('asOrganisation', '这个单位现在没有联系人，请按替别人登记，写明是谁说的')
  if (accounts.includes(actor.accountId)) throw badField('asOrganisation', '您是这个单位的联系人，请用自己的账号提，或请同事登记')
  return acted(acting, row, accounts)
}

async function acted({ tx, districtId, actor, deps }: Acting, row: StoredOrganisation, accounts: readonly string[]): Promise<ActingFor> {
  const named = await organisationNamed(tx, districtId, { id: row.id, accountId: actor.accountId })
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    buildingCode: row.building_code,
    premises: row.premises_sealed === null ? null : deps.keys.open(row.premises_sealed, seals.premises),
    staff: await staffOfAccounts(tx, districtId, accounts),
    contact: named?.contact ?? null,
  }
}

type AtBuilding = Reply<(typeof organisationEndpoints.table)['GET /v1/staff/buildings/{code}/organisations']>

/** Returns the checked organisations of a building that somebody acts for. Throws `notFound` outside the caller's area. */
export async function organisationsAt({ tx, districtId, actor }: Acting, code: string): Promise<AtBuilding> {
  const building = await buildingRow(tx, districtId, code)
  if (!holds(actor, filingRoles, building.gridCode)) throw problem('notFound')
  const rows = await organisationsActedFor(tx, districtId, code)
  return { rows: rows.map(({ id, name, kind }) => ({ id, name, kind })) }
}
