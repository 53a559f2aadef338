import { clockNames } from '@doorstep/contract/requests/case'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { wasBroken } from '../../clocks/api'
import { nameOfStaff, unitsOf } from '../../grids/api'
import type { Acting, CoreContext } from '../../platform/context/call'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import { sideOf } from '../case/rows'
import { withoutHandler } from '../people/people'

type Holder = Pick<StoredRequest, 'handler_code' | 'unit_code' | 'anonymous'>

/** Returns who has, or had, a request, as the staff read it: the handler, else the unit, else who works on it without one. */
export async function holderName({ tx, districtId }: CoreContext, row: Holder): Promise<string> {
  if (row.handler_code !== null) return nameOfStaff(tx, districtId, row.handler_code)
  return (await unitsOf(tx, districtId)).get(row.unit_code ?? '')?.name ?? withoutHandler(row)
}

/** Returns the orders about a request, last first, for the staff; none for its requester, who reads of them in the timeline. */
export async function orderViews(acting: Acting, row: Case): Promise<RequestDetail['orders']> {
  if (sideOf(acting, row) === 'requester') return []
  const { tx, districtId } = acting
  const now = acting.clock.now()
  const views: RequestDetail['orders'] = []
  for (const order of row.orders) {
    const clock = order.clocks.at(-1)
    const about = row.clocks.find(({ id }) => id === order.clock_id)
    views.unshift({
      id: order.id,
      at: order.issued_at.toISOString(),
      by: order.issued_by === null ? null : await nameOfStaff(tx, districtId, order.issued_by),
      text: order.text,
      about:
        about === undefined || order.clock_due_at === null
          ? null
          : { name: clockNames[about.kind], dueAt: order.clock_due_at.toISOString() },
      to: await holderName(acting, { ...row, handler_code: order.to_handler, unit_code: order.to_unit }),
      answerBy: (clock?.dueAt ?? order.issued_at).toISOString(),
      rule: clock?.rule ?? '',
      overdue: clock !== undefined && wasBroken(clock, now),
      answered:
        order.acknowledged_at === null
          ? null
          : {
              at: order.acknowledged_at.toISOString(),
              by: await nameOfStaff(tx, districtId, order.acknowledged_by ?? ''),
              text: order.acknowledgement ?? '',
            },
      endedAt: order.ended_at?.toISOString() ?? null,
    })
  }
  return views
}
