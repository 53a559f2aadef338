import { expressionBuilder, sql, type ExpressionBuilder, type Insertable, type SqlBool, type Updateable } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import { clocksOf, storedClock } from '../../clocks/api'
import type { Tx } from '../../platform/database/database'
import { jsonInstant } from '../../platform/database/json'
import type { DB, SupervisionOrder } from '../../platform/database/schema'
import { inScope, type Page, type Scope } from '../reading/list-store'

const moment = v.nullable(jsonInstant)

/** An order about a request as JSON has it, with the clock by which it is answered. */
export const StoredOrder = v.object({
  id: v.string(),
  clock_id: v.nullable(v.string()),
  clock_due_at: moment,
  issued_at: jsonInstant,
  issued_by: v.nullable(v.string()),
  text: v.string(),
  to_unit: v.nullable(v.string()),
  to_handler: v.nullable(v.string()),
  acknowledged_at: moment,
  acknowledged_by: v.nullable(v.string()),
  acknowledgement: v.nullable(v.string()),
  ended_at: moment,
  clocks: v.array(storedClock(['order'])),
})
export type StoredOrder = v.InferOutput<typeof StoredOrder>

/** Selects as JSON the orders about a request, first to last, within a statement that selects the request. */
export const ordersOf = (row: ExpressionBuilder<DB, 'request'>, districtId: number) =>
  jsonArrayFrom(
    row
      .selectFrom('supervision_order as order')
      .where('order.district_id', '=', districtId)
      .whereRef('order.request_id', '=', 'request.id')
      .select(['order.id', 'clock_id', 'clock_due_at', 'issued_at', 'issued_by', 'order.text', 'to_unit', 'to_handler'])
      .select(['acknowledged_at', 'acknowledged_by', 'acknowledgement', 'order.ended_at'])
      .select((order) => clocksOf(districtId, 'order', order.ref('order.id')).as('clocks'))
      .orderBy('issued_at')
      .orderBy('order.id'),
  )

export async function insertOrder(tx: Tx, order: Insertable<SupervisionOrder>): Promise<void> {
  await tx.insertInto('supervision_order').values(order).execute()
}

export async function updateOrder(tx: Tx, districtId: number, id: string, changes: Updateable<SupervisionOrder>): Promise<void> {
  await tx.updateTable('supervision_order').where('district_id', '=', districtId).where('id', '=', id).set(changes).execute()
}

/** Returns the request an order is about. */
export const requestOfOrder = async (tx: Tx, districtId: number, id: string): Promise<string | null> =>
  (
    await tx
      .selectFrom('supervision_order')
      .where('district_id', '=', districtId)
      .where('id', '=', id)
      .select('request_id')
      .executeTakeFirst()
  )?.request_id ?? null

/** Returns the orders about the requests of a scope: open ones first, then the latest. */
export const ordersInScope = (
  tx: Tx,
  districtId: number,
  { scope, now }: { scope: Scope; now: Date },
  { after, limit }: Page<{ open: boolean; at: string; id: string }>,
) =>
  tx
    .selectFrom('supervision_order as order')
    .innerJoin(
      (from) =>
        from
          .selectFrom('request')
          .where('request.district_id', '=', districtId)
          .where(inScope(expressionBuilder<DB, 'request'>(), scope, now))
          .select(['request.id', 'number', 'title', 'place', 'grid_code', 'handler_code', 'unit_code', 'anonymous'])
          .as('about'),
      (on) => on.onRef('about.id', '=', 'order.request_id'),
    )
    .where('order.district_id', '=', districtId)
    .$if(after !== null, (some) =>
      some.where(
        sql<SqlBool>`("order".ended_at is null, issued_at, "order".id) < (${after?.open}::boolean, ${after?.at}::timestamptz, ${after?.id}::uuid)`,
      ),
    )
    .orderBy(sql`("order".ended_at is null)`, 'desc')
    .orderBy('issued_at', 'desc')
    .orderBy('order.id', 'desc')
    .limit(limit)
    .select(['order.id', 'request_id', 'issued_at', 'order.text', 'acknowledged_at', 'order.ended_at'])
    .select(['number', 'title', 'place', 'grid_code', 'handler_code', 'unit_code', 'anonymous'])
    .select((order) => clocksOf(districtId, 'order', order.ref('order.id')).as('clocks'))
    .execute()

/** Returns the order that is open; one at a time is. */
export const openOrder = ({ orders }: { orders: readonly StoredOrder[] }): StoredOrder | undefined =>
  orders.find(({ ended_at: ended }) => ended === null)

/** Returns the order that waits for an answer. */
export const unansweredOrder = (row: { orders: readonly StoredOrder[] }): StoredOrder | undefined => {
  const order = openOrder(row)
  return order?.acknowledged_at === null ? order : undefined
}
