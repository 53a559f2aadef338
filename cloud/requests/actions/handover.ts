import { requestMachine, type RequestState } from '@doorstep/contract/requests/machine'
import type { Tx } from '../../platform/database/database'
import { bylineOf, staffLabelOf, otherHandler } from '../people/people'
import { transitionRequest } from '../case/transitions'
import { lockedCasesOf } from '../case/requests-store'
import { bySystem } from '../case/timeline'

const reassignable: readonly RequestState[] = requestMachine.reassign.from

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
 * many moved. Does not notify requesters: the hand-over does, once.
 */
export async function moveOpenCases(tx: Tx, { districtId, gridCode, fromStaff, toStaff, now }: HandOverOfCases): Promise<number> {
  const context = { tx, districtId, clock: { now: () => now } }
  const cases = (await lockedCasesOf(tx, districtId, gridCode, fromStaff)).filter(({ state }) => reassignable.includes(state))
  for (const row of cases) {
    const barred = row.excluded_handlers.includes(toStaff)
    const mustAccept = row.state === 'submitted'
    const handler = barred ? await otherHandler(context, row, { never: [fromStaff, toStaff], mustAccept }) : toStaff
    const label = handler === null ? null : await staffLabelOf(tx, districtId, handler, gridCode)
    await transitionRequest(context, row, {
      action: 'reassign',
      as: ['system'],
      by: bySystem,
      content: { text: '网格工作交接', to: label === null ? '网格团队' : bylineOf(label) },
      changes: { handler_code: handler },
    })
  }
  return cases.length
}
