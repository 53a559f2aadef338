import { organisationsPerAccount } from '@doorstep/contract/rules'
import type { Organisation, organisationEndpoints } from '@doorstep/contract/organisations'
import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { lockAccount } from '../account/api'
import { buildingRow, staffWith, teamOf } from '../grids/api'
import { dispatchRoles } from '@doorstep/contract/roles'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { countToday } from '../platform/context/daily-caps'
import { insertContact, organisationsOf } from '../platform/database/organisation-contacts'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { insertOrganisation, isKnown, organisationsById } from './organisations-store'
import { seals } from './seals'
import { views } from './view'

type Table = typeof organisationEndpoints.table

/**
 * Registers an organisation with the caller as its first contact, and tells the team of its grid, or whoever dispatches where it has none.
 * Throws `notFound` for a building that is not in use, `organisationKnown`, `tooManyOrganisations`.
 */
export async function register(acting: Acting, form: Parsed<Table['POST /v1/organisations']>['body']): Promise<Organisation> {
  const { tx, districtId, actor, clock, deps } = acting
  const building = await buildingRow(tx, districtId, form.buildingCode)
  await mayHaveAnother(acting)
  if (await isKnown(tx, districtId, form)) throw problem('organisationKnown')
  await countToday(acting, 'organisations')
  const now = clock.now()
  const row = await insertOrganisation(tx, {
    district_id: districtId,
    id: uuidv7(),
    name: form.name,
    kind: form.kind,
    building_code: building.code,
    premises_sealed: form.premises === undefined ? null : deps.keys.seal(form.premises, seals.premises),
    state: 'registered',
    created_at: now,
  })
  await insertContact(tx, {
    district_id: districtId,
    id: uuidv7(),
    organisation_id: row.id,
    account_id: actor.accountId,
    name_sealed: deps.keys.seal(form.contactName, seals.name),
    position: form.position,
    created_at: now,
    since: now,
  })
  const team = (await teamOf(tx, districtId, building.gridCode)).map(({ staffCode }) => staffCode)
  await notify(tx, {
    districtId,
    to: { staffCodes: team.length > 0 ? team : await staffWith(tx, districtId, dispatchRoles, building.gridCode) },
    kind: 'task',
    title: '有单位登记，请核实',
    text: `${building.name} ${form.name}，请到工作台的“驻区单位”核实`,
    target: null,
    key: `organisation:${row.id}`,
    at: now,
  })
  return only(await views(acting, [row]))
}

/** Locks the caller's account, and throws `tooManyOrganisations` when it acts for as many as it may. */
export async function mayHaveAnother({ tx, districtId, actor }: Acting): Promise<void> {
  await lockAccount(tx, districtId, actor.accountId)
  if ((await organisationsOf(tx, districtId, actor.accountId)).length >= organisationsPerAccount) throw problem('tooManyOrganisations')
}

/** Returns the organisations the caller is a contact of. */
export async function mine(acting: Acting): Promise<Reply<Table['GET /v1/organisations']>> {
  const ids = await organisationsOf(acting.tx, acting.districtId, acting.actor.accountId)
  const rows = await organisationsById(acting.tx, acting.districtId, ids)
  return {
    rows: await views(
      acting,
      rows.filter(({ retired_at: retired }) => retired === null),
    ),
  }
}

/** Returns one of them; throws `notFound` for every other. */
export async function one(acting: Acting, id: string): Promise<Organisation> {
  const rows = acting.actor.organisations.includes(id) ? await organisationsById(acting.tx, acting.districtId, [id]) : []
  return only(
    await views(
      acting,
      rows.filter(({ retired_at: retired }) => retired === null),
    ),
  )
}

/** Returns the one view of one organisation. */
export function only<View>([view]: readonly View[]): View {
  if (view === undefined) throw problem('notFound')
  return view
}
