import { requestMachine, type RequestState } from '@doorstep/contract/requests/machine'
import type { Tx } from '../../platform/database/database'
import { bylineOf, staffLabelOf, otherHandler, withoutHandler } from '../people/people'
import { notifyTransition } from '../case/notify'
import { transitionRequest } from '../case/transitions'
import { lockedCasesOf } from '../case/requests-store'
import { bySystem } from '../case/timeline'

const reassignable: readonly RequestState[] = requestMachine.reassign.from

const handedOver = '网格工作交接'

export interface HandOverOfCases {
  districtId: number
  gridCode: string
  fromStaff: string
  toStaff: string
  now: Date
}

/**
 * 交接: moves every open request of the grid from the former grid member to the new one, with its promises unchanged; a request the new one
 * may not handle (rated badly, contested) goes to somebody else. Requests that wait for a rating stay with whoever replied. Returns how
 * many moved. Does not notify requesters: the hand-over does, once. A 举报 that an earlier version gave the former grid member goes back to
 * those who receive reports, told to them and its requester alone, and is not counted: the new grid member may be whom it is about.
 */
export async function moveOpenCases(tx: Tx, { districtId, gridCode, fromStaff, toStaff, now }: HandOverOfCases): Promise<number> {
  const context = { tx, districtId, clock: { now: () => now } }
  const cases = (await lockedCasesOf(tx, districtId, gridCode, fromStaff)).filter(({ state }) => reassignable.includes(state))
  for (const row of cases) {
    const barred = row.anonymous || row.excluded_handlers.includes(toStaff)
    const mustAccept = row.state === 'submitted'
    const handler = barred ? await otherHandler(context, row, { never: [fromStaff, toStaff], mustAccept }) : toStaff
    const label = handler === null ? null : await staffLabelOf(tx, districtId, handler, gridCode)
    const after = await transitionRequest(context, row, {
      action: 'reassign',
      as: ['system'],
      by: bySystem,
      content: { text: handedOver, to: label === null ? withoutHandler(row) : bylineOf(label) },
      changes: { handler_code: handler },
    })
    if (row.anonymous) await notifyTransition(context, { action: 'reassign', before: row, after, by: bySystem, text: handedOver })
  }
  return cases.filter(({ anonymous }) => !anonymous).length
}
