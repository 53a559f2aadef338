import { clockKinds, RequestState } from '@doorstep/contract/requests/case'
import { sql, type ExpressionBuilder } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { clocksOf, storedClock } from '../../clocks/api'
import { NamedOrganisation, namedOrganisation } from '../../organisations/api'
import { absencesAround, AwayTime } from '../../grids/api'
import { columns } from '../../platform/database/columns'
import { partsOf as partsOfRequest, StoredPart } from '../../dispatch/api'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { DB } from '../../platform/database/schema'
import { asRequest, EventFile, lockedRequest, type StoredRequest } from './requests-store'
import { CaseInvitation, CaseRemedy } from './remedy-store'
import { allSteps, StoredStep } from '../steps/dated-step'
import { extensionsOf, StoredExtension } from '../extension/extension-store'
import { ordersOf, StoredOrder } from '../orders/orders-store'
import { childrenOf, LinkedCase, MergedCase, mergeOf, originOf, splitsOf, StoredMerge } from '../together/merge-store'
import { BeforeTap } from './taps'

const CaseEvent = v.object({
  seq: v.number(),
  did: v.string(),
  state: RequestState,
  at: jsonInstant,
  by_name: v.string(),
  actor_account: v.nullable(v.string()),
  actor_staff: v.nullable(v.string()),
  /** Null once erased. */
  content: v.nullable(v.record(v.string(), v.unknown())),
  files: v.array(EventFile),
  hash: v.string(),
})
export type CaseEvent = v.InferOutput<typeof CaseEvent>

const RatedBefore = v.object({ contacted: v.nullable(v.boolean()), solved: v.nullable(v.boolean()), satisfied: v.nullable(v.number()) })

const CaseRating = v.object({
  id: v.string(),
  round: v.number(),
  /** Whose reply it is about; they never see it. */
  handler_code: v.nullable(v.string()),
  contacted: v.nullable(v.boolean()),
  solved: v.nullable(v.boolean()),
  satisfied: v.nullable(v.number()),
  reasons: v.array(v.string()),
  text: v.string(),
  files: v.array(EventFile),
  /** Until when the rater may add to it; null for a rating given on the phone, and for those of earlier versions. */
  open_until: v.nullable(jsonInstant),
  tapped_at: v.nullable(jsonInstant),
  before: v.nullable(BeforeTap),
  at: jsonInstant,
  /** Who wrote down one given on the phone. */
  recorded_by: v.nullable(v.string()),
  changed_at: v.nullable(jsonInstant),
  changed_from: v.nullable(RatedBefore),
})
export type CaseRating = v.InferOutput<typeof CaseRating>

const CaseParts = v.object({
  /** First to last. */
  events: v.array(CaseEvent),
  /** In the order they began, stopped ones included. */
  clocks: v.array(storedClock(clockKinds)),
  /** Last round first. */
  ratings: v.array(CaseRating),
  /** Last round first. */
  invitations: v.array(CaseInvitation),
  remedies: v.array(CaseRemedy),
  /** The units that work or worked on it, first to last. */
  parts: v.array(StoredPart),
  /** The supervisor's orders about it, first to last. */
  orders: v.array(StoredOrder),
  /** Dated next steps, first to last, those that are over included. */
  steps: v.array(StoredStep),
  /** Extensions of its time, first to last, those that were refused or ended included. */
  extensions: v.array(StoredExtension),
  /** The request that it says has come back (又坏了). */
  again: v.nullable(v.object({ number: v.string(), closed_at: v.nullable(jsonInstant) })),
  /** When staff of its grid, its unit or its category's department are away, now or later. */
  absences: v.array(AwayTime),
  /** What it was merged into; null where it stands alone. */
  merge: v.nullable(StoredMerge),
  /** What was merged into it. */
  children: v.array(MergedCase),
  /** What it was cut out of; null where it was filed on its own. */
  origin: v.nullable(LinkedCase),
  /** What was cut out of it, first to last. */
  splits: v.array(LinkedCase),
  requester: v.nullable(v.object({ name: v.nullable(v.string()), phone_sealed: v.nullable(v.string()) })),
  /** The organisation that filed it, with its contact who did; null where a person did. */
  organisation: v.nullable(NamedOrganisation),
})

/** A request with all that is shown of it or decides about it: its events, clocks, ratings and what is done about them, and who filed it. */
export type Case = StoredRequest & v.InferOutput<typeof CaseParts>

/** Selects the department of a request's category. */
const departmentOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  row
    .selectFrom('category')
    .where('category.district_id', '=', districtId)
    .whereRef('category.code', '=', 'request.category_code')
    .select('category.department_code')
    .$asScalar()

/** Selects the parts of a case, in the statement that selects its row or in one of their own. */
const partsOf = (districtId: number) => (row: ExpressionBuilder<DB, 'request'>) => [
  jsonArrayFrom(
    row
      .selectFrom('request_event as event')
      .where('event.district_id', '=', districtId)
      .whereRef('event.request_id', '=', 'request.id')
      .select(['seq', 'did', 'event.state', 'at', 'by_name', 'actor_account', 'actor_staff', 'content', 'files', 'hash'])
      .orderBy('seq'),
  ).as('events'),
  clocksOf(districtId, 'request', row.ref('request.id')).as('clocks'),
  jsonArrayFrom(
    row
      .selectFrom('rating')
      .where('rating.district_id', '=', districtId)
      .whereRef('rating.request_id', '=', 'request.id')
      .select(['rating.id', 'round', 'contacted', 'solved', 'satisfied', 'reasons', 'rating.text', 'rating.files', 'rating.handler_code'])
      .select(['open_until', 'tapped_at', 'before', 'rating.at', 'changed_at', 'changed_from', 'recorded_by'])
      .orderBy('round', 'desc'),
  ).as('ratings'),
  jsonArrayFrom(
    row
      .selectFrom('rating_invitation')
      .where('rating_invitation.district_id', '=', districtId)
      .whereRef('rating_invitation.request_id', '=', 'request.id')
      .select(['round', 'rating_invitation.handler_code', 'invited_at'])
      .orderBy('round', 'desc'),
  ).as('invitations'),
  jsonArrayFrom(
    row
      .selectFrom('rating_remedy')
      .where('rating_remedy.district_id', '=', districtId)
      .whereRef('rating_remedy.request_id', '=', 'request.id')
      .select(['round', 'contact_by', 'contacted_at', 'way', 'rating_remedy.text', 'untrue', 'decision', 'decided_at'])
      .orderBy('round', 'desc'),
  ).as('remedies'),
  partsOfRequest(districtId, row.ref('request.id')).as('parts'),
  ordersOf(row, districtId).as('orders'),
  allSteps(row, districtId).as('steps'),
  extensionsOf(districtId, row.ref('request.id')).as('extensions'),
  jsonObjectFrom(
    row
      .selectFrom('request as before')
      .where('before.district_id', '=', districtId)
      .whereRef('before.id', '=', 'request.again_of')
      .select(['before.number', 'before.closed_at']),
  ).as('again'),
  // What ended before the last event of the request is over by any clock.
  absencesAround(districtId, {
    grid: row.ref('request.grid_code'),
    units: [row.ref('request.unit_code'), departmentOf(row, districtId)],
    after: row.ref('request.updated_at'),
  }).as('absences'),
  mergeOf(row, districtId).as('merge'),
  childrenOf(row, districtId).as('children'),
  originOf(row, districtId).as('origin'),
  splitsOf(row, districtId).as('splits'),
  jsonObjectFrom(
    row
      .selectFrom('account')
      .where('account.district_id', '=', districtId)
      .whereRef('account.id', '=', 'request.account_id')
      .select(['account.name', 'account.phone_sealed']),
  ).as('requester'),
  namedOrganisation(districtId, { id: sql.ref('request.organisation_id'), accountId: sql.ref('request.account_id') }).as('organisation'),
]

/** Returns a case by its id; null when there is none. */
export async function caseById(tx: Tx, districtId: number, id: string): Promise<Case | null> {
  const found = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.request)
    .select(partsOf(districtId))
    .executeTakeFirst()
  if (found === undefined) return null
  const { events, clocks, ratings, invitations, remedies, parts, orders, steps, extensions, ...others } = found
  const { again, merge, children, origin, splits, absences, requester, organisation, ...row } = others
  const work = { events, clocks, ratings, invitations, remedies, parts, orders, steps, extensions }
  return {
    ...asRequest(row),
    ...v.parse(CaseParts, { ...work, again, merge, children, origin, splits, absences, requester, organisation }),
  }
}

/**
 * Returns a case by its id, locked until the transaction ends. Its parts are read after the lock: a statement that waits for a lock sees
 * everything but the locked row as it was before. Parts that were read earlier (`known`) count as long as no event has come since: whatever
 * changes them appends one.
 */
export async function lockedCase(tx: Tx, districtId: number, id: string, known: Case | null = null): Promise<Case | null> {
  const row = await lockedRequest(tx, districtId, id)
  if (row !== null && known?.id === row.id && known.last_seq === row.last_seq) return { ...known, ...row }
  return row === null ? null : ((await withParts(tx, districtId, [row]))[0] ?? null)
}

/** Adds their parts to locked requests, in one statement for all. */
export async function withParts(tx: Tx, districtId: number, rows: readonly StoredRequest[]): Promise<Case[]> {
  if (rows.length === 0) return []
  const found = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where(
      'id',
      'in',
      rows.map(({ id }) => id),
    )
    .select('request.id')
    .select(partsOf(districtId))
    .execute()
  const parts = new Map(found.map(({ id, ...own }) => [id, v.parse(CaseParts, own)]))
  return rows.flatMap((row) => {
    const own = parts.get(row.id)
    return own === undefined ? [] : [{ ...row, ...own }]
  })
}
