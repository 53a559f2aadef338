import type { CheckedOrganisation, Organisation } from '@doorstep/contract/organisations'
import type { Selectable } from 'kysely'
import { buildingRows } from '../grids/api'
import type { Acting } from '../platform/context/call'
import { contactsOf } from '../platform/database/organisation-contacts'
import type { OrganisationContact } from '../platform/database/schema'
import type { StoredOrganisation } from './organisations-store'
import { seals } from './seals'

type Named = Pick<Selectable<OrganisationContact>, 'id' | 'name_sealed' | 'position' | 'since'>

/** Returns a contact's name, decrypted. */
export const nameOf = ({ deps }: Pick<Acting, 'deps'>, { name_sealed: sealed }: Pick<Named, 'name_sealed'>): string =>
  (deps.keys.open(sealed, seals.name) ?? '姓名读不出') || '还没有留姓名'

/** Returns organisations as their contacts read them, in their order. */
export async function views(acting: Acting, rows: readonly StoredOrganisation[]): Promise<Organisation[]> {
  const { tx, districtId, actor, deps, clock } = acting
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  const buildings = await buildingRows(
    tx,
    districtId,
    rows.map((row) => row.building_code),
  )
  const contacts = await contactsOf(tx, districtId, ids, clock.now())
  return rows.flatMap((row) => {
    const building = buildings.get(row.building_code)
    if (building === undefined) return []
    return [
      {
        id: row.id,
        name: row.name,
        kind: row.kind,
        building,
        premises: row.premises_sealed === null ? null : deps.keys.open(row.premises_sealed, seals.premises),
        state: row.state,
        answer: row.answer,
        createdAt: row.created_at.toISOString(),
        contacts: contacts
          .filter(({ organisation_id: of }) => of === row.id)
          .map((contact) => ({
            id: contact.id,
            name: nameOf(acting, contact),
            position: contact.position,
            since: contact.since?.toISOString() ?? null,
            mine: contact.account_id === actor.accountId,
          })),
      },
    ]
  })
}

/** Returns organisations as those read them who check them. */
export async function checkedViews(acting: Acting, rows: readonly StoredOrganisation[]): Promise<CheckedOrganisation[]> {
  return (await views(acting, rows)).map((view) => ({
    ...view,
    contacts: view.contacts.map(({ id, name, position, since }) => ({ id, name, position, since })),
  }))
}
