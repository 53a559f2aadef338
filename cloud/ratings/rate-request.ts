import { isBad, type RateForm } from '@doorstep/contract/ratings'
import type { CaseParty } from '@doorstep/contract/requests/case'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import {
  actingAs,
  appendNote,
  caseAccessOf,
  caseRunner,
  caseSubject,
  detailOf,
  insertRating,
  lockedCase,
  notifyTransition,
  oweCall,
  ratedHandler,
  savedBefore,
  transitionRequest,
  type Case,
  type CaseRating,
  isOwn,
} from '../requests/api'
import { lookForBatches } from './odd-batches'
import { openedRemedy } from './remedy'
import { reopened, tellStaffOf } from './reopen-request'

type Form = InferOutput<typeof RateForm>

/**
 * Rates the latest reply, once. A bad rating reopens the request and assigns it to someone other than its handler; a good one closes it. A
 * request that closed unrated can still be rated while the window is open. Throws `alreadyRated`, `ratingOver`, `notNow`, and `notYourRole`
 * for a handler who would rate their own work (a request they filed for somebody).
 */
export async function rateRequest(acting: Acting, id: string, form: Form): Promise<RequestDetail> {
  const { tx, districtId } = acting
  const before = await lockedCase(tx, districtId, id)
  if (before === null || !isOwn(acting, before)) throw problem('notFound')
  return rated(acting, before, form, 'app')
}

/**
 * Writes down the rating that the person a request was filed for gives on the phone. Throws `notFound` outside the caller's area,
 * `notYourRole` to all who may not phone them (whoever handles or filed it, and the requester of their own), and what `rateRequest` throws.
 */
export async function ratePhoned(acting: Acting, id: string, form: Form): Promise<RequestDetail> {
  const before = await lockedCase(acting.tx, acting.districtId, id)
  const access = before === null ? null : await caseAccessOf(acting, before)
  if (before === null || access?.sees !== true) throw problem('notFound')
  if (!access.as.includes('callback')) throw problem('notYourRole')
  return rated(acting, before, form, 'phone')
}

/** How a rating came: given in the app, or on the phone and written down by staff. */
type Channel = 'app' | 'phone'

async function rated(acting: Acting, before: Case, form: Form, channel: Channel): Promise<RequestDetail> {
  const { as } = await caseAccessOf(acting, before)
  // `reopen` leads from every state in which a reply may be rated, well or badly.
  await caseRunner.check(caseSubject(acting, before, { as }), 'reopen')
  const moved = await afterRating(acting, { before, form, as, channel })
  const rating = ratingOf(acting, { before, moved, form, channel })
  if (!(await saveRating(acting, before, rating, channel))) throw problem('alreadyRated')
  const owed = await oweCall(acting, { action: isBad(form) ? 'reopen' : 'confirm', after: moved, text: '' })
  const after = await openedRemedy(acting, { ...owed, ratings: [rating, ...owed.ratings] }, rating)
  if (channel === 'app' && !before.anonymous) await lookForBatches(acting)
  await tellStaffOf(acting, before, after, form)
  await markTargetRead(acting, { kind: channel === 'app' ? 'request' : 'staffRequest', id: before.id })
  return detailOf(acting, after)
}

interface Given {
  before: Case
  moved: Case
  form: Form
  channel: Channel
}

/** Returns the rating under the staff member it is about; who gave it cannot be read from there. Only a tap in the app may be changed. */
function ratingOf({ clock, actor }: Acting, { before, moved, form, channel }: Given): CaseRating & { saved: string | null } {
  const { contacted, solved, satisfied, reasons, text } = form
  const answers = { contacted, solved, satisfied, reasons, text, files: [] }
  const own = {
    id: uuidv7(),
    round: before.rework,
    handler_code: ratedHandler(before),
    at: clock.now(),
    recorded_by: channel === 'app' ? null : (actor.staff?.code ?? null),
    changed_at: null,
    changed_from: null,
    ...answers,
  }
  if (channel === 'phone') return { ...own, open_until: null, tapped_at: null, before: null, saved: null }
  const { saved, parsed } = savedBefore(before, { seq: moved.last_seq, rated: false })
  return { ...own, open_until: before.rate_by, tapped_at: clock.now(), before: parsed, saved }
}

const saveRating = (
  { tx, districtId, actor }: Acting,
  row: Case,
  { reasons, files, saved, changed_from: _none, ...rating }: ReturnType<typeof ratingOf>,
  channel: Channel,
) =>
  insertRating(tx, channel === 'app' ? actor.sessionId : null, {
    ...rating,
    district_id: districtId,
    request_id: row.id,
    account_id: channel === 'app' ? actor.accountId : null,
    reasons: JSON.stringify(reasons),
    files: JSON.stringify(files),
    before: saved,
  })

/**
 * Makes the transition that follows from a rating. The timeline shows that it was rated, not how: the rating itself is only in its own
 * table.
 */
async function afterRating(
  acting: Acting,
  { before, form, as, channel }: { before: Case; form: Form; as: readonly CaseParty[]; channel: Channel },
): Promise<Case> {
  const by = await actingAs(acting, before, 'confirm', channel === 'app' ? ['requester'] : [])
  const content = { round: before.rework, ...(channel === 'phone' && { channel }) }
  if (isBad(form)) {
    const why = form.satisfied === null && { why: 'notSolved' }
    return reopened(acting, before, { action: 'reopen', as, by, content: { ...content, ...why } })
  }
  if (before.state === 'closed') return appendNote(acting, before, { did: 'rated', by, content })
  const after = await transitionRequest(acting, before, { action: 'confirm', as, by, content })
  await notifyTransition(acting, { action: 'confirm', before, after, by, text: '' })
  return after
}
