import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { storedClock, wasBroken } from '../../clocks/api'
import type { Acting } from '../../platform/context/call'
import { decodeCursor, encodeCursor } from '../../platform/database/cursor'
import { problem } from '../../platform/process/problem'
import { scopeOf } from '../reading/list'
import { ordersInScope } from './orders-store'
import { holderName } from './view'

type Endpoint = (typeof requestEndpoints.table)['GET /v1/staff/orders']

const Clocks = v.array(storedClock(['order']))

/** Returns the orders of the caller's area: open ones before those that are over, latest first. */
export async function listOrders(acting: Acting, { after, limit }: Parsed<Endpoint>['query']): Promise<Reply<Endpoint>> {
  const { tx, districtId, clock } = acting
  const now = clock.now()
  const scope = scopeOf(acting)
  if (scope === null) throw problem('notYourRole')
  const found = await ordersInScope(tx, districtId, { scope, now }, { after: cursorOf(after), limit: limit + 1 })
  const shown = found.slice(0, limit)
  const rows: Reply<Endpoint>['rows'] = []
  for (const order of shown) {
    const held = v.parse(Clocks, order.clocks).at(-1)
    rows.push({
      id: order.id,
      requestId: order.request_id,
      number: order.number,
      title: order.title,
      place: order.place,
      at: order.issued_at.toISOString(),
      text: order.text,
      handler: await holderName(acting, order),
      answerBy: (held?.dueAt ?? order.issued_at).toISOString(),
      overdue: held !== undefined && wasBroken(held, now),
      answered: order.acknowledged_at !== null,
      ended: order.ended_at !== null,
    })
  }
  const last = shown.at(-1)
  const next =
    found.length > limit && last !== undefined
      ? encodeCursor([String(last.ended_at === null), last.issued_at.toISOString(), last.id])
      : null
  return { rows, next }
}

function cursorOf(after: string | undefined): { open: boolean; at: string; id: string } | null {
  if (after === undefined) return null
  const [open, at, last] = decodeCursor(after, v.tuple([v.picklist(['true', 'false']), instant, id]))
  return { open: open === 'true', at, id: last }
}
