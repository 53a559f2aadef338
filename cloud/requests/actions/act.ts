import { ratingWindowDays, verifyAfterDays } from '@doorstep/contract/rules'
import type { endpointActions } from '@doorstep/contract/requests/endpoints'
import type { CaseParty } from '@doorstep/contract/requests/case'
import type { RequestAction, requestMachine } from '@doorstep/contract/requests/machine'
import { timeRules } from '@doorstep/contract/requests/machine/time'
import { ordersRules } from '@doorstep/contract/requests/machine/orders'
import { togetherRules } from '@doorstep/contract/requests/machine/together'
import { unitsRules } from '@doorstep/contract/requests/machine/units'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import { outcomeNames, refusals } from '@doorstep/contract/requests/words'
import type { Updateable } from 'kysely'
import type * as v from 'valibot'
import { isAway, unitsOf } from '../../grids/api'
import { markTargetRead } from '../../notifications/api'
import type { Acting } from '../../platform/context/call'
import { countToday } from '../../platform/context/daily-caps'
import type { Request } from '../../platform/database/schema'
import { badField, problem } from '../../platform/process/problem'
import { dayMs } from '../../platform/time/calendar'
import { openUntil } from '../../platform/time/deadline'
import { clipped, dayMark, sentence, timeMark } from '../../platform/time/words'
import { lockedCase, type Case } from '../case/case-store'
import { oweCall } from '../case/calls'
import { caseRunner, caseSubject, ratedHandler } from '../case/guards'
import { notifyTransition } from '../case/notify'
import type { StoredRequest } from '../case/requests-store'
import type { Byline } from '../case/timeline'
import { transitionRequest, type RequestTransition } from '../case/transitions'
import { attach } from '../filing/attachments'
import { categoryByCode } from '../filing/categories'
import { caseAccessOf } from '../people/access'
import { actedAsRequester, asksItself } from '../people/own'
import { assignableStaff, bylineOf, otherHandler, staffByline, staffLabelOf, unitFor } from '../people/people'
import { tellUnits } from '../units/tell'
import { decide, dispatch, dispute, endPart, report, toHuman } from '../units/acts'
import { directed, endParts, give, openJoining, openLead } from '../units/parts'
import { detailOf } from '../reading/detail'
import { urgedAlready } from '../reading/urged'
import { clocksBeforeAnswer } from '../deadlines/case-clocks'
import { askExtension, grantExtension, refuseExtension } from '../extension/acts'
import { tellApprover } from '../extension/tell'
import { answerOrder, issueOrder, missedClock } from '../orders/issue'
import { tellAnswered, tellOrdered } from '../orders/tell'
import { merge, lockPair } from '../together/merge'
import { split } from '../together/split'
import { elsewhere, isBlocked } from '../together/standing'
import { tellOfMerge } from '../together/tell'
import { lockWithOrigin, unsplit } from '../together/unsplit'
import { keepStep } from '../steps/keep-step'
import { scheduleClosing } from './closing'
import { recategorise } from './recategorise'
import { transferOut } from './transfer-out'
import { scheduleWaiting } from './waiting'

export type EndpointAction = (typeof endpointActions)[number]
type Body<A extends EndpointAction> = v.InferOutput<(typeof requestMachine)[A]['body']>

/** What an action adds to its rule in the machine's table. */
interface Effect {
  content: Record<string, unknown>
  /** The text that notifications quote. */
  text: string
  changes?: Updateable<Request>
  restored?: RequestTransition['restored']
}
type Effects = { [A in EndpointAction]: (input: ActionInput, body: Body<A>) => Effect | Promise<Effect> }
interface ActionInput {
  acting: Acting
  row: Case
  as: readonly CaseParty[]
}

const effects: Effects = {
  accept: async (input, { handlerCode, note }) => {
    const { acting, row } = input
    const giving = handlerCode === undefined && row.unit_code === null ? await directed(acting, row) : null
    if (giving !== null) {
      await give(acting, row, await categoryByCode(acting.tx, acting.districtId, row.category_code), giving)
      return { content: { note, to: giving.unit.name }, text: note ?? '', changes: { handler_code: null, unit_code: giving.unit.code } }
    }
    const handler = handlerCode === undefined ? acceptingHandler(input) : await candidate(input, handlerCode)
    return { content: { note }, text: note ?? '', changes: await givenTo(input, handler) }
  },
  askMore: (_input, { question }) => ({ content: { text: question }, text: question }),
  supply: (_input, { text }) => ({ content: { text }, text }),
  suppliedByPhone: (_input, { text }) => ({ content: { text }, text }),
  goOn: (_input, { text }) => ({ content: { text }, text }),
  correct: ({ row }, { text }) => ({
    content: { text },
    text,
    restored: { clocks: clocksBeforeAnswer(row.clocks), closedAt: null },
    changes: row.state === 'replied' ? { outcome: null, rate_by: null } : { transferred_to: null },
  }),
  refuse: (_input, { reason, explanation, route = refusals[reason].route }) => ({
    content: { reason: refusals[reason].name, text: explanation, route },
    text: [refusals[reason].name, explanation, route].map(sentence).join(''),
  }),
  transferOut,
  contest: async ({ acting, row }, { text }) => ({
    content: { text },
    text,
    changes: { contested: true, transferred_to: null, ...(await handedOn(acting, row, { mustAccept: true })) },
  }),
  handle: (_input, { text, visitAt, until }) => ({
    content: { text, visitAt, ...(visitAt === undefined && { until }) },
    // The time is what the notification is for: the words before it are cut first.
    text:
      visitAt !== undefined
        ? `${clipped(text, 60)}（${timeMark(visitAt)} 上门）`
        : until !== undefined
          ? `${clipped(text, 60)}（${dayMark(until)}再告诉您）`
          : text,
  }),
  reply: async ({ acting, row }, { outcome, text }) => ({
    content: { outcome: outcomeNames[outcome], text, ...(await endedBy(acting, row)) },
    text,
    changes: {
      outcome,
      rate_by: openUntil(acting.clock.now(), ratingWindowDays),
      verify_at: new Date(acting.clock.now().getTime() + verifyAfterDays * dayMs),
    },
  }),
  withdraw: async ({ acting, row }, { reason = '' }) => {
    await endParts(acting, openJoining(row), 'withdrawn')
    return { content: { text: reason }, text: reason }
  },
  comment: (_input, { text }) => ({ content: { text }, text }),
  note: (_input, { text }) => ({ content: { text }, text }),
  confirmVisit: () => ({ content: {}, text: '' }),
  moveVisit: (_input, { text, wantedAt }) => ({
    content: { text, wantedAt },
    text: wantedAt === undefined ? text : `${clipped(text, 60)}（希望${timeMark(wantedAt)}）`,
  }),
  urge: ({ acting }) => ({ content: {}, text: '', changes: { urged_at: acting.clock.now() } }),
  reassign: async (input, { handlerCode, reason }) => {
    const handler = await candidate(input, handlerCode)
    const label = await staffLabelOf(input.acting.tx, input.acting.districtId, handler, input.row.grid_code)
    return { content: { text: reason, to: label === null ? '' : bylineOf(label) }, text: reason, changes: await givenTo(input, handler) }
  },
  claim: async (input) => ({ content: {}, text: '', changes: await givenTo(input, input.acting.actor.staff?.code ?? null) }),
  dispatch,
  toHuman,
  dispute,
  decide,
  report,
  endPart,
  askExtension,
  grantExtension,
  refuseExtension,
  recategorise,
  order: async ({ acting, row }, { text }) => {
    await tellOrdered(
      acting,
      row,
      await issueOrder(acting, row, { by: acting.actor.staff?.code ?? null, text, about: missedClock(acting, row) }),
    )
    return { content: {}, text }
  },
  acknowledge: async ({ acting, row }, { text }) => {
    const order = await answerOrder(acting, row, { by: acting.actor.staff?.code ?? null, text })
    if (order !== undefined) await tellAnswered(acting, row, order)
    return { content: {}, text }
  },
  merge,
  unmerge: () => ({ content: {}, text: '' }),
  split,
  unsplit,
}

/** Ends the parts that are open when the lead replies, who answers for the whole; the reply names them. */
async function endedBy({ tx, districtId, clock }: Acting, row: Case): Promise<{ ended?: string }> {
  const open = openJoining(row)
  if (open.length === 0) return {}
  await endParts({ tx, districtId, clock }, open, 'replied')
  const units = await unitsOf(tx, districtId)
  return { ended: open.map(({ unit_code: code }) => units.get(code)?.name ?? code).join('、') }
}

/** Returns what changes when a request is given to a handler: it is then in the hands of their unit. */
async function givenTo({ acting, row }: ActionInput, handler: string | null): Promise<Updateable<Request>> {
  const { tx, districtId } = acting
  if (handler === null) return { handler_code: null }
  const unit = await unitFor(tx, districtId, row, handler)
  const lead = openLead(row)
  if (lead !== undefined && lead.unit_code !== unit) await endParts(acting, [lead], 'redispatched')
  return { handler_code: handler, unit_code: unit }
}

/** Whether the words of an action count towards what an account may write in a day; the machine bounds how often the others are taken. */
const counted: Record<EndpointAction, boolean> = {
  accept: false,
  askMore: false,
  supply: true,
  suppliedByPhone: false,
  goOn: false,
  correct: false,
  refuse: false,
  transferOut: false,
  contest: false,
  handle: false,
  reply: false,
  withdraw: false,
  comment: true,
  note: true,
  urge: false,
  confirmVisit: false,
  moveVisit: true,
  reassign: false,
  claim: false,
  dispatch: false,
  toHuman: false,
  dispute: false,
  decide: false,
  report: true,
  endPart: false,
  askExtension: false,
  grantExtension: false,
  refuseExtension: false,
  recategorise: false,
  order: false,
  acknowledge: false,
  merge: false,
  unmerge: false,
  split: false,
  unsplit: false,
}

/**
 * Takes one action of the machine for the caller: 404 for a request they may not see, then party, state and guards of the table, then
 * state, clocks, timeline and notifications, all in one transaction. Returns the request as the caller sees it afterwards; their earlier
 * notifications about it count as read. `known` is the request as it was read before the transaction.
 */
export async function act<A extends EndpointAction>(
  acting: Acting,
  id: string,
  action: A,
  body: Body<A>,
  known: Case | null = null,
): Promise<RequestDetail> {
  const { tx, districtId } = acting
  if (action === 'merge') await lockPair(acting, id, body as Body<'merge'>)
  if (action === 'unsplit') await lockWithOrigin(acting, id)
  const row = await lockedCase(tx, districtId, id, known)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  const { as } = access
  // While the team waits for her, whatever she says is what it waits for.
  if (action === 'comment' && row.state === 'infoNeeded' && as.includes('requester'))
    return act(acting, id, 'supply', body as Body<'supply'>, row)
  if (isBlocked(row, action, as)) throw problem('merged', { detail: elsewhere(row) })
  const refused = await caseRunner.refusal(caseSubject(acting, row, { as, form: body }), action)
  if (refused !== null) throw refused.code === 'urgedToday' ? await urgedAlready(acting, row) : refused
  const effect = await effects[action]({ acting, row, as }, body)
  if (counted[action]) await countToday(acting, 'comments', effect.text)
  const files = 'fileIds' in body ? await attach(acting, row.id, body.fileIds) : []
  const by = await actingAs(acting, row, action, as)
  const changed = await transitionRequest(acting, row, {
    action,
    as,
    form: body,
    by,
    content: effect.content,
    files,
    ...(effect.changes && { changes: effect.changes }),
    ...(effect.restored && { restored: effect.restored }),
  })
  // What became of its units, extensions, orders and merges was written beside it.
  const beside = movesUnits(action, row, changed) || action in timeRules || action in ordersRules || action in togetherRules
  const moved = beside ? ((await lockedCase(tx, districtId, id)) ?? changed) : changed
  const after = await keepStep(acting, moved, { action, byRequester: actedAsRequester(row, by), form: body })
  if (after.state === 'infoNeeded' && row.state !== 'infoNeeded') await scheduleWaiting(acting, after)
  if (after.state === 'replied' && row.state !== 'replied') await scheduleClosing(acting, after)
  await notifyTransition(acting, { action, before: row, after, by, text: effect.text })
  await tellOfMerge(acting, { action, before: row, after, by })
  if (movesUnits(action, row, after)) await tellUnits(acting, after, action, effect.text)
  await tellApprover(acting, after, action)
  // Staff who filed it for somebody are told as requester and as staff.
  if (as.includes('requester')) await markTargetRead(acting, { kind: 'request', id })
  if (acting.actor.staff !== null) await markTargetRead(acting, { kind: 'staffRequest', id })
  return detailOf(acting, await oweCall(acting, { action, after, text: effect.text }))
}

/** Returns whether an action changes which units work on a request. */
const movesUnits = (action: EndpointAction, before: Case, after: Case): boolean =>
  (action in unitsRules && action !== 'claim') ||
  action === 'recategorise' ||
  ((action === 'accept' || action === 'reassign') && after.unit_code !== before.unit_code) ||
  ((action === 'reply' || action === 'withdraw' || action === 'transferOut') && openJoining(before).length > 0)

/** Returns how an event names the caller: 居民 for the requester, a grid team's name or an office for staff. */
export async function actingAs(acting: Acting, row: StoredRequest, action: RequestAction, as: readonly CaseParty[]): Promise<Byline> {
  const asRequester = as.includes('requester') && caseRunner.rule(action).by.includes('requester')
  const { actor } = acting
  if (actor.staff === null || (asRequester && (asksItself(row) || row.anonymous)))
    return { name: row.organisation_id === null ? '居民' : '单位联系人', account: actor.accountId, staff: null }
  return staffByline(acting, row.grid_code)
}

/**
 * Returns the handler after an acceptance: the team member who accepts; a dispatcher leaves the handler unchanged, but takes on the 举报 they
 * accept, since it lands on the first who dispatches without asking whether they can act.
 */
const acceptingHandler = ({ acting, row, as }: ActionInput) =>
  as.includes('team') || row.anonymous ? (acting.actor.staff?.code ?? row.handler_code) : row.handler_code

/** Returns the staff member named, when the request may be handed to them. */
async function candidate({ acting, row, as }: ActionInput, code: string): Promise<string> {
  const { tx, districtId, actor } = acting
  if (code === row.handler_code) return code
  if (code === actor.staff?.code && (as.includes('team') || as.includes('dispatcher'))) return code
  const category = await categoryByCode(tx, districtId, row.category_code)
  const assignable = await assignableStaff(acting, row, category?.department_code ?? null)
  if (!assignable.some((member) => member.code === code)) throw badField('handlerCode', '请从可以办理的人里选一位')
  return code
}

/**
 * Returns the new handler of a request that changes hands (申诉, 差评重办); the former handler never decides or handles it again while somebody
 * else is available.
 */
export async function handedOn(acting: Acting, row: Case, { mustAccept }: { mustAccept: boolean }) {
  const from = mustAccept ? refuserOf(row) : ratedHandler(row)
  const excluded = [...row.excluded_handlers, ...(from === null ? [] : [from])]
  // An informant is treated like anybody else, or where their 举报 lands would tell who they are.
  const own = asksItself(row) && !row.anonymous ? (acting.actor.staff?.code ?? null) : null
  // Whoever took the case over after the reply is somebody else already; not while they are away.
  const { handler_code: holder } = row
  const isGone = holder === null || isAway(row.absences, holder, acting.clock.now())
  const held = mustAccept || isGone || [...excluded, own].includes(holder) ? null : holder
  const next = held ?? (await otherHandler(acting, { ...row, excluded_handlers: excluded }, { never: [from, own], mustAccept }))
  const barred = [...new Set(excluded)].filter((code) => code !== next)
  const unit = next === null ? row.unit_code : await unitFor(acting.tx, acting.districtId, row, next)
  return { handler_code: next, unit_code: unit, excluded_handlers: JSON.stringify(barred) }
}

const refuserOf = ({ events, handler_code: handler }: Case): string | null =>
  events.filter(({ did }) => did === 'refuse' || did === 'transferOut').at(-1)?.actor_staff ?? handler
