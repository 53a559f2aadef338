import type { Acting } from '../platform/context/call'
import { accountsOf } from '../platform/database/organisation-contacts'
import { staffOfAccounts } from '../platform/database/staff'
import { badField } from '../platform/process/problem'
import { organisationNamed, organisationsById, type StoredOrganisation } from './organisations-store'
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
export async function actingFor({ tx, districtId, actor, deps }: Acting, id: string): Promise<ActingFor> {
  const [row] = actor.organisations.includes(id) ? await organisationsById(tx, districtId, [id]) : []
  if (row === undefined || row.retired_at !== null || row.state !== 'verified')
    throw badField('asOrganisation', '现在不能用这个单位的名义，请重新选')
  const named = await organisationNamed(tx, districtId, { id, accountId: actor.accountId })
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    buildingCode: row.building_code,
    premises: row.premises_sealed === null ? null : deps.keys.open(row.premises_sealed, seals.premises),
    staff: await staffOfAccounts(tx, districtId, await accountsOf(tx, districtId, id)),
    contact: named?.contact ?? null,
  }
}
