import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { CheckedOrganisation, organisationEndpoints } from '@doorstep/contract/organisations'
import { checkingRoles } from '@doorstep/contract/roles'
import { id as anId, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { buildingRows } from '../grids/api'
import { notify } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { onUnique } from '../platform/database/database'
import { accountsOf } from '../platform/database/organisation-contacts'
import { areasOf, holds } from '../platform/process/actor'
import { problem } from '../platform/process/problem'
import { decideOrganisation, lockOrganisation, organisationsIn } from './organisations-store'
import { only } from './register'
import { checkedViews } from './view'

type Table = typeof organisationEndpoints.table

const Position = v.tuple([v.picklist([0, 1]), instant, anId])

/** Returns the organisations in the caller's area, those to be checked first. */
export async function organisationsToCheck(
  acting: Acting,
  { after, limit }: Parsed<Table['GET /v1/staff/organisations']>['query'],
): Promise<Reply<Table['GET /v1/staff/organisations']>> {
  const from = after === undefined ? null : decodeCursor(after, Position)
  const position = from && { waiting: from[0] === 1, createdAt: new Date(from[1]), id: from[2] }
  const areas = areasOf(acting.actor, checkingRoles)
  const found = await organisationsIn(acting.tx, acting.districtId, areas, { after: position, limit: limit + 1 })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const next =
    found.length > limit && last ? encodeCursor([last.state === 'registered' ? 1 : 0, last.created_at.toISOString(), last.id]) : null
  return { rows: await checkedViews(acting, shown), next }
}

/**
 * Says whether an organisation is what it says, also after it was said otherwise. Throws `notFound` outside the caller's area,
 * `ownOrganisation` to its contacts, `notNow` when it was said already, `organisationKnown` when another of its name is there.
 */
export async function decide(
  acting: Acting,
  id: string,
  { verified, answer }: Parsed<Table['POST /v1/staff/organisations/{id}/decide']>['body'],
): Promise<CheckedOrganisation> {
  const { tx, districtId, actor, clock } = acting
  const before = await lockOrganisation(tx, districtId, id)
  const building = before && (await buildingRows(tx, districtId, [before.building_code])).get(before.building_code)
  if (before === undefined || building === undefined || !holds(actor, checkingRoles, building.gridCode)) throw problem('notFound')
  const contacts = await accountsOf(tx, districtId, id)
  if (contacts.includes(actor.accountId)) throw problem('ownOrganisation')
  const state = verified ? 'verified' : 'refused'
  if (before.state === state) throw problem('notNow')
  const now = clock.now()
  const to = { state, answer: answer === '' ? null : answer, decided_by: actor.staff?.code ?? null, decided_at: now } as const
  const row = await onUnique(
    tx,
    'organisation_named',
    (tx) => decideOrganisation(tx, districtId, id, to),
    () => {
      throw problem('organisationKnown')
    },
  )
  await notify(tx, {
    districtId,
    to: { accountIds: contacts },
    kind: 'account',
    title: verified ? '您的单位核实好了' : '您登记的单位没有通过核实',
    text: `${row.name}：${[answer, verified ? '可以用单位的名义提诉求了' : '可以改正后再登记一次'].filter((said) => said !== '').join('；')}`,
    target: null,
    key: `organisation:${row.id}:${now.getTime()}`,
    at: now,
  })
  return only(await checkedViews(acting, [row]))
}
