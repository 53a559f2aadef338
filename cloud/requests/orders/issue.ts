import { ordersRules } from '@doorstep/contract/requests/machine/orders'
import { acknowledgeRule } from '@doorstep/contract/rule-words'
import { acknowledgeDays } from '@doorstep/contract/rules'
import type { RequestState } from '@doorstep/contract/requests/case'
import { begun, saveClocks, stoppedAt, wasBroken } from '../../clocks/api'
import type { CoreContext } from '../../platform/context/call'
import { uuidv7 } from '../../platform/process/ids'
import type { Case } from '../case/case-store'
import { stateClock, type CaseClock } from '../deadlines/case-clocks'
import { insertOrder, openOrder, unansweredOrder, updateOrder, type StoredOrder } from './orders-store'

/** Who issues an order (null: the system), in which words, and about which deadline that was missed. */
interface Issued {
  by: string | null
  text: string
  about: CaseClock | null
}

/** Returns the deadline an order is about that is issued now: that of the state, where it was missed. */
export function missedClock({ clock }: CoreContext, { clocks }: Case): CaseClock | null {
  const held = stateClock(clocks)
  return held !== null && wasBroken(held, clock.now()) ? held : null
}

/** Issues an order to whoever has a request, and starts the clock of its answer. The caller has locked the request, which has none open. */
export async function issueOrder(context: CoreContext, row: Case, { by, text, about }: Issued): Promise<StoredOrder> {
  const { tx, districtId, clock } = context
  const order = {
    id: uuidv7(),
    clock_id: about?.id ?? null,
    clock_due_at: about?.dueAt ?? null,
    issued_at: clock.now(),
    issued_by: by,
    text,
    to_unit: row.unit_code,
    to_handler: row.handler_code,
  }
  await insertOrder(tx, { district_id: districtId, request_id: row.id, ...order })
  const allowance = { id: uuidv7(), durations: [{ amount: acknowledgeDays, unit: 'workingDay' as const }], rule: acknowledgeRule }
  const clocks = [begun('order', allowance, clock.now())]
  await saveClocks(context, { kind: 'order', id: order.id }, [], clocks)
  return { ...order, acknowledged_at: null, acknowledged_by: null, acknowledgement: null, ended_at: null, clocks }
}

/** Writes down what was answered to the order that waits for it; returns that order. */
export async function answerOrder(
  context: CoreContext,
  row: Case,
  { by, text }: { by: string | null; text: string },
): Promise<StoredOrder | undefined> {
  const order = unansweredOrder(row)
  if (order === undefined) return undefined
  const change = { acknowledged_at: context.clock.now(), acknowledged_by: by, acknowledgement: text }
  return changed(context, order, change)
}

/** The states in which an order stands: in every other nobody owes anything any more. */
const standsIn: readonly RequestState[] = ordersRules.order.from

/** Ends the open order of a request that comes into a state in which none stands; returns its orders as they are now. */
export async function endOrder(context: CoreContext, row: Case, state: RequestState): Promise<StoredOrder[]> {
  const order = openOrder(row)
  if (order === undefined || standsIn.includes(state)) return row.orders
  const ended = await changed(context, order, { ended_at: context.clock.now(), ended_why: state })
  return row.orders.map((one) => (one.id === ended.id ? ended : one))
}

type Change = Partial<Pick<StoredOrder, 'acknowledged_at' | 'acknowledged_by' | 'acknowledgement' | 'ended_at'>> & { ended_why?: string }

/** Saves a change after which nobody owes an answer: the clock stops. */
async function changed(context: CoreContext, order: StoredOrder, { ended_why: why, ...change }: Change): Promise<StoredOrder> {
  await updateOrder(context.tx, context.districtId, order.id, { ...change, ...(why !== undefined && { ended_why: why }) })
  const clocks = stoppedAt(order.clocks, context.clock.now())
  await saveClocks(context, { kind: 'order', id: order.id }, order.clocks, clocks)
  return { ...order, ...change, clocks }
}
