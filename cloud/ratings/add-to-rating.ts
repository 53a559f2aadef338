import { isBad, type AddToRatingForm } from '@doorstep/contract/ratings'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import {
  actingAs,
  appendNote,
  attach,
  caseAccessOf,
  detailOf,
  lockedCase,
  notifyRatingSockets,
  notifyStaff,
  ratingThatCounts,
  savedBefore,
  updateRating,
  type Case,
  type CaseRating,
  isOwn,
} from '../requests/api'
import { openedRemedy } from './remedy'
import { reopened, tellStaffOf } from './reopen-request'

type Form = InferOutput<typeof AddToRatingForm>

/**
 * Adds to the caller's own rating what it does not say yet, each answer once, while the rating is open. 没解决 added to a good face reopens
 * the request as a bad rating does. Throws `notNow` when nothing is rated, `ratingOver`, and `ratingAnswered` for what was answered before.
 */
export async function addToRating(acting: Acting, id: string, form: Form): Promise<RequestDetail> {
  const { tx, districtId, clock } = acting
  const before = await lockedCase(tx, districtId, id)
  if (before === null || !isOwn(acting, before)) throw problem('notFound')
  const rating = ratingThatCounts(before)
  if (rating === undefined || before.state === 'withdrawn') throw problem('notNow')
  if (rating.open_until === null || clock.now() > rating.open_until) throw problem('ratingOver')
  const added = addedTo(rating, form)
  const files = await attach(acting, id, form.fileIds)
  const whole: CaseRating = { ...rating, ...added, files: [...rating.files, ...files] }
  const reopens = isBad(whole) && !isBad(rating)
  const { as } = await caseAccessOf(acting, before)
  const by = await actingAs(acting, before, 'notSolved', ['requester'])
  const entry = { by, content: { round: rating.round }, files }
  const after = reopens
    ? await reopened(acting, before, { action: 'notSolved', as, ...entry })
    : await appendNote(acting, before, { did: 'ratingAdded', ...entry }, { quiet: true })
  const tap = savedBefore(before, { seq: after.last_seq, rated: true })
  const tapped = reopens ? { tapped_at: clock.now(), before: tap.parsed } : {}
  await updateRating(tx, districtId, rating.id, {
    ...added,
    reasons: JSON.stringify(whole.reasons),
    files: JSON.stringify(whole.files),
    ...(reopens && { ...tapped, before: tap.saved }),
  })
  if (reopens) await tellStaffOf(acting, before, after, { ...whole, reasons: form.reasons })
  else await tellAdded(acting, after, whole)
  await markTargetRead(acting, { kind: 'request', id })
  const ratings = after.ratings.map((one) => (one.id === rating.id ? { ...whole, ...tapped } : one))
  return detailOf(acting, await openedRemedy(acting, { ...after, ratings }, whole))
}

/** Returns the answers that a form adds; throws `ratingAnswered` where there is one already. */
function addedTo(rating: CaseRating, { contacted, solved, satisfied, reasons, text, fileIds }: Form) {
  const twice =
    (contacted !== null && rating.contacted !== null) ||
    (solved !== null && rating.solved !== null) ||
    (satisfied !== null && rating.satisfied !== null) ||
    (reasons.length > 0 && rating.reasons.length > 0) ||
    (text !== '' && rating.text !== '') ||
    (fileIds.length > 0 && rating.files.length > 0)
  if (twice) throw problem('ratingAnswered')
  return {
    contacted: contacted ?? rating.contacted,
    solved: solved ?? rating.solved,
    satisfied: satisfied ?? rating.satisfied,
    reasons: reasons.length > 0 ? reasons : rating.reasons,
    text: text === '' ? rating.text : text,
  }
}

/**
 * Tells those who may read the rating of what was added to it. Whoever works on the request again is notified of why; whose reply it is about
 * hears nothing, and of a 举报 nobody does.
 */
async function tellAdded(acting: Acting, row: Case, rating: CaseRating): Promise<void> {
  const says = rating.reasons.length > 0 || rating.text !== '' || rating.files.length > 0
  if (!row.anonymous && isBad(rating) && says && row.handler_code !== rating.handler_code) {
    const said = { kind: 'state' as const, title: '居民说了为什么要重办', text: `${row.number} ${row.title}` }
    await notifyStaff(acting, row, [row.handler_code], said)
  }
  await notifyRatingSockets(acting, row, rating.handler_code)
}
