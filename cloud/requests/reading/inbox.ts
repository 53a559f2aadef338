import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import { RequestState } from '@doorstep/contract/requests/case'
import { stateWords } from '@doorstep/contract/requests/words'
import { teamRoles } from '@doorstep/contract/roles'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { gridRows } from '../../grids/api'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { areasOf, holds, unitsOfActor } from '../../platform/process/actor'
import { waitingItems, type InboxScope, type Waiting } from './inbox-store'
import { scopeOf } from './list'

type Endpoint = (typeof requestEndpoints.table)['GET /v1/staff/inbox']

/** Returns what waits for the caller's team: unanswered conversations and open requests, by whose clock ends first or who waits longest. */
export async function staffInbox(acting: Acting, { sort, grid, after, limit }: Parsed<Endpoint>['query']): Promise<Reply<Endpoint>> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const requests = scopeOf(acting) ?? { areas: [], teams: [], calledIn: [], units: [], joining: [], districtId, staffCode: '' }
  const scope: InboxScope = {
    requests,
    conversations: areasOf(acting.actor, teamRoles),
    calledTo: areasOf(acting.actor, ['branchSecretary']),
    grid: grid ?? null,
    notOf: acting.actor.accountId,
    notOfOrganisations: acting.actor.organisations,
  }
  const { items: found, counts } = await waitingItems(tx, districtId, scope, { sort, after: cursorOf(after), limit: limit + 1, now })
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  const grids = await gridRows(
    tx,
    districtId,
    shown.map((item) => item.gridCode),
  )
  return {
    rows: shown.map((item) => ({
      kind: item.kind,
      id: item.id,
      title: item.title,
      context: [item.context, grids.get(item.gridCode)?.name].filter((part) => part !== undefined && part !== '').join(' · '),
      waitingSince: item.since.toISOString(),
      dueAt: item.due?.toISOString() ?? null,
      overdue: item.late || (item.due !== null && item.due < now),
      urgedAt: item.urgedAt?.toISOString() ?? null,
      stateName: nameOf(item),
      ordered: item.ordered,
      step: item.step && {
        kind: item.step.kind,
        at: new Date(item.step.at).toISOString(),
        reason: item.step.reason ?? '',
        parked: item.parked,
      },
      mine:
        item.decides !== null ||
        (!item.disputed && (item.handler === null ? worksThere(acting, item) : item.handler === acting.actor.staff?.code)),
    })),
    next: found.length > limit && last !== undefined ? encodeCursor([keyOf(last, sort), last.id]) : null,
    counts,
  }
}

/** Returns whether an item without a handler is for the caller's unit or team. */
const worksThere = ({ actor }: Acting, { unit, gridCode }: Waiting) =>
  unit === null ? holds(actor, teamRoles, gridCode) : unitsOfActor(actor).some(({ code }) => code === unit)

const decidedBy = { extension: '等您定是否延期', dispute: '等您定归谁管' } as const

function nameOf({ kind, state, decides, disputed, handler, unit }: Waiting): string {
  if (decides !== null) return decidedBy[decides]
  if (disputed) return '等定下归谁管'
  if (kind === 'conversation') return '等回复'
  const read = v.safeParse(RequestState, state)
  if (!read.success) return ''
  // Whoever of the unit takes it on answers for it; until then nobody does.
  return handler === null && unit !== null && read.output !== 'submitted' ? '还没有人接' : stateWords[read.output].name
}

const keyOf = ({ due, since, parked }: Waiting, sort: 'due' | 'wait') =>
  parked ? 'infinity' : sort === 'wait' ? since.toISOString() : (due?.toISOString() ?? 'infinity')

function cursorOf(after: string | undefined): { key: string; id: string } | null {
  if (after === undefined) return null
  const [key, last] = decodeCursor(after, v.tuple([v.union([v.literal('infinity'), instant]), id]))
  return { key, id: last }
}
