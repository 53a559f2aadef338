import { expressionBuilder, type Expression, type Insertable, type Updateable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { clocksOf, storedClock } from '../clocks/api'
import type { Tx } from '../platform/database/database'
import { jsonInstant } from '../platform/database/json'
import type { DB, DispatchPart } from '../platform/database/schema'

const moment = v.nullable(jsonInstant)

/** A unit's part in a request as JSON has it. */
export const StoredPart = v.object({
  id: v.string(),
  unit_code: v.string(),
  lead: v.boolean(),
  how: v.picklist(['directory', 'staff', 'decision']),
  rule_code: v.nullable(v.string()),
  reason: v.string(),
  outside: v.nullable(v.string()),
  at: jsonInstant,
  ended_at: moment,
  ended_why: v.nullable(v.string()),
  words: v.nullable(v.string()),
  disputed_at: moment,
  dispute_reason: v.nullable(v.string()),
  reviewer_code: v.nullable(v.string()),
  decided_at: moment,
  decision: v.nullable(v.string()),
  decision_reason: v.nullable(v.string()),
  clocks: v.array(storedClock(['part'])),
  /** The clock of whoever decides its dispute. */
  decision_clocks: v.array(storedClock(['dispute'])),
})
export type StoredPart = v.InferOutput<typeof StoredPart>

/** Selects as JSON the parts of a request with their clocks, first to last and the lead before the others, within a statement that selects the request. */
export const partsOf = (districtId: number, requestId: Expression<string>) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('dispatch_part as part')
      .where('part.district_id', '=', districtId)
      .where('part.request_id', '=', requestId)
      .select(['part.id', 'part.unit_code', 'part.lead', 'part.how', 'part.rule_code', 'part.reason', 'part.outside', 'part.at'])
      .select(['part.ended_at', 'part.ended_why', 'part.words', 'part.disputed_at', 'part.dispute_reason', 'part.reviewer_code'])
      .select(['part.decided_at', 'part.decision', 'part.decision_reason'])
      .select((part) => [
        clocksOf(districtId, 'part', part.ref('part.id')).as('clocks'),
        clocksOf(districtId, 'dispute', part.ref('part.id')).as('decision_clocks'),
      ])
      .orderBy('part.at')
      .orderBy('part.lead', 'desc')
      .orderBy('part.id'),
  )

export const insertParts = (tx: Tx, parts: readonly Insertable<DispatchPart>[]) =>
  tx
    .insertInto('dispatch_part')
    .values([...parts])
    .execute()

export async function updatePart(tx: Tx, districtId: number, id: string, changes: Updateable<DispatchPart>): Promise<void> {
  await tx.updateTable('dispatch_part').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()
}

/** Returns the request a part is of. */
export const requestOfPart = async (tx: Tx, districtId: number, id: string): Promise<string | null> =>
  (await tx.selectFrom('dispatch_part').where('district_id', '=', districtId).where('id', '=', id).select('request_id').executeTakeFirst())
    ?.request_id ?? null

/** Selects the requests that units join in and have not reported on yet. */
export const joinedBy = (districtId: number, unitCodes: readonly string[]) =>
  expressionBuilder<DB>()
    .selectFrom('dispatch_part')
    .where('district_id', '=', districtId)
    .where('unit_code', 'in', unitCodes)
    .where('ended_at', 'is', null)
    .where('lead', '=', false)
    .select('request_id')

/** Returns the requests with a dispute that this reviewer has to decide. */
export async function disputesBefore(tx: Tx, districtId: number, reviewerCode: string): Promise<string[]> {
  const rows = await tx
    .selectFrom('dispatch_part')
    .where('district_id', '=', districtId)
    .where('reviewer_code', '=', reviewerCode)
    .where('disputed_at', 'is not', null)
    .where('decided_at', 'is', null)
    .where('ended_at', 'is', null)
    .select('request_id')
    .orderBy('request_id')
    .execute()
  return rows.map(({ request_id: id }) => id)
}
