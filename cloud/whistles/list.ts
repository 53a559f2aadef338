import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import { dispatchRoles, supervisingRoles } from '@doorstep/contract/roles'
import { id, instant } from '@doorstep/contract/values'
import type { whistleEndpoints } from '@doorstep/contract/whistles/endpoints'
import * as v from 'valibot'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { areasOf, unitsOfActor } from '../platform/process/actor'
import { caseAccessOf, caseOf } from '../requests/api'
import { problem } from '../platform/process/problem'
import { partiesOf } from './access'
import { whistlesOf, whistlesToUnits, type Position } from './list-store'
import { rowsOf } from './rows'
import { whistlesAbout } from './whistles-store'

type Table = typeof whistleEndpoints.table

/** Returns a page of whistles: those that wait for the caller's units, those under way that they may see, or those that are over. */
export async function listWhistles(
  acting: Acting,
  { view, after, limit }: Parsed<Table['GET /v1/staff/whistles']>['query'],
): Promise<Reply<Table['GET /v1/staff/whistles']>> {
  const { tx, districtId, actor } = acting
  const units = unitsOfActor(actor)
  const page = { after: positionOf(after), limit: limit + 1 }
  const reader = { areas: areasOf(actor, [...dispatchRoles, ...supervisingRoles]), staffCode: actor.staff?.code ?? '', units }
  const found =
    view !== 'unit'
      ? await whistlesOf(tx, districtId, reader, { ...page, over: view === 'done' })
      : units.length === 0
        ? []
        : await whistlesToUnits(tx, districtId, units, page)
  const shown = found.slice(0, limit)
  const last = shown.at(-1)?.position
  const next = found.length > limit && last !== undefined ? encodeCursor([last.at.toISOString(), last.id]) : null
  return {
    rows: await rowsOf(
      acting,
      shown.map(({ whistle }) => whistle),
    ),
    next,
  }
}

function positionOf(after: string | undefined): Position | null {
  if (after === undefined) return null
  const [at, last] = decodeCursor(after, v.tuple([instant, id]))
  return { at: new Date(at), id: last }
}

/** Returns the whistles about a request, for staff who may read it as staff; none of a 举报, and none of their own. */
export async function whistlesOfRequest(acting: Acting, requestId: string): Promise<Reply<Table['GET /v1/requests/{id}/whistles']>> {
  const row = await caseOf(acting.tx, acting.districtId, requestId)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  if (row.anonymous || access.taken || access.as.includes('requester')) return { rows: [] }
  const whistles = await whistlesAbout(acting.tx, acting.districtId, requestId)
  const rows = await rowsOf(acting, whistles)
  return { rows: rows.map((one, index) => ({ ...one, opens: opens(acting, whistles[index]) })) }
}

const opens = (acting: Acting, whistle: Parameters<typeof partiesOf>[1] | undefined) =>
  whistle !== undefined && partiesOf(acting, whistle).length > 0
