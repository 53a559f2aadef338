import type { NoticeState, StaffNotice } from '@doorstep/contract/notices'
import { branchFacts, type BranchFact } from '../branches/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import { partiesTo } from './access'
import { noticeRunner } from './guards'
import * as store from './notices-store'
import { notifyTransition, type NoticeAction } from './notify'
import { staffNotice } from './staff-read'

interface CheckedTransition {
  action: NoticeAction
  notice: store.StoredNotice
  branch: BranchFact
  /** The state after the transition. */
  to: NoticeState
}

/**
 * Checks one transition of the contract's state machine against the locked notice. Throws `notFound` when the caller may not see the notice
 * or take the action, `ownNotice` when another person must take it, `notNow` in a state that does not allow it.
 */
export async function checkedTransition(call: Acting, id: string, action: NoticeAction): Promise<CheckedTransition> {
  const { tx, districtId, actor } = call
  const notice = await store.lockNotice(tx, districtId, id)
  const branch = notice && (await branchFacts(tx, districtId, [notice.branch_code])).get(notice.branch_code)
  if (notice === undefined || branch === undefined) throw problem('notFound')
  return { action, notice, branch, to: await noticeRunner.check({ notice, parties: partiesTo(notice, branch, actor) }, action) }
}

/** Makes a checked transition: changes the row and notifies. */
export async function transitionNotice(
  call: Acting,
  { to, ...checked }: CheckedTransition,
  changes: Omit<store.Change, 'state'>,
  reason = '',
): Promise<void> {
  const { tx, districtId, clock } = call
  await store.changeNotice(tx, districtId, checked.notice.id, { ...changes, state: to }, clock.now())
  await notifyTransition(call, { ...checked, reason })
}

/** Takes one action and returns the notice afterwards. */
async function act(call: Acting, id: string, action: NoticeAction, changes: Omit<store.Change, 'state'>, reason?: string) {
  await transitionNotice(call, await checkedTransition(call, id, action), changes, reason)
  return staffNotice(call, id)
}

const reviewer = ({ actor }: Acting) => ({ reviewer_code: actor.staff?.code ?? null })

export const submit = (call: Acting, id: string): Promise<StaffNotice> => act(call, id, 'submit', { returned_reason: null })

export const approve = (call: Acting, id: string): Promise<StaffNotice> =>
  act(call, id, 'approve', { ...reviewer(call), published_at: call.clock.now() })

export const giveBack = (call: Acting, id: string, { reason }: { reason: string }): Promise<StaffNotice> =>
  act(call, id, 'return', { ...reviewer(call), returned_reason: reason }, reason)

export const withdraw = (call: Acting, id: string, { reason }: { reason: string }): Promise<StaffNotice> =>
  act(call, id, 'withdraw', { withdrawn_reason: reason }, reason)
