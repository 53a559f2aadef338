import { badReasons, isBad, type RateForm } from '@doorstep/contract/ratings'
import type { CaseParty } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { markTargetRead } from '../notifications/api'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import {
  actingAs,
  caseAccessOf,
  caseRunner,
  caseSubject,
  handedOn,
  notifyStaff,
  notifyTransition,
  lockedCase,
  oweCall,
  type Case,
  type StoredRequest,
  appendNote,
  transitionRequest,
  detailOf,
  insertRating,
  supervisorsOf,
} from '../requests/api'

type Form = InferOutput<typeof RateForm>

/**
 * Rates the latest reply, once. A bad rating reopens the request and assigns it to someone other than its handler; a good one closes it. A
 * request that closed unrated can still be rated while the window is open. Throws `alreadyRated`, `ratingOver`, `notNow`, and `notYourRole`
 * for a handler who would rate their own work (a request they filed for somebody).
 */
export async function rateRequest(acting: Acting, id: string, form: Form): Promise<RequestDetail> {
  const { tx, districtId, actor } = acting
  const before = await lockedCase(tx, districtId, id)
  if (before?.account_id !== actor.accountId) throw problem('notFound')
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
  if (!(await saveRating(acting, before, form, channel))) throw problem('alreadyRated')
  const after = await oweCall(acting, { action: isBad(form) ? 'reopen' : 'confirm', after: moved, text: '' })
  const withRating = { ...after, ratings: [{ round: before.rework, handler_code: before.handler_code, ...form }, ...after.ratings] }
  await tellStaffOf(acting, before, after, form)
  await markTargetRead(acting, { kind: channel === 'app' ? 'request' : 'staffRequest', id: before.id })
  return detailOf(acting, withRating)
}

/** Saves the rating under the staff member it is about; who gave it cannot be read from there. */
const saveRating = (
  { tx, districtId, actor, clock }: Acting,
  row: StoredRequest,
  { contacted, solved, satisfied, reasons, text }: Form,
  channel: Channel,
) =>
  insertRating(tx, {
    district_id: districtId,
    id: uuidv7(),
    request_id: row.id,
    round: row.rework,
    account_id: channel === 'app' ? actor.accountId : null,
    recorded_by: channel === 'app' ? null : (actor.staff?.code ?? null),
    handler_code: row.handler_code,
    contacted,
    solved,
    satisfied,
    reasons: JSON.stringify(reasons),
    text,
    at: clock.now(),
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
    const changes = { rework: before.rework + 1, rate_by: null, outcome: null, ...(await handedOn(acting, before, { mustAccept: false })) }
    const after = await transitionRequest(acting, before, { action: 'reopen', as, by, content, changes })
    await notifyTransition(acting, { action: 'reopen', before, after, by, text: '' })
    return after
  }
  if (before.state === 'closed') return appendNote(acting, before, { did: 'rated', by, content })
  const after = await transitionRequest(acting, before, { action: 'confirm', as, by, content })
  await notifyTransition(acting, { action: 'confirm', before, after, by, text: '' })
  return after
}

/**
 * Notifies the author of the reply that the request is closed or went on to somebody else, and of nothing that was rated: its number says
 * whose it is. Of a 举报 nothing is sent. Supervisors are notified of bad ratings.
 */
async function tellStaffOf(acting: Acting, before: StoredRequest, after: StoredRequest, form: Form): Promise<void> {
  const why = form.reasons.map((reason) => badReasons[reason]).join('、')
  if (!before.anonymous) {
    const title = isBad(form) ? '一件诉求转给别人办理' : '一件诉求已确认办结'
    const said = { kind: 'state' as const, title, text: `${before.number} ${before.title}` }
    await notifyStaff(acting, before, [before.handler_code], said, `rated:${before.rework}`)
  }
  if (!isBad(form)) return
  const supervisors = await supervisorsOf(acting.tx, acting.districtId, before)
  const said = {
    kind: 'task' as const,
    title: '有一件差评正在重办',
    text: `${before.number} ${before.title}${before.anonymous || why === '' ? '' : `：${why}`}`,
  }
  await notifyStaff(acting, after, supervisors, said, `bad:${before.rework}`)
}
