import { sql, type ExpressionBuilder, type SqlBool } from 'kysely'
import { joinedBy } from '../../dispatch/api'
import { gridRange } from '../../grids/api'
import { columns } from '../../platform/database/columns'
import type { Tx } from '../../platform/database/database'
import type { DB } from '../../platform/database/schema'
import type { Actor } from '../../platform/process/actor'
import { asRequests, type StoredRequest } from '../case/requests-store'

/** The requests a staff member's list shows. */
export interface Scope {
  districtId: number
  /** Areas whose requests they see, except 举报 of grids in `teams`. */
  areas: readonly string[]
  /** Grids whose team they belong to: its requests except 举报, which may be about the team. */
  teams: readonly string[]
  /** Areas in which they (branch secretaries) see requests whose promise is broken, except 举报. */
  calledIn: readonly string[]
  /** Units for which they work, each in an area: its requests there, except 举报. */
  units: readonly { code: string; area: string }[]
  /** Units for which they work where these join in. */
  joining: readonly string[]
  /** The staff member whose own requests are included wherever they are. */
  staffCode: string
}

/** Filters of the list. Overdue means that any of its clocks is over (`isLate`). */
type View = 'open' | 'all' | 'mine' | 'overdue' | 'done' | 'calls' | 'verify'

export interface Page<Key> {
  after: Key | null
  limit: number
}

type Where = ExpressionBuilder<DB, 'request'>

const broken = (row: Where, now: Date) =>
  row.and([
    row.or([row('late_since', 'is not', null), row.and([row('promised_at', '<', now), row('promise_paused', '=', false)])]),
    row('closed_at', 'is', null),
  ])

const inArea = (row: Where, area: string) => row.between('grid_code', gridRange(area).first, gridRange(area).last)

/** An area's requests, but no 举报 of a grid whose team the reader belongs to. */
const inOffice = (row: Where, area: string, teams: readonly string[]) =>
  teams.length === 0
    ? inArea(row, area)
    : row.and([inArea(row, area), row.or([row('anonymous', '=', false), row.not(row.or(teams.map((team) => inArea(row, team))))])])

/** The condition of `wasTakenFrom`, negated: a list would tell by its order and its views what becomes of such a request. */
const notTakenFrom = (row: Where, staffCode: string) =>
  row.or([row('rework', '=', 0), row.not(sql<SqlBool>`excluded_handlers ? ${staffCode}`)])

/** Returns the condition for the requests of a scope. */
export const inScope = (row: Where, { areas, teams, calledIn, units, joining, districtId, staffCode }: Scope, now: Date) =>
  row.or([
    row('handler_code', '=', staffCode),
    row.and([
      notTakenFrom(row, staffCode),
      row.or([
        ...areas.map((area) => inOffice(row, area, teams)),
        ...teams.map((area) => row.and([inArea(row, area), row('anonymous', '=', false)])),
        ...units.map(({ code, area }) => row.and([row('unit_code', '=', code), inArea(row, area), row('anonymous', '=', false)])),
        ...(joining.length === 0 ? [] : [sql<SqlBool>`id = any(array(${joinedBy(districtId, joining)}))`]),
        ...calledIn.map((area) => row.and([inArea(row, area), row('anonymous', '=', false), broken(row, now)])),
      ]),
    ]),
  ])

const inView = (row: Where, view: View, now: Date) =>
  ({
    all: sql<SqlBool>`true`,
    mine: row('closed_at', 'is', null),
    open: row('closed_at', 'is', null),
    overdue: broken(row, now),
    done: row('closed_at', 'is not', null),
    calls: row('to_call', 'is not', null),
    verify: row.or([
      row.and([row('state', '=', sql.lit('replied')), row('anonymous', '=', false), row('verify_at', '<=', now)]),
      row('to_check', '=', sql.lit(true)),
    ]),
  })[view]

type Channel = StoredRequest['channel']

/** The partial index on channels knows those that are not the app. */
const cameBy = (row: Where, channel: Channel) =>
  channel === 'app' ? row('channel', '=', channel) : row.and([row('channel', '=', channel), row('channel', '<>', sql.lit('app'))])

export interface Own {
  accountId: string
  /** The organisations it is a contact of: what they filed is theirs. */
  organisations: readonly string[]
  /** The staff member the account belongs to: what a bad rating took from them is not theirs any more. */
  staffCode: string | null
}

/** Returns whose requests are a caller's own. */
export const ownedBy = ({ accountId, organisations, staff }: Actor): Own => ({ accountId, organisations, staffCode: staff?.code ?? null })

/** Selects from an account's own requests. */
export const ownOf = (tx: Tx, districtId: number, { accountId, organisations, staffCode }: Own) =>
  tx
    .selectFrom('request')
    .where('request.district_id', '=', districtId)
    .where((row) => {
      const filed = row.and([row('request.account_id', '=', accountId), row('request.organisation_id', 'is', null)])
      return organisations.length === 0 ? filed : row.or([filed, row('request.organisation_id', 'in', organisations)])
    })
    .$if(staffCode !== null, (some) => some.where((row) => row.or([row('filed_by_staff', 'is', null), notTakenFrom(row, staffCode ?? '')])))

/** Returns an account's own requests, newest first; after the one filed at `after`. */
export async function ownRequests(
  tx: Tx,
  districtId: number,
  { view, now, ...own }: Own & { view: View; now: Date },
  { after, limit }: Page<{ at: string; id: string }>,
): Promise<StoredRequest[]> {
  const rows = await ownOf(tx, districtId, own)
    .where((row) => inView(row, view, now))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(created_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .select(columns.request)
    .execute()
  return asRequests(rows)
}

interface TeamQuery {
  scope: Scope
  view: View
  /** Only cases of this area. */
  area: string | null
  /** Only cases that came in this way. */
  channel: Channel | null
  now: Date
}

/** The condition of `callback` for a list: whether somebody is satisfied with a reply is asked by whoever had no part in it. */
const askedBy = (row: Where, { areas, staffCode }: Scope) =>
  row.or([
    row('state', '<>', sql.lit('replied')),
    row.and([
      row('handler_code', 'is distinct from', staffCode),
      row('filed_by_staff', 'is distinct from', staffCode),
      row.not(sql<SqlBool>`excluded_handlers ? ${staffCode}`),
      row.or(areas.map((area) => inArea(row, area))),
    ]),
  ])

/** Returns the requests of a scope, newest first. */
export async function latestInScope(
  tx: Tx,
  districtId: number,
  { scope, view, area, channel, now }: TeamQuery,
  { after, limit }: Page<{ at: string; id: string }>,
): Promise<StoredRequest[]> {
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where((row) => inScope(row, scope, now))
    .where((row) => inView(row, view, now))
    .$if(view === 'calls' || view === 'verify', (some) => some.where((row) => askedBy(row, scope)))
    .$if(area !== null, (some) => some.where((row) => inArea(row, area ?? '')))
    .$if(channel !== null, (some) => some.where((row) => cameBy(row, channel ?? 'app')))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(created_at, id) < (${after?.at}::timestamptz, ${after?.id}::uuid)`))
    .orderBy('created_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .select(columns.request)
    .execute()
  return asRequests(rows)
}

/** Returns the open requests of a scope by whose promise ends first; paused ones and those without a promise come last. */
export async function dueInScope(
  tx: Tx,
  districtId: number,
  { scope, view, area, channel, now }: TeamQuery,
  { after, limit }: Page<{ due: string; id: string }>,
): Promise<StoredRequest[]> {
  // The same expression as in the index request_due.
  const due = sql`case when promise_paused then 'infinity' else coalesce(promised_at, 'infinity') end`
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where((row) => inScope(row, scope, now))
    .where((row) => inView(row, view, now))
    // What is handled together with another stands in the list as that one.
    .where('merged_into', 'is', null)
    .$if(view === 'mine', (some) => some.where('handler_code', '=', scope.staffCode))
    .$if(area !== null, (some) => some.where((row) => inArea(row, area ?? '')))
    .$if(channel !== null, (some) => some.where((row) => cameBy(row, channel ?? 'app')))
    .$if(after !== null, (some) => some.where(sql<SqlBool>`(${due}, id) > (${after?.due}::timestamptz, ${after?.id}::uuid)`))
    .orderBy(due)
    .orderBy('id')
    .limit(limit)
    .select(columns.request)
    .execute()
  return asRequests(rows)
}
