import { Outcome, RequestKind, RequestState, TransferTarget } from '@doorstep/contract/requests/case'
import { channels } from '@doorstep/contract/requests/words'
import { expressionBuilder, type Insertable, type Selectable, type Updateable } from 'kysely'
import * as v from 'valibot'
import { absencesIn, readAbsences, type AbsenceFact } from '../../grids/api'
import { columns } from '../../platform/database/columns'
import type { Db, Tx } from '../../platform/database/database'
import type { DB, RatingInvitation, Request, RequestEvent } from '../../platform/database/schema'
import { readVersions, type Versions } from '../../platform/snapshot/versions'

const StoredAnswer = v.object({ code: v.string(), ask: v.string(), value: v.string() })
export type StoredAnswer = v.InferOutput<typeof StoredAnswer>

/** Columns whose values are a narrower type than the database's. */
const Narrowed = v.object({
  kind: RequestKind,
  state: RequestState,
  previous_state: v.nullable(RequestState),
  outcome: v.nullable(Outcome),
  channel: v.picklist(channels),
  transferred_to: v.nullable(TransferTarget),
  excluded_handlers: v.array(v.string()),
  answers: v.array(StoredAnswer),
})
export type StoredRequest = Omit<Selectable<Request>, keyof v.InferOutput<typeof Narrowed>> & v.InferOutput<typeof Narrowed>

/** What a list shows of a request. */
export type ListedRequest = Pick<
  StoredRequest,
  | 'id'
  | 'number'
  | 'kind'
  | 'title'
  | 'category_code'
  | 'grid_code'
  | 'place'
  | 'state'
  | 'account_id'
  | 'organisation_id'
  | 'filed_by_staff'
  | 'handler_code'
  | 'unit_code'
  | 'anonymous'
  | 'contested'
  | 'promised_at'
  | 'promise_paused'
  | 'late_since'
  | 'rate_by'
  | 'transferred_to'
  | 'merged_into'
  | 'unsplit_at'
  | 'created_at'
  | 'updated_at'
  | 'channel'
>

export const asRequest = (row: Selectable<Request>): StoredRequest => ({ ...row, ...v.parse(Narrowed, row) })
export const asRequests = (rows: readonly Selectable<Request>[]): StoredRequest[] => rows.map(asRequest)

/**
 * Returns whether a bad rating took the request from a staff member: they may know that it went on to somebody else, and nothing of the
 * rating.
 */
export const wasTakenFrom = (
  { rework, excluded_handlers: excluded, handler_code: handler }: Pick<StoredRequest, 'rework' | 'excluded_handlers' | 'handler_code'>,
  staffCode: string,
): boolean => rework > 0 && handler !== staffCode && excluded.includes(staffCode)

/** Returns the id and number of a request; null for a 举报. */
export async function requestNumber(tx: Tx, districtId: number, id: string): Promise<{ id: string; number: string } | null> {
  const row = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .where('anonymous', '=', false)
    .select(['id', 'number'])
    .executeTakeFirst()
  return row ?? null
}

/** Returns a request by its id, locked until the transaction ends. */
export async function lockedRequest(tx: Tx, districtId: number, id: string): Promise<StoredRequest | null> {
  const row = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.request)
    .forUpdate()
    .executeTakeFirst()
  return row === undefined ? null : asRequest(row)
}

/** Returns a request by its id, not locked; null when there is none. */
export async function requestAt(tx: Tx, districtId: number, id: string): Promise<StoredRequest | null> {
  const row = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.request)
    .executeTakeFirst()
  return row === undefined ? null : asRequest(row)
}

export async function insertRequest(tx: Tx, row: Insertable<Request>): Promise<StoredRequest> {
  return asRequest(await tx.insertInto('request').values(row).returning(columns.request).executeTakeFirstOrThrow())
}

export async function updateRequest(tx: Tx, districtId: number, id: string, changes: Updateable<Request>): Promise<StoredRequest> {
  const row = await tx
    .updateTable('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .set(changes)
    .returning(columns.request)
    .executeTakeFirstOrThrow()
  return asRequest(row)
}

/** Returns the open requests of a grid that a handler has, locked. */
export async function lockedCasesOf(tx: Tx, districtId: number, gridCode: string, handlerCode: string): Promise<StoredRequest[]> {
  const rows = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('handler_code', '=', handlerCode)
    .where('closed_at', 'is', null)
    .select(columns.request)
    .orderBy('id')
    .forUpdate()
    .execute()
  return asRequests(rows)
}

/** Returns the ids of the 举报 of a district that are in one of these states and have a handler. */
export async function openReports(db: Db, districtId: number, states: readonly RequestState[]): Promise<string[]> {
  const rows = await db
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('closed_at', 'is', null)
    .where('anonymous', '=', true)
    .where('handler_code', 'is not', null)
    .where('state', 'in', states)
    .select('id')
    .orderBy('id')
    .execute()
  return rows.map(({ id }) => id)
}

/** Selects the versions of the district's reference data, beside what a statement is for. */
const versionsNow = (districtId: number) =>
  expressionBuilder<DB>().selectFrom('district').where('district.district_id', '=', districtId).select('district.versions').$asScalar()

interface Numbered {
  number: number
  versions: Versions
  absences: AbsenceFact[]
}

/**
 * Returns the next number of a grid's cases on a day, from 1, and as they are once the number is counted: the versions of reference data,
 * and the grid's absences that have not ended at `at`. The first number of a day takes a statement more: an insert selects nothing beside.
 */
export async function nextNumberOn(
  tx: Tx,
  districtId: number,
  { gridCode, day, at }: { gridCode: string; day: string; at: Date },
): Promise<Numbered> {
  const absencesNow = () => absencesIn(districtId, expressionBuilder<DB>().val(gridCode), at).as('absences')
  const counted = await tx
    .updateTable('request_number')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('day', '=', day)
    .set((number) => ({ last: number('last', '+', 1) }))
    .returning('last')
    .returning([versionsNow(districtId).as('versions'), absencesNow()])
    .executeTakeFirst()
  if (counted !== undefined)
    return { number: counted.last, versions: readVersions(counted.versions), absences: readAbsences(counted.absences) }
  const { last } = await tx
    .insertInto('request_number')
    .values({ district_id: districtId, grid_code: gridCode, day, last: 1 })
    .onConflict((held) =>
      held.columns(['district_id', 'grid_code', 'day']).doUpdateSet((number) => ({ last: number('request_number.last', '+', 1) })),
    )
    .returning('last')
    .executeTakeFirstOrThrow()
  const { versions, absences } = await tx
    .selectFrom('district')
    .where('district.district_id', '=', districtId)
    .select(['district.versions', absencesNow()])
    .executeTakeFirstOrThrow()
  return { number: last, versions: readVersions(versions), absences: readAbsences(absences) }
}

/** Returns whether a request has this number, and the versions of reference data at that moment. */
export async function isNumbered(tx: Tx, districtId: number, number: string): Promise<{ taken: boolean; versions: Versions }> {
  const { taken, versions } = await tx
    .selectFrom('district')
    .where('district.district_id', '=', districtId)
    .select('district.versions')
    .select((district) =>
      district
        .exists(
          district
            .selectFrom('request')
            .where('request.district_id', '=', districtId)
            .where('request.number', '=', number)
            .select('request.id'),
        )
        .as('taken'),
    )
    .executeTakeFirstOrThrow()
  return { taken: taken === true, versions: readVersions(versions) }
}

export const insertEvent = (tx: Tx, event: Insertable<RequestEvent>) => tx.insertInto('request_event').values(event).execute()

/** Inserts a reply and whose rating is asked for. A reply that follows a tap taken back is of the same round as the one before. */
export const insertReply = (tx: Tx, event: Insertable<RequestEvent>, invitation: Insertable<RatingInvitation>) =>
  tx
    .with('invited', (one) =>
      one
        .insertInto('rating_invitation')
        .values(invitation)
        .onConflict((held) =>
          held.columns(['district_id', 'request_id', 'round']).doUpdateSet((asked) => ({
            handler_code: asked.ref('excluded.handler_code'),
            unit_code: asked.ref('excluded.unit_code'),
            invited_at: asked.ref('excluded.invited_at'),
            rate_by: asked.ref('excluded.rate_by'),
          })),
        ),
    )
    .insertInto('request_event')
    .values(event)
    .execute()

export const EventFile = v.object({ id: v.string(), sha256: v.string() })
const StoredParts = v.object({ state: RequestState, content: v.nullable(v.record(v.string(), v.unknown())), files: v.array(EventFile) })
export type EventFile = v.InferOutput<typeof EventFile>
export type StoredEvent = Omit<Selectable<RequestEvent>, 'state' | 'content' | 'files'> & v.InferOutput<typeof StoredParts>

/** A case's events, first to last. */
export async function eventsOf(tx: Tx, districtId: number, requestId: string): Promise<StoredEvent[]> {
  const rows = await tx
    .selectFrom('request_event')
    .where('district_id', '=', districtId)
    .where('request_id', '=', requestId)
    .select(columns.request_event)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, ...v.parse(StoredParts, row) }))
}

/** sha256 by file id, of files of this district. */
export async function fileDigests(tx: Tx, districtId: number, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.selectFrom('file').where('district_id', '=', districtId).where('id', 'in', ids).select(['id', 'sha256']).execute()
  return new Map(rows.map((row) => [row.id, row.sha256]))
}
