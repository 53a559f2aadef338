import type { Parsed } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { RequestRow } from '@doorstep/contract/requests/views'
import { dispatchRoles, supervisingRoles, teamRoles } from '@doorstep/contract/roles'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { areasOf, unitsOfActor } from '../../platform/process/actor'
import { problem } from '../../platform/process/problem'
import type { StoredRequest } from '../case/requests-store'
import { rowsOf } from '../case/rows'
import { dueInScope, latestInScope, ownedBy, ownRequests, type Scope } from './list-store'

type Query = Parsed<(typeof requestEndpoints.table)['GET /v1/requests']>['query']
interface RowPage {
  rows: RequestRow[]
  next: string | null
}

/** Returns whose requests the caller sees as staff; null for somebody who is not staff. */
export function scopeOf({ actor, districtId }: Acting): Scope | null {
  if (actor.staff === null) return null
  return {
    areas: areasOf(actor, [...dispatchRoles, ...supervisingRoles]),
    teams: areasOf(actor, teamRoles),
    calledIn: areasOf(actor, ['branchSecretary']),
    units: unitsOfActor(actor),
    joining: unitsOfActor(actor).map(({ code }) => code),
    districtId,
    staffCode: actor.staff.code,
  }
}

/** Returns the caller's own requests, or those they see as staff: open ones by whose promise ends first, the others newest first. */
export async function listRequests(acting: Acting, { side, view, area, channel, after, limit }: Query): Promise<RowPage> {
  const { tx, districtId, actor, clock } = acting
  const now = clock.now()
  if (side === 'resident') {
    const page = { after: timeCursor(after), limit: limit + 1 }
    return paged(acting, await ownRequests(tx, districtId, { ...ownedBy(actor), view, now }, page), limit, timeKey)
  }
  const scope = scopeOf(acting)
  if (scope === null) throw problem('notYourRole')
  const query = { scope, view, area: area ?? null, channel: channel ?? null, now }
  if (view === 'all' || view === 'done' || view === 'calls' || view === 'verify') {
    return paged(acting, await latestInScope(tx, districtId, query, { limit: limit + 1, after: timeCursor(after) }), limit, timeKey)
  }
  return paged(acting, await dueInScope(tx, districtId, query, { limit: limit + 1, after: dueCursor(after) }), limit, dueKey)
}

async function paged(
  acting: Acting,
  found: readonly StoredRequest[],
  limit: number,
  keyOf: (row: StoredRequest) => string[],
): Promise<RowPage> {
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return { rows: await rowsOf(acting, shown), next: found.length > limit && last !== undefined ? encodeCursor(keyOf(last)) : null }
}

const timeKey = (row: StoredRequest) => [row.created_at.toISOString(), row.id]

function timeCursor(after: string | undefined): { at: string; id: string } | null {
  if (after === undefined) return null
  const [at, last] = decodeCursor(after, v.tuple([instant, id]))
  return { at, id: last }
}

const dueKey = (row: StoredRequest) => [row.promise_paused ? 'infinity' : (row.promised_at?.toISOString() ?? 'infinity'), row.id]

function dueCursor(after: string | undefined): { due: string; id: string } | null {
  if (after === undefined) return null
  const [due, last] = decodeCursor(after, v.tuple([v.union([v.literal('infinity'), instant]), id]))
  return { due, id: last }
}
