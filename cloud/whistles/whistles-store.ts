import { callClocks, callStates, whistleStates } from '@doorstep/contract/whistles/words'
import { expressionBuilder, type Expression, type Insertable, type Selectable, type Updateable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { clocksOf, storedClock } from '../clocks/api'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import { jsonInstant } from '../platform/database/json'
import type { DB, Whistle, WhistleCall, WhistleEvent } from '../platform/database/schema'

const moment = v.nullable(jsonInstant)

/** The call of a unit as JSON has it, with its clocks in the order they began. */
const StoredCall = v.object({
  id: v.string(),
  unit_code: v.string(),
  state: v.picklist(callStates),
  called_at: jsonInstant,
  respond_by: jsonInstant,
  responded_at: moment,
  arrive_by: moment,
  who: v.string(),
  arrived_at: moment,
  sent_back: v.boolean(),
  ended_at: moment,
  unit_rated: v.nullable(v.object({ inTime: v.boolean(), achieved: v.boolean(), text: v.string() })),
  call_rated: v.nullable(v.object({ needed: v.boolean(), prepared: v.boolean(), text: v.string() })),
  clocks: v.array(storedClock(callClocks)),
})
export type StoredCall = v.InferOutput<typeof StoredCall>

const Parts = v.object({ state: v.picklist(whistleStates), asked_units: v.array(v.string()), calls: v.array(StoredCall) })
export type StoredWhistle = Omit<Selectable<Whistle>, keyof v.InferOutput<typeof Parts>> & v.InferOutput<typeof Parts>

export const asWhistle = <Row extends Selectable<Whistle> & { calls: unknown }>(
  row: Row,
): Omit<Row, keyof v.InferOutput<typeof Parts>> & StoredWhistle => ({ ...row, ...v.parse(Parts, row) })

/** Selects as JSON the calls of a whistle, first to last. */
export const callsOf = (districtId: number, whistleId: Expression<string>) =>
  jsonArrayFrom(
    expressionBuilder<DB>()
      .selectFrom('whistle_call as call')
      .where('call.district_id', '=', districtId)
      .where('call.whistle_id', '=', whistleId)
      .select(['call.id', 'call.unit_code', 'call.state', 'call.called_at', 'call.respond_by', 'call.responded_at', 'call.arrive_by'])
      .select(['call.who', 'call.arrived_at', 'call.sent_back', 'call.ended_at', 'call.unit_rated', 'call.call_rated'])
      .select((call) => clocksOf(districtId, 'whistleCall', call.ref('call.id')).as('clocks'))
      .orderBy('call.called_at')
      .orderBy('call.id'),
  )

export const whistlesIn = (tx: Tx, districtId: number) =>
  tx
    .selectFrom('whistle')
    .where('whistle.district_id', '=', districtId)
    .select(columns.whistle.map((column) => `whistle.${column}` as const))
    .select((row) => callsOf(districtId, row.ref('whistle.id')).as('calls'))

export async function whistleById(tx: Tx, districtId: number, id: string): Promise<StoredWhistle | null> {
  const row = await whistlesIn(tx, districtId).where('whistle.id', '=', id).executeTakeFirst()
  return row === undefined ? null : asWhistle(row)
}

/** Returns a whistle with its calls, its row locked until the transaction ends. */
export async function lockedWhistle(tx: Tx, districtId: number, id: string): Promise<StoredWhistle | null> {
  const held = await tx
    .selectFrom('whistle')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select('id')
    .forUpdate()
    .executeTakeFirst()
  return held === undefined ? null : whistleById(tx, districtId, id)
}

/** Returns the whistles of somebody that are not over, first to last. */
export const openWhistlesOf = async (tx: Tx, districtId: number, staffCode: string): Promise<StoredWhistle[]> =>
  (
    await whistlesIn(tx, districtId)
      .where('whistle.closed_at', 'is', null)
      .where('whistle.by_staff', '=', staffCode)
      .orderBy('whistle.created_at')
      .orderBy('whistle.id')
      .execute()
  ).map(asWhistle)

/** Returns the whistle of a unit's call. */
export const whistleOfCall = async (tx: Tx, districtId: number, callId: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('whistle_call')
      .where('district_id', '=', districtId)
      .where('id', '=', callId)
      .select('whistle_id')
      .executeTakeFirst()
  )?.whistle_id ?? null

/** Returns the whistles about a request, first to last. */
export const whistlesAbout = async (tx: Tx, districtId: number, requestId: string): Promise<StoredWhistle[]> =>
  (await whistlesIn(tx, districtId).where('whistle.request_id', '=', requestId).orderBy('whistle.created_at').execute()).map(asWhistle)

export const insertWhistle = (tx: Tx, row: Insertable<Whistle>) => tx.insertInto('whistle').values(row).execute()

export const insertCalls = (tx: Tx, rows: readonly Insertable<WhistleCall>[]) =>
  tx
    .insertInto('whistle_call')
    .values([...rows])
    .execute()

export const insertEvent = (tx: Tx, row: Insertable<WhistleEvent>) => tx.insertInto('whistle_event').values(row).execute()

export async function updateWhistle(tx: Tx, districtId: number, id: string, changes: Updateable<Whistle>): Promise<void> {
  await tx.updateTable('whistle').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()
}

export async function updateCall(tx: Tx, districtId: number, id: string, changes: Updateable<WhistleCall>): Promise<void> {
  await tx.updateTable('whistle_call').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()
}

/** Ends the calls of a whistle that are still open. */
export async function endCalls(tx: Tx, districtId: number, whistleId: string, now: Date): Promise<void> {
  await tx
    .updateTable('whistle_call')
    .where('district_id', '=', districtId)
    .where('whistle_id', '=', whistleId)
    .where('ended_at', 'is', null)
    .set({ ended_at: now })
    .execute()
}

const Files = v.array(v.string())

/** Returns what happened with a whistle, first to last. */
export async function eventsOf(tx: Tx, districtId: number, whistleId: string) {
  const rows = await tx
    .selectFrom('whistle_event')
    .where('district_id', '=', districtId)
    .where('whistle_id', '=', whistleId)
    .select(['seq', 'did', 'at', 'by_staff', 'unit_code', 'text', 'files'])
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, files: v.parse(Files, row.files) }))
}
