import type { RequestState } from '@doorstep/contract/requests/case'
import { requestMachine } from '@doorstep/contract/requests/machine'
import type { CoreContext } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { bylineOf, staffLabelOf, otherHandler, unitFor, withoutHandler } from '../people/people'
import { notifyTransition } from '../case/notify'
import { transitionRequest } from '../case/transitions'
import { withParts, type Case } from '../case/case-store'
import { lockedCasesOf, type StoredRequest } from '../case/requests-store'
import { bySystem } from '../case/timeline'

export const reassignable: readonly RequestState[] = requestMachine.reassign.from

const handedOver = '网格工作交接'

export interface HandOverOfCases {
  districtId: number
  gridCode: string
  fromStaff: string
  toStaff: string
  now: Date
}

/** Returns who takes over a request that none of `never` may have. */
export const anotherThan = (context: CoreContext, row: StoredRequest, never: readonly (string | null)[]): Promise<string | null> =>
  otherHandler(context, row, { never, mustAccept: row.state === 'submitted' })

/** Hands a request on by the system, its promises unchanged. Who is told of a 举报 is told here: a hand-over tells nobody of it. */
export async function handOn(context: CoreContext, row: Case, handler: string | null, text: string): Promise<void> {
  const label = handler === null ? null : await staffLabelOf(context.tx, context.districtId, handler, row.grid_code)
  const after = await transitionRequest(context, row, {
    action: 'reassign',
    as: ['system'],
    by: bySystem,
    content: { text, to: label === null ? withoutHandler(row) : bylineOf(label) },
    changes: { handler_code: handler, unit_code: handler === null ? null : await unitFor(context.tx, context.districtId, row, handler) },
  })
  if (row.anonymous) await notifyTransition(context, { action: 'reassign', before: row, after, by: bySystem, text })
}

/**
 * 交接: moves every open request of the grid from the former grid member to the new one, with its promises unchanged; a request the new one
 * may not handle (rated badly, contested) goes to somebody else. Requests that wait for a rating stay with whoever replied. Returns how
 * many moved. Does not notify requesters: the hand-over does, once. A 举报 that an earlier version gave the former grid member goes back to
 * those who receive reports, told to them and its requester alone, and is not counted: the new grid member may be whom it is about.
 */
export async function moveOpenCases(tx: Tx, { districtId, gridCode, fromStaff, toStaff, now }: HandOverOfCases): Promise<number> {
  const context = { tx, districtId, clock: { now: () => now } }
  const held = await lockedCasesOf(tx, districtId, gridCode, fromStaff)
  const cases = await withParts(
    tx,
    districtId,
    held.filter(({ state }) => reassignable.includes(state)),
  )
  for (const row of cases) {
    const barred = row.anonymous || row.excluded_handlers.includes(toStaff)
    const handler = barred ? await anotherThan(context, row, [fromStaff, toStaff]) : toStaff
    await handOn(context, row, handler, handedOver)
  }
  return cases.filter(({ anonymous }) => !anonymous).length
}
