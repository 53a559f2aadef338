import { isBad, type RateForm } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import {
  actingAs,
  appendNote,
  caseAccessOf,
  caseRunner,
  caseSubject,
  detailOf,
  lockedCase,
  notifyRatingSockets,
  notifyTransition,
  ratingThatCounts,
  transitionRequest,
  updateRating,
  type Case,
  isOwn,
} from '../requests/api'
import { openedRemedy } from './remedy'
import { reopened, tellStaffOf } from './reopen-request'

/**
 * Changes the caller's own rating, once, within `changeDays`; what it said before is kept. The case follows: a good one that becomes bad is
 * reopened, a bad one that becomes good is closed. Throws `notNow` once its reply is answered anew, `ratingChanged`, and `ratingOver`.
 */
export async function changeRating(acting: Acting, id: string, form: InferOutput<typeof RateForm>): Promise<RequestDetail> {
  const { tx, districtId, clock } = acting
  const before = await lockedCase(tx, districtId, id)
  if (before === null || !isOwn(acting, before)) throw problem('notFound')
  const { as } = await caseAccessOf(acting, before)
  const rating = ratingThatCounts(before)
  if (rating === undefined) throw problem('notNow')
  const { contacted, solved, satisfied } = rating
  // What closes or reopens a case is decided where it is; the guard of both actions is the same.
  await caseRunner.check(caseSubject(acting, before, { as }), before.state === 'closed' ? 'rateWorse' : 'rateBetter')
  const changed = { ...form, changed_at: clock.now(), changed_from: { contacted, solved, satisfied }, before: null, tapped_at: null }
  await updateRating(tx, districtId, rating.id, {
    ...changed,
    reasons: JSON.stringify(form.reasons),
    changed_from: JSON.stringify(changed.changed_from),
  })
  const whole = { ...rating, ...changed }
  const moved = await moveOn(acting, before, {
    as,
    worse: isBad(whole) && !isBad(rating),
    better: isBad(rating) && !isBad(whole),
    round: rating.round,
  })
  const ratings = moved.ratings.map((one) => (one.id === rating.id ? whole : one))
  const after = await openedRemedy(acting, { ...moved, ratings }, whole)
  if (after.rework > before.rework) await tellStaffOf(acting, before, after, form)
  else await notifyRatingSockets(acting, after, rating.handler_code)
  await markTargetRead(acting, { kind: 'request', id })
  return detailOf(acting, after)
}

interface Turn {
  as: Awaited<ReturnType<typeof caseAccessOf>>['as']
  worse: boolean
  better: boolean
  round: number
}

async function moveOn(acting: Acting, before: Case, { as, worse, better, round }: Turn): Promise<Case> {
  const by = await actingAs(acting, before, 'rateWorse', ['requester'])
  const content = { round }
  if (worse && before.state === 'closed') return reopened(acting, before, { action: 'rateWorse', as, by, content })
  if (!better || before.state === 'closed') return appendNote(acting, before, { did: 'ratingChanged', by, content }, { quiet: true })
  const after = await transitionRequest(acting, before, { action: 'rateBetter', as, by, content })
  await notifyTransition(acting, { action: 'rateBetter', before, after, by, text: '' })
  return after
}
