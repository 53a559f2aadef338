import { expressionBuilder, type Expression, type Insertable, type Updateable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { clocksOf, storedClock } from '../../clocks/api'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { DB, Extension } from '../../platform/database/schema'

const moment = v.nullable(jsonInstant)

/** A row of `extension` as JSON has it, with the clock of its decision. */
export const StoredExtension = v.object({
  id: v.string(),
  clock_id: v.string(),
  working_days: v.number(),
  reason: v.string(),
  asked_at: jsonInstant,
  asked_by: v.string(),
  approver_code: v.string(),
  from_due: jsonInstant,
  to_due: jsonInstant,
  decided_at: moment,
  decided_by: v.nullable(v.string()),
  granted: v.nullable(v.boolean()),
  refusal: v.nullable(v.string()),
  ended_at: moment,
  ended_why: v.nullable(v.string()),
  clocks: v.array(storedClock(['extension'])),
})
export type StoredExtension = v.InferOutput<typeof StoredExtension>

/** Selects as JSON the extensions of a request, first to last, within a statement that selects the request. */
export const extensionsOf = (districtId: number, requestId: Expression<string>) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('extension')
      .where('extension.district_id', '=', districtId)
      .where('extension.request_id', '=', requestId)
      .select(['extension.id', 'clock_id', 'working_days', 'extension.reason', 'asked_at', 'asked_by', 'approver_code'])
      .select(['from_due', 'to_due', 'decided_at', 'decided_by', 'granted', 'refusal', 'extension.ended_at', 'extension.ended_why'])
      .select((row) => clocksOf(districtId, 'extension', row.ref('extension.id')).as('clocks'))
      .orderBy('asked_at')
      .orderBy('extension.id'),
  )

export const insertExtension = (tx: Tx, row: Insertable<Extension>) => tx.insertInto('extension').values(row).execute()

export async function updateExtension(tx: Tx, districtId: number, id: string, changes: Updateable<Extension>): Promise<void> {
  await tx.updateTable('extension').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()
}

/** Returns the request an extension is of. */
export const requestOfExtension = async (tx: Tx, districtId: number, id: string): Promise<string | null> =>
  (await tx.selectFrom('extension').where('district_id', '=', districtId).where('id', '=', id).select('request_id').executeTakeFirst())
    ?.request_id ?? null
