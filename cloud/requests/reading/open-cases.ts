import { actionNames } from '@doorstep/contract/machine'
import { refusedShownDays } from '@doorstep/contract/rules'
import { dayMs } from '@doorstep/contract/time-words'
import { RequestKind, RequestState, TransferTarget } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import { channels } from '@doorstep/contract/requests/words'
import type { OpenCase } from '@doorstep/contract/underway'
import { sql } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Acting } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import { literals } from '../../platform/database/literals'
import type { ListedRequest } from '../case/requests-store'
import { rowsOf } from '../case/rows'
import { openStepWithWords, StepWithWords, stepView } from '../steps/dated-step'
import { ownOf, type Own } from './list-store'

/** Whether by an action those who work on a request say something to the resident, in words that home shows. */
const says: Record<RequestAction, boolean> = {
  accept: false,
  askMore: true,
  supply: false,
  refuse: true,
  transferOut: true,
  contest: false,
  handle: true,
  reply: true,
  confirm: false,
  reopen: false,
  notSolved: false,
  takeBack: false,
  rateWorse: false,
  rateBetter: false,
  findUntrue: false,
  selfClose: false,
  checkFailed: false,
  closeUnrated: false,
  withdraw: false,
  comment: true,
  note: false,
  urge: false,
  confirmVisit: false,
  moveVisit: false,
  suppliedByPhone: false,
  goOn: false,
  correct: true,
  reassign: false,
  claim: false,
  dispatch: false,
  toHuman: false,
  dispute: false,
  decide: false,
  report: false,
  endPart: false,
  askExtension: false,
  grantExtension: true,
  refuseExtension: false,
  recategorise: true,
  order: false,
  acknowledge: false,
  merge: false,
  unmerge: false,
  split: true,
  unsplit: true,
}
const saying = actionNames(requestMachine).filter((action) => says[action])

/**
 * Selects as JSON an account's open requests, and those not accepted lately that may be contested, newest first, with the newest words of
 * those who work on each.
 */
export const openCasesOf = (tx: Tx, districtId: number, own: Own, { now, limit }: { now: Date; limit: number }) =>
  jsonArrayFrom(
    ownOf(tx, districtId, own)
      .where((row) =>
        row.or([
          row('request.closed_at', 'is', null),
          row.and([
            row('request.state', '=', sql.lit('notAccepted')),
            row('request.contested', '=', sql.lit(false)),
            row('request.closed_at', '>', new Date(now.getTime() - refusedShownDays * dayMs)),
          ]),
        ]),
      )
      .orderBy('request.created_at', 'desc')
      .orderBy('request.id', 'desc')
      .limit(limit)
      .select([
        'request.id',
        'number',
        'kind',
        'title',
        'category_code',
        'grid_code',
        'place',
        'request.state',
        'account_id',
        'request.organisation_id',
      ])
      .select([
        'filed_by_staff',
        'handler_code',
        'unit_code',
        'anonymous',
        'contested',
        'promised_at',
        'promise_paused',
        'late_since',
        'rate_by',
        'transferred_to',
        'merged_into',
        'unsplit_at',
      ])
      .select(['created_at', 'updated_at', 'channel'])
      .select((row) =>
        jsonObjectFrom(
          row
            .selectFrom('request_event as event')
            .where('event.district_id', '=', districtId)
            .whereRef('event.request_id', '=', 'request.id')
            .where('event.did', 'in', literals(saying))
            .where((event) => event('event.actor_account', 'is distinct from', own.accountId))
            .orderBy('event.seq', 'desc')
            .limit(sql.lit(1))
            .select(['event.by_name', 'event.at', 'event.content']),
        ).as('newest'),
      )
      .select((row) => openStepWithWords(row, districtId).as('step')),
  )

const ListedCases = v.array(
  v.object({
    id: v.string(),
    number: v.string(),
    kind: RequestKind,
    title: v.string(),
    category_code: v.string(),
    grid_code: v.string(),
    place: v.string(),
    state: RequestState,
    account_id: v.string(),
    organisation_id: v.nullable(v.string()),
    filed_by_staff: v.nullable(v.string()),
    handler_code: v.nullable(v.string()),
    unit_code: v.nullable(v.string()),
    anonymous: v.boolean(),
    contested: v.boolean(),
    promised_at: v.nullable(jsonInstant),
    promise_paused: v.boolean(),
    late_since: v.nullable(jsonInstant),
    rate_by: v.nullable(jsonInstant),
    transferred_to: v.nullable(TransferTarget),
    merged_into: v.nullable(v.string()),
    unsplit_at: v.nullable(jsonInstant),
    created_at: jsonInstant,
    updated_at: jsonInstant,
    channel: v.picklist(channels),
    step: StepWithWords,
    newest: v.nullable(
      v.object({
        by_name: v.string(),
        at: jsonInstant,
        /** Null once erased. */
        content: v.nullable(v.object({ text: v.optional(v.string(), ''), visitAt: v.optional(v.string()) })),
      }),
    ),
  }),
)
type Newest = v.InferOutput<typeof ListedCases>[number]['newest']

/** Returns what `openCasesOf` selected as its requester sees it, in the same order. */
export async function openCases(acting: Acting, selected: unknown): Promise<OpenCase[]> {
  const cases = v.parse(ListedCases, selected)
  const rows = await rowsOf(acting, cases satisfies readonly ListedRequest[])
  return rows.flatMap((row, n) => {
    const own = cases[n]
    return own === undefined
      ? []
      : [
          {
            ...row,
            rateBy: own.rate_by?.toISOString() ?? null,
            step: own.step && stepView(own.step, own.step.content?.text ?? ''),
            newest: newestView(own.newest),
          },
        ]
  })
}

/** Returns the words, without those that only hold a photo or were erased. */
function newestView(newest: Newest): OpenCase['newest'] {
  const { text = '', visitAt = null } = newest?.content ?? {}
  return newest === null || (text === '' && visitAt === null) ? null : { by: newest.by_name, text, visitAt, at: newest.at.toISOString() }
}
