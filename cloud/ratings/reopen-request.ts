import { badReasons, isBad, type RateForm } from '@doorstep/contract/ratings'
import type { InferOutput } from 'valibot'
import type { Acting } from '../platform/context/call'
import {
  handedOn,
  notifyStaff,
  notifyTransition,
  ratedHandler,
  supervisorsOf,
  transitionRequest,
  type Case,
  type RequestTransition,
  type StoredRequest,
} from '../requests/api'

/** Reopens a request for somebody who has not handled it: after a bad rating, or where 没解决 is added to a good one. */
export async function reopened(
  acting: Acting,
  before: Case,
  transition: Pick<RequestTransition, 'as' | 'by' | 'content' | 'files'> & { action: 'reopen' | 'notSolved' | 'rateWorse' },
): Promise<Case> {
  const changes = { rework: before.rework + 1, rate_by: null, outcome: null, ...(await handedOn(acting, before, { mustAccept: false })) }
  const after = await transitionRequest(acting, before, { ...transition, changes })
  await notifyTransition(acting, { action: transition.action, before, after, by: transition.by, text: '' })
  return after
}

type Rated = Pick<InferOutput<typeof RateForm>, 'solved' | 'satisfied' | 'reasons'>

/**
 * Notifies the author of the reply that the request is closed or went on to somebody else, and of nothing that was rated: its number says
 * whose it is. Of a 举报 nothing is sent. Supervisors are notified of bad ratings.
 */
export async function tellStaffOf(acting: Acting, before: Case, after: StoredRequest, rated: Rated): Promise<void> {
  const why = rated.reasons.map((reason) => badReasons[reason]).join('、')
  // By the event and not by the round: a tap that was taken back is followed by another.
  const about = String(after.last_seq)
  if (!before.anonymous) {
    const title = isBad(rated) ? '一件诉求转给别人办理' : '一件诉求已确认办结'
    const said = { kind: 'state' as const, title, text: `${before.number} ${before.title}` }
    await notifyStaff(acting, before, [ratedHandler(before)], said, `rated:${about}`)
  }
  if (!isBad(rated)) return
  const supervisors = await supervisorsOf(acting.tx, acting.districtId, before)
  const said = {
    kind: 'task' as const,
    title: '有一件差评正在重办',
    text: `${before.number} ${before.title}${before.anonymous || why === '' ? '' : `：${why}`}`,
  }
  await notifyStaff(acting, after, supervisors, said, `bad:${about}`)
}
