import { isBad, type RemedyForm } from '@doorstep/contract/ratings'
import { remedyNames } from '@doorstep/contract/requests/words'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { contactDays, ledgerDays } from '@doorstep/contract/rules'
import { ruleWords } from '@doorstep/contract/rule-words'
import { id as Id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { markTargetRead } from '../notifications/api'
import type { Acting, Context } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { badField, problem } from '../platform/process/problem'
import { dueAt } from '../platform/time/deadline'
import { clipped, timeMark } from '../platform/time/words'
import {
  actingAs,
  appendNote,
  caseAccessOf,
  detailOf,
  isOwed,
  lockedCase,
  notifyRequester,
  notifyStaff,
  notifyTransition,
  openRemedy,
  postponeAnswer,
  ratingThatCounts,
  remedyOf,
  supervisorsOf,
  transitionRequest,
  updateRemedy,
  type Case,
  type CaseRating,
  type CaseRemedy,
} from '../requests/api'

export const contactJob = 'ratings.contactDue'
export const ContactJob = v.object({ requestId: Id, round: v.number() })

/**
 * Opens what is owed to a bad rating given by name: whoever works on the case again contacts its rater within `contactDays`, then says what is
 * done. Nobody may contact an informant (举报). Returns the case with it.
 */
export async function openedRemedy(acting: Acting, row: Case, rating: CaseRating): Promise<Case> {
  const { tx, districtId, clock } = acting
  const { round } = rating
  if (row.anonymous || !isBad(rating) || row.remedies.some((remedy) => remedy.round === round)) return row
  const contactBy = dueAt(clock.now(), { amount: contactDays, unit: 'workingDay' }).at
  await openRemedy(tx, { district_id: districtId, request_id: row.id, round, contact_by: contactBy })
  const at = new Date(contactBy.getTime() + 1)
  const key = `${row.id}:${round}:${contactBy.toISOString()}`
  await enqueue(tx, { districtId, kind: contactJob, key, payload: { requestId: row.id, round }, dueAt: at })
  const opened = { round, contact_by: contactBy, contacted_at: null, way: null, text: '', untrue: null, decision: '', decided_at: null }
  return { ...row, remedies: [opened, ...row.remedies] }
}

/** Tells whoever works on a case, and the supervisors, that nobody has contacted whoever gave the bad rating. */
export async function onContactDue(context: Context, { requestId, round }: v.InferOutput<typeof ContactJob>): Promise<void> {
  const { tx, districtId, clock } = context
  const row = await lockedCase(tx, districtId, requestId)
  const remedy = row === null ? undefined : remedyOf(row)
  if (row === null || remedy?.round !== round || remedy.contacted_at !== null) return
  if (!isOwed(row) || clock.now() <= remedy.contact_by) return
  const told = [row.handler_code, ...(await supervisorsOf(tx, districtId, row))]
  const text = `${row.number} ${row.title}：${ruleWords.contactRater}，还没有联系`
  await notifyStaff(context, row, told, { kind: 'promise', title: '差评还没有联系居民', text }, `contactDue:${round}`)
}

/** Records that whoever gave the bad rating was contacted, with what was said. */
export async function recordContact(acting: Acting, id: string, text: string): Promise<RequestDetail> {
  const { row, remedy } = await owedBy(acting, id)
  if (remedy.contacted_at !== null) throw problem('notNow')
  const changes = { contacted_at: acting.clock.now(), contacted_by: acting.actor.staff?.code ?? null }
  const by = await actingAs(acting, row, 'handle', ['handler'])
  const after = await appendNote(acting, row, { did: 'contacted', by, content: { text } })
  return saved(acting, after, remedy, changes)
}

/**
 * Says what is done about a bad rating. 台账 moves the answer to the date that was agreed, at most `ledgerDays` after the rating; an appeal
 * goes to the supervisors, and the work goes on until one decides. The resident is told, with the reason.
 */
export async function chooseRemedy(
  acting: Acting,
  id: string,
  { way, text, until }: v.InferOutput<typeof RemedyForm>,
): Promise<RequestDetail> {
  const { row, remedy, rating } = await owedBy(acting, id)
  if (remedy.contacted_at === null || (remedy.way !== null && remedy.untrue !== false)) throw problem('notNow')
  if (way === 'appeal' && remedy.untrue !== null) throw problem('notNow')
  const now = acting.clock.now()
  const by = await actingAs(acting, row, 'handle', ['handler'])
  const answerBy = way === 'ledger' && until !== undefined ? new Date(until) : undefined
  if (answerBy !== undefined) {
    const latest = dueAt(rating.changed_at ?? rating.at, { amount: ledgerDays, unit: 'workingDay' }).at
    if (answerBy <= now || answerBy > latest) throw badField('until', ruleWords.ledgerDate)
  }
  const moved = answerBy === undefined ? row : await postponeAnswer(acting, row, answerBy)
  const content = { text, way: remedyNames[way], ...(answerBy && { until: answerBy.toISOString() }) }
  const after = await appendNote(acting, moved, { did: 'remedied', by, content })
  const said = `${remedyNames[way]}：${clipped(text, 80)}${answerBy === undefined ? '' : `，最晚${timeMark(answerBy)} 答复您`}`
  await notifyRequester(acting, after, { kind: 'state', title: '您的差评有处理办法了', text: `${after.number} ${after.title}：${said}` })
  if (way === 'appeal') {
    const told = await supervisorsOf(acting.tx, acting.districtId, after)
    const title = '一件差评申请复核，请您决定'
    await notifyStaff(acting, after, told, { kind: 'task', title, text: `${after.number} ${after.title}：${clipped(text, 80)}` })
  }
  return saved(acting, after, remedy, { way, text, way_at: now, way_by: acting.actor.staff?.code ?? null })
}

/**
 * Decides as supervisor whether a bad rating is untrue. An untrue one closes the case; a true one goes on being put right. The resident is
 * told either way, and the rating stays as it was given.
 */
export async function decideAppeal(
  acting: Acting,
  id: string,
  { untrue, text }: { untrue: boolean; text: string },
): Promise<RequestDetail> {
  const { tx, districtId, actor, clock } = acting
  const row = await lockedCase(tx, districtId, id)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  const { as } = access
  const rating = ratingThatCounts(row)
  if (!as.includes('supervisor') || as.includes('handler') || rating?.handler_code === actor.staff?.code) throw problem('notYourRole')
  const remedy = remedyOf(row)
  if (remedy?.way !== 'appeal' || remedy.untrue !== null) throw problem('notNow')
  const by = await actingAs(acting, row, 'findUntrue', as)
  const content = { text }
  const after = untrue
    ? await transitionRequest(acting, row, { action: 'findUntrue', as, by, content })
    : await appendNote(acting, row, { did: 'foundTrue', by, content })
  if (untrue) await notifyTransition(acting, { action: 'findUntrue', before: row, after, by, text })
  else {
    const about = `${after.number} ${after.title}`
    await notifyRequester(acting, after, { kind: 'state', title: '您的评价复核有结果了', text: `${about}：评价属实，继续整改` })
    await notifyStaff(acting, after, [after.handler_code], { kind: 'task', title: '差评属实，请继续整改', text: about })
  }
  const changes = { untrue, decision: text, decided_at: clock.now(), decided_by: actor.staff?.code ?? null }
  return saved(acting, after, remedy, changes)
}

interface Owed {
  row: Case
  remedy: CaseRemedy
  rating: CaseRating
}

/** Returns the case whose bad rating the caller owes something to, locked: its handler, unless it is their own reply that was rated. */
async function owedBy(acting: Acting, id: string): Promise<Owed> {
  const row = await lockedCase(acting.tx, acting.districtId, id)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  const rating = ratingThatCounts(row)
  const remedy = remedyOf(row)
  if (!access.as.includes('handler') || rating?.handler_code === acting.actor.staff?.code) throw problem('notHandler')
  if (remedy === undefined || rating === undefined || !isBad(rating) || !isOwed(row)) throw problem('notNow')
  return { row, remedy, rating }
}

async function saved(acting: Acting, row: Case, remedy: CaseRemedy, changes: Parameters<typeof updateRemedy>[3] & Partial<CaseRemedy>) {
  const { round } = remedy
  await updateRemedy(acting.tx, acting.districtId, { requestId: row.id, round }, changes)
  await markTargetRead(acting, { kind: 'staffRequest', id: row.id })
  const remedies = row.remedies.map((one) => (one.round === round ? { ...one, ...changes } : one))
  return detailOf(acting, { ...row, remedies })
}
