import { RequestState } from '@doorstep/contract/requests/case'
import type { ExpressionBuilder, Insertable } from 'kysely'
import { jsonArrayFrom, jsonObjectFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { DB, RequestMerge } from '../../platform/database/schema'

/** What a request was merged into (并案), and how that stands. */
export const StoredMerge = v.object({
  id: v.string(),
  at: jsonInstant,
  reason: v.string(),
  main_seq: v.number(),
  replied_seq: v.nullable(v.number()),
  main_id: v.string(),
  number: v.string(),
  title: v.string(),
  grid_code: v.string(),
  handler_code: v.nullable(v.string()),
  unit_code: v.nullable(v.string()),
  promised_at: v.nullable(jsonInstant),
  promise_paused: v.boolean(),
  late_since: v.nullable(jsonInstant),
})
export type StoredMerge = v.InferOutput<typeof StoredMerge>

/** Another request as those of one are listed: merged into it, or cut out of it. */
export const LinkedCase = v.object({
  id: v.string(),
  number: v.string(),
  title: v.string(),
  place: v.string(),
  grid_code: v.string(),
  state: RequestState,
})

/** A request that was merged into another, and what its requester was promised. */
export const MergedCase = v.object({ ...LinkedCase.entries, promised_at: v.nullable(jsonInstant), promise_paused: v.boolean() })

const linked = ['other.id', 'other.number', 'other.title', 'other.place', 'other.grid_code', 'other.state'] as const

/** Selects as JSON what a request is merged into now; null where it stands alone. */
export const mergeOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonObjectFrom(
    row
      .selectFrom('request_merge as merge')
      .innerJoin('request as main', (on) => on.onRef('main.id', '=', 'merge.main_id').on('main.district_id', '=', districtId))
      .where('merge.district_id', '=', districtId)
      .whereRef('merge.request_id', '=', 'request.id')
      .where('merge.ended_at', 'is', null)
      .select(['merge.id', 'merge.at', 'merge.reason', 'merge.main_seq', 'merge.replied_seq', 'merge.main_id'])
      .select(['main.number', 'main.title', 'main.grid_code', 'main.handler_code', 'main.unit_code'])
      .select(['main.promised_at', 'main.promise_paused', 'main.late_since']),
  )

/** Selects as JSON the requests that are merged into one, first to last. */
export const childrenOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonArrayFrom(
    row
      .selectFrom('request_merge as merge')
      .innerJoin('request as other', (on) => on.onRef('other.id', '=', 'merge.request_id').on('other.district_id', '=', districtId))
      .where('merge.district_id', '=', districtId)
      .whereRef('merge.main_id', '=', 'request.id')
      .where('merge.ended_at', 'is', null)
      .select([...linked, 'other.promised_at', 'other.promise_paused'])
      .orderBy('merge.at')
      .orderBy('other.id'),
  )

/** Returns whether requests are merged into one, others into those, and so on, for so many levels. */
export async function hasLevels(tx: Tx, districtId: number, id: string, levels: number): Promise<boolean> {
  let mains = [id]
  for (let level = 0; level < levels && mains.length > 0; level += 1) {
    const rows = await tx
      .selectFrom('request_merge')
      .where('district_id', '=', districtId)
      .where('main_id', 'in', mains)
      .where('ended_at', 'is', null)
      .select('request_id')
      .execute()
    mains = rows.map(({ request_id: child }) => child)
  }
  return mains.length > 0
}

/** Selects as JSON what a request was cut out of; null where it was filed on its own. */
export const originOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonObjectFrom(
    row
      .selectFrom('request as other')
      .where('other.district_id', '=', districtId)
      .whereRef('other.id', '=', 'request.split_from')
      .select(linked),
  )

/** Selects as JSON the requests that were cut out of one, first to last. */
export const splitsOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonArrayFrom(
    row
      .selectFrom('request as other')
      .where('other.district_id', '=', districtId)
      .whereRef('other.split_from', '=', 'request.id')
      .select(linked)
      .orderBy('other.id'),
  )

/** Returns what a request was cut out of, if anything. */
export async function originIdOf(tx: Tx, districtId: number, id: string): Promise<string | null> {
  const found = await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select('split_from')
    .executeTakeFirst()
  return found?.split_from ?? null
}

export const insertMerge = (tx: Tx, merge: Insertable<RequestMerge>) => tx.insertInto('request_merge').values(merge).execute()

/** Ends the merge of a request that is open. */
export const endMerge = (tx: Tx, districtId: number, requestId: string, { at, by }: { at: Date; by: string | null }) =>
  tx
    .updateTable('request_merge')
    .where('district_id', '=', districtId)
    .where('request_id', '=', requestId)
    .where('ended_at', 'is', null)
    .set({ ended_at: at, ended_by: by })
    .execute()

/** Keeps which reply of its main a request was given. */
export const repliedBy = (tx: Tx, districtId: number, mergeId: string, seq: number | null) =>
  tx.updateTable('request_merge').where('district_id', '=', districtId).where('id', '=', mergeId).set({ replied_seq: seq }).execute()

/** Returns a request by its id or its number, with what it is merged into. */
export const target = async (tx: Tx, districtId: number, { id, number }: { id?: string | undefined; number?: string | undefined }) =>
  (await tx
    .selectFrom('request')
    .where('district_id', '=', districtId)
    .$if(id !== undefined, (one) => one.where('id', '=', id ?? ''))
    .$if(id === undefined, (one) => one.where('number', '=', number ?? ''))
    .select(['id', 'merged_into'])
    .executeTakeFirst()) ?? null

/** Locks requests in the order of their ids, so that two who lock the same pair wait for each other in turn. */
export const lockInOrder = (tx: Tx, districtId: number, ids: readonly string[]) =>
  tx.selectFrom('request').where('district_id', '=', districtId).where('id', 'in', ids).select('id').orderBy('id').forUpdate().execute()
