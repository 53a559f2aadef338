import { sql, type ExpressionBuilder, type SqlBool } from 'kysely'
import { gridRange } from '../../grids/api'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'
import { asRequests, type StoredRequest } from '../case/requests-store'

/** Whose cases a staff member's list shows. */
export interface Scope {
  /** Areas whose cases they see. */
  areas: readonly string[]
  /** Grids whose team they are in: its cases but for 举报, which may be about the team. */
  teams: readonly string[]
  /** Areas in which they see cases whose promise is broken (branch secretaries), but for 举报. */
  calledIn: readonly string[]
  /** Cases in their own hands, wherever. */
  staffCode: string
}

/** Overdue at `now`: promised by then, not standing still. */
type View = 'open' | 'all' | 'mine' | 'overdue' | 'done'

export interface Page<Key> {
  after: Key | null
  limit: number
}

type Where = ExpressionBuilder<DB, 'request'>

const broken = (row: Where, now: Date) =>
  row.and([row('promised_at', '<', now), row('promise_paused', '=', false), row('closed_at', 'is', null)])

const inArea = (row: Where, area: string) => row.between('grid_code', gridRange(area).first, gridRange(area).last)

/** The cases a scope holds, as a condition. */
const inScope = (row: Where, { areas, teams, calledIn, staffCode }: Scope, now: Date) =>
  row.or([
    row('handler_code', '=', staffCode),
    ...areas.map((area) => inArea(row, area)),
    ...teams.map((area) => row.and([inArea(row, area), row('anonymous', '=', false)])),
    ...calledIn.map((area) => row.and([inArea(row, area), row('anonymous', '=', false), broken(row, now)])),
  ])

const inView = (row: Where, view: View, now: Date) =>
  ({
    all: sql<SqlBool>`true`,
    mine: row('closed_at', 'is', null),
    open: row('closed_at', 'is', null),
    overdue: broken(row, now),
    done: row('closed_at', 'is not', null),
  })[view]

/** Somebody's own cases, newest first; after the one filed at `after`. */
export async function ownRequests(
  tx: Tx,
  districtId: number,
  { accountId, view, now }: { accountId: string; view: View; now: Date },
  { after, limit }: Page<{ at: string; id: string }>,
): Promise<StoredRequest[]> {
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where((row) => inView(row, view, now))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(created_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .selectAll()
    .execute()
  return asRequests(rows)
}

interface TeamQuery {
  scope: Scope
  view: View
  /** Only cases of this area. */
  area: string | null
  now: Date
}

/** Cases of a scope, newest first. */
export async function latestInScope(
  tx: Tx,
  districtId: number,
  { scope, view, area, now }: TeamQuery,
  { after, limit }: Page<{ at: string; id: string }>,
): Promise<StoredRequest[]> {
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where((row) => inScope(row, scope, now))
    .where((row) => inView(row, view, now))
    .$if(area !== null, (some) => some.where((row) => inArea(row, area ?? '')))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(created_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .selectAll()
    .execute()
  return asRequests(rows)
}

/** Open cases of a scope by whose promise ends first; those whose clock stands still or that nobody owes come last. */
export async function dueInScope(
  tx: Tx,
  districtId: number,
  { scope, view, area, now }: TeamQuery,
  { after, limit }: Page<{ due: string; id: string }>,
): Promise<StoredRequest[]> {
  // As in the index request_due.
  const due = sql`case when promise_paused then 'infinity' else coalesce(promised_at, 'infinity') end`
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where((row) => inScope(row, scope, now))
    .where((row) => inView(row, view, now))
    .$if(view === 'mine', (some) => some.where('handler_code', '=', scope.staffCode))
    .$if(area !== null, (some) => some.where((row) => inArea(row, area ?? '')))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(${due}, id) > (${after?.due}::timestamptz, ${after?.id}::uuid)`))
    .orderBy(due)
    .orderBy('id')
    .limit(limit)
    .selectAll()
    .execute()
  return asRequests(rows)
}
