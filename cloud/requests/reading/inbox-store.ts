import { statesThatWaitFor } from '@doorstep/contract/requests/words'
import { expressionBuilder, sql, type RawBuilder } from 'kysely'
import { gridRange } from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import { literals } from '../../platform/database/literals'
import type { DB } from '../../platform/database/schema'
import { inScope, type Scope } from './list-store'

export interface InboxScope {
  requests: Scope
  /** Areas whose conversations the caller's team has to answer. */
  conversations: readonly string[]
  /** Areas in which the caller (a branch secretary) has to act because nobody answered. */
  calledTo: readonly string[]
  /** Only this grid. */
  grid: string | null
  /** The account whose own requests and conversations are left out: others answer them (回避). */
  notOf: string
  /** The organisations whose own requests are left out, unless the caller handles them. */
  notOfOrganisations: readonly string[]
}

export interface Waiting {
  kind: 'request' | 'conversation'
  id: string
  gridCode: string
  title: string
  context: string
  since: Date
  /** When the clock ends; null while it is paused. */
  due: Date | null
  /** Whether a clock of it is over, whenever the one that runs ends. */
  late: boolean
  state: string
  /** The handler's code; null for conversations and requests without a handler. */
  handler: string | null
  /** The unit that works on it; null for conversations and what is the grid team's. */
  unit: string | null
  /** When the requester urged it; null for conversations, and once somebody has said something. */
  urgedAt: Date | null
  /** Whether an order (督办) about it waits for an answer. */
  ordered: boolean
  /** The dated next step of a request; null for conversations and where none is open. */
  step: { kind: 'visit' | 'until'; at: string; reason: string | null } | null
  /** What the caller decides of it: whether its time is extended, or whose it is (交办异议); null for nothing. */
  decides: 'extension' | 'dispute' | null
  /** Whether a unit says that it is not its own, and somebody else decides that. */
  disputed: boolean
  /** Whether it waits for the step's time, and no clock ends before now. */
  parked: boolean
}

const anyOf = (conditions: readonly RawBuilder<unknown>[]) =>
  conditions.length === 0 ? sql`false` : sql`(${sql.join(conditions, sql` or `)})`
const within = (area: string) => sql`grid_code between ${gridRange(area).first} and ${gridRange(area).last}`

/**
 * Selects unanswered conversations and open requests that need the team, as one relation. A request that waits for its requester has no
 * `due`.
 */
function waiting(districtId: number, { requests, conversations, calledTo, grid, notOf, notOfOrganisations }: InboxScope, now: Date) {
  const ofGrid = grid === null ? sql`true` : sql`grid_code = ${grid}`
  const cases = inScope(expressionBuilder<DB, 'request'>(), requests, now)
  const talks = anyOf([...conversations.map(within), ...calledTo.map((area) => sql`(${within(area)} and escalated >= 2)`)])
  return sql<Waiting>`
    select 'request' as kind, id, grid_code as "gridCode", title, place || ' · ' || number as context, created_at as since,
      case when promise_paused then null else promised_at end as due, late_since is not null as late, state, handler_code as handler, unit_code as unit, urged_at as "urgedAt",
      orders.unanswered as ordered, step, decides, disputed,
      decides is null and not orders.unanswered and coalesce((step->>'at')::timestamptz > ${now} and late_since is null and (promised_at is null or promise_paused or promised_at > ${now}), false) as parked
    from request left join lateral (
      select jsonb_build_object('kind', kind, 'at', due_at, 'reason', (
        select content->>'text' from request_event as said
        where said.district_id = ${districtId} and said.request_id = request.id and said.seq = dated_step.seq
      )) as step
      from dated_step where dated_step.district_id = ${districtId} and dated_step.request_id = request.id and ended_at is null
    ) as next on true
    cross join lateral (
      select case
        when exists (
          select from extension where extension.district_id = ${districtId} and extension.request_id = request.id
            and decided_at is null and ended_at is null and approver_code = ${requests.staffCode}
        ) then 'extension'
        when exists (
          select from dispatch_part where dispatch_part.district_id = ${districtId} and dispatch_part.request_id = request.id
            and lead and ended_at is null and disputed_at is not null and decided_at is null and reviewer_code = ${requests.staffCode}
        ) then 'dispute'
      end as decides, exists (
        select from dispatch_part where dispatch_part.district_id = ${districtId} and dispatch_part.request_id = request.id
          and lead and ended_at is null and disputed_at is not null and decided_at is null
      ) as disputed
    ) as asked
    cross join lateral (
      select exists (
        select from supervision_order
        where supervision_order.district_id = ${districtId} and request_id = request.id and ended_at is null and acknowledged_at is null
      ) as unanswered
    ) as orders
    where district_id = ${districtId} and closed_at is null and merged_into is null and state not in ${literals(statesThatWaitFor('rating'))} and ${ofGrid} and ${cases}
      and (account_id <> ${notOf} or filed_by_staff is not null or organisation_id is not null)
      and (organisation_id is null or organisation_id <> all(${notOfOrganisations}::uuid[]) or handler_code = ${requests.staffCode})
    union all
    select 'conversation', conversation.id, grid_code, coalesce(account.name, '居民'), last_text, waiting_since, reply_by, false, 'waiting', null, null, null::timestamptz, false, null::jsonb, null, false, false
    from conversation join account on account.district_id = conversation.district_id and account.id = conversation.account_id
    where conversation.district_id = ${districtId} and waiting_since is not null and ${ofGrid} and ${talks}
      and account_id <> ${notOf}`
}

interface InboxPage {
  sort: 'due' | 'wait'
  after: { key: string; id: string } | null
  limit: number
  now: Date
}

interface Counts {
  /** How many wait for a first answer, how many are being worked on, and how many of both are late. */
  counts: { waiting: number; handling: number; overdue: number }
}
type Counted = Counts['counts'] & (Waiting | { [K in keyof Waiting]: null })

/**
 * Returns one page, ordered by whose clock ends first (paused ones last), or by who has waited longest; and the counts of all pages. Both
 * are of what is selected once, at one moment.
 */
export async function waitingItems(
  tx: Tx,
  districtId: number,
  scope: InboxScope,
  { sort, after, limit, now }: InboxPage,
): Promise<Counts & { items: Waiting[] }> {
  const key =
    sort === 'due'
      ? sql`case when parked then 'infinity' else coalesce(due, 'infinity') end`
      : sql`case when parked then 'infinity' else since end`
  const later = after === null ? sql`true` : sql`(${key}, id) > (${after.key}::timestamptz, ${after.id}::uuid)`
  const { rows } = await sql<Counted>`
    with item as materialized (${waiting(districtId, scope, now)})
    select * from (
      select count(*) filter (where state in ${literals(['waiting', ...statesThatWaitFor('acceptance')])}) as waiting,
        count(*) filter (where state in ${literals(statesThatWaitFor('work'))}) as handling,
        count(*) filter (where late or due < ${now}) as overdue
      from item) as counts
    left join (select * from item where ${later} order by ${key}, id limit ${limit}) as page on true
    order by ${key}, id`.execute(tx)
  const [{ waiting: first, handling, overdue } = { waiting: 0, handling: 0, overdue: 0 }] = rows
  return { items: rows.filter((row) => row.id !== null), counts: { waiting: first, handling, overdue } }
}
