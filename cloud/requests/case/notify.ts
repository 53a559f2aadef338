import type { RequestAction } from '@doorstep/contract/requests/machine'
import { outcomeNames, promisedWords } from '@doorstep/contract/requests/words'
import { notify, type Notification } from '../../notifications/api'
import type { Context, CoreContext } from '../../platform/context/call'
import { clipped, dayMark, sentence, timeMark } from '../../platform/time/words'
import { staffOfUnit, teamOf } from '../../grids/api'
import { escalatedTo, hasHandler, reportReceivers, staffLabelOf, supervisorsOf, worksWithoutHandler } from '../people/people'
import { actedAsRequester, asksItself, requesterAccounts } from '../people/own'
import { answerClock } from '../deadlines/case-clocks'
import type { Case } from './case-store'
import { requestAt, wasTakenFrom, type StoredRequest } from './requests-store'

type Said = Pick<Notification, 'kind' | 'title' | 'text'>
/** The context needed to notify somebody; calls and jobs also have open sockets. */
export type NotifyContext = CoreContext & Partial<Pick<Context, 'notifySockets'>>

/** Returns whether the requester may hear of the request: not who filed it as staff for somebody and lost it by a bad rating. */
const mayRequesterHear = (row: StoredRequest) => row.filed_by_staff === null || asksItself(row) || !wasTakenFrom(row, row.filed_by_staff)

/** Returns the key of what is told of a request: of an event (its number), or of `about`. */
export const notificationKey = ({ id }: Pick<StoredRequest, 'id'>, about: string) => `request:${id}:${about}`

/** Notifies the requester about their request, once per event of it (or per `about`), unless a bad rating took it from them as its handler. */
export async function notifyRequester(context: NotifyContext, row: StoredRequest, said: Said, about = String(row.last_seq)): Promise<void> {
  if (!mayRequesterHear(row)) return
  const { tx, districtId, clock } = context
  const target = { kind: 'request' as const, id: row.id }
  await notify(tx, {
    districtId,
    to: { accountIds: await requesterAccounts(context, row) },
    ...said,
    target,
    key: notificationKey(row, about),
    at: clock.now(),
  })
}

/**
 * Notifies staff about a request, once per event of it (or per `about`), but nobody from whom a bad rating took it. Never says who the
 * requester is.
 */
export async function notifyStaff(
  context: NotifyContext,
  row: StoredRequest,
  codes: readonly (string | null)[],
  said: Said,
  about = String(row.last_seq),
): Promise<void> {
  const { tx, districtId, clock } = context
  const staffCodes = codes.flatMap((code) => (code === null || wasTakenFrom(row, code) ? [] : [code]))
  const target = { kind: 'staffRequest' as const, id: row.id }
  const key = notificationKey(row, about)
  // What is only said to one's own person needs no stand-in; of a 举报 all who receive it hear in any case, and nobody else may.
  const isForWork = said.kind !== 'state' && !row.anonymous
  const standIn = { gridCode: row.grid_code, not: row.excluded_handlers }
  await notify(tx, { districtId, to: { staffCodes }, ...said, target, key, at: clock.now(), ...(isForWork && { standIn }) })
}

/** Returns who works on a request now: its handler, while there is none all of its unit; of a 举报 also all who receive reports, since any of them may have to act. */
export async function workingOn(context: NotifyContext, row: StoredRequest): Promise<(string | null)[]> {
  const { tx, districtId } = context
  // What was merged is in the hands of those who work on its main.
  const main = row.merged_into === null ? null : await requestAt(tx, districtId, row.merged_into)
  if (main !== null) return workingOn(context, main)
  const unit =
    row.unit_code === null || (await hasHandler(tx, districtId, row)) ? [] : await staffOfUnit(tx, districtId, row.unit_code, row.grid_code)
  return [row.handler_code, ...unit, ...(row.anonymous ? await reportReceivers(tx, districtId, row.grid_code) : [])]
}

/** Returns who hears of a request: those who work on it, else the grid's team; words reach somebody whoever has left. */
export async function anybody(context: NotifyContext, row: StoredRequest): Promise<(string | null)[]> {
  const { tx, districtId } = context
  if (await hasHandler(tx, districtId, row)) return [row.handler_code]
  const workers = (await workingOn(context, row)).filter((code) => code !== null)
  if (workers.length > 0 || row.anonymous) return [row.handler_code, ...workers]
  return [row.handler_code, ...(await teamOf(tx, districtId, row.grid_code)).map(({ staffCode }) => staffCode)]
}

/** Notifies those who work on a request. */
export const notifyWorkers = async (context: NotifyContext, row: StoredRequest, said: Said, about?: string): Promise<void> =>
  notifyStaff(context, row, await workingOn(context, row), said, about)

/**
 * Tells the open sockets of both sides to reload the request; of a 举报 only those who may read it, so that the team hears nothing. Nobody
 * from whom a bad rating had taken it is told; `before` is the request as it was before what just happened to it.
 */
export async function notifyRequestSockets(context: NotifyContext, row: StoredRequest, before = row): Promise<void> {
  const { tx, districtId, notifySockets } = context
  if (notifySockets === undefined) return
  const isTaken = (code: string) => wasTakenFrom(before, code) && wasTakenFrom(row, code)
  const codes = row.anonymous
    ? [...(await workingOn(context, row)), ...(await supervisorsOf(tx, districtId, row))]
    : [row.handler_code, before.handler_code]
  const staff = codes.flatMap((code) => (code === null || isTaken(code) ? [] : [`s:${code}`]))
  const grid = row.anonymous ? [] : [`g:${row.grid_code}`]
  const former = row.excluded_handlers.filter(isTaken).map((code) => `-s:${code}`)
  const requester = mayRequesterHear(row) ? await requesterSockets(context, row) : []
  notifySockets([...requester, ...grid, ...new Set(staff), ...former], { what: 'request', id: row.id })
}

/**
 * Tells the open sockets of those who may read a rating that something was added to it: the requester, the supervisors, and who handles the
 * request now unless the rating is of their own reply. Of a 举报 its requester only.
 */
export async function notifyRatingSockets(context: NotifyContext, row: StoredRequest, rated: string | null): Promise<void> {
  const { tx, districtId, notifySockets } = context
  if (notifySockets === undefined) return
  const codes = row.anonymous ? [] : [row.handler_code, ...(await supervisorsOf(tx, districtId, row))]
  const staff = codes.flatMap((code) => (code === null || code === rated || wasTakenFrom(row, code) ? [] : [`s:${code}`]))
  notifySockets([...(await requesterSockets(context, row)), ...new Set(staff)], { what: 'request', id: row.id })
}

const requesterSockets = async (context: NotifyContext, row: StoredRequest) =>
  (await requesterAccounts(context, row)).map((account) => `a:${account}`)

const byWhen = (row: StoredRequest) => (row.promised_at === null ? '' : `在${timeMark(row.promised_at)} 前`)

/** A notification is read when its time is over, too: it names the limit, and promises nothing that may be past. */
const deadline = ({ promised_at: promised }: StoredRequest) => (promised === null ? '' : `，时限${timeMark(promised)}`)

/** Returns the promised time where it has passed already; null while it can still be kept. */
const missed = ({ promised_at: promised, promise_paused: paused }: StoredRequest, now: Date) =>
  promised !== null && !paused && promised <= now ? promised : null

/** Asks the handler for the next step by the promised time, or as soon as possible where it has passed. */
function please(row: StoredRequest, now: Date, what: string): string {
  const past = missed(row, now)
  return past === null ? `请${what}${deadline(row)}` : `请尽快${what}，约定的时间${timeMark(past)} 已经过了`
}

export async function notifyFiled(context: NotifyContext, row: StoredRequest): Promise<void> {
  await notifyWorkers(context, row, {
    kind: 'task',
    title: '新诉求等您受理',
    text: `${row.number} ${row.title}，请受理${deadline(row)}`,
  })
  await notifyRequestSockets(context, row)
}

/** A completed transition, for those who are notified of it. */
export interface CompletedTransition {
  action: RequestAction
  before: StoredRequest
  after: StoredRequest & Partial<Pick<Case, 'clocks'>>
  /** Who made it; they are not notified of their own action. */
  by: { account: string | null; staff: string | null }
  /** The text sent with it. */
  text: string
}

interface NotificationInput extends CompletedTransition {
  now: Date
  /** The handler's public name; while there is none, who works on it. */
  handler: string
}

type Say = (input: NotificationInput) => Said
const about = (row: StoredRequest) => `${row.number} ${row.title}`

const givenTo: Say = ({ after, handler }) => ({
  kind: 'state',
  title: '诉求交给专门的单位办理',
  text: `${about(after)}：现在由${handler}办理，时限不变`,
})

/** The requester's notification for each action that is not their own; null: none. */
const toRequester: Record<RequestAction, Say | null> = {
  supply: null,
  contest: null,
  confirm: null,
  reopen: null,
  notSolved: null,
  takeBack: null,
  rateWorse: null,
  rateBetter: null,
  selfClose: null,
  checkFailed: null,
  findUntrue: ({ after, text }) => ({
    kind: 'state',
    title: '您的评价复核有结果了',
    text: `${about(after)}：监督员复核后认为评价与事实不符：${sentence(text)}您的评价原样留着；不同意可以拨打 12345`,
  }),
  withdraw: null,
  claim: null,
  toHuman: null,
  dispute: null,
  report: null,
  endPart: null,
  order: null,
  acknowledge: null,
  unmerge: null,
  split: ({ after, text }) => ({
    kind: 'state',
    title: '您的诉求分成几件分别办',
    text: `${about(after)}：${sentence(text)}每一件都会答复您，分别评价`,
  }),
  unsplit: ({ after, text }) => ({
    kind: 'state',
    title: '分出来的一件并回去一起办',
    text: `${about(after)}：${sentence(text)}还在原来那一件里办`,
  }),
  merge: ({ after, now }) => ({
    kind: 'state',
    title: '您的诉求和相近的一件一起办',
    text: `${about(after)}：答复和评价还是您自己的${missed(after, now) === null ? '，约定的时间不变' : ''}`,
  }),
  decide: givenTo,
  dispatch: givenTo,
  accept: ({ after, handler, now }) => ({
    kind: 'state',
    title: '诉求已受理',
    text:
      missed(after, now) === null
        ? `${about(after)}：${handler}答应${byWhen(after)}答复您`
        : `${about(after)}：本应${byWhen(after)}答复，已经晚了，${handler}会尽快答复您`,
  }),
  askMore: ({ after, text }) => ({
    kind: 'state',
    title: '请您补充一点情况',
    text: `${about(after)}：${sentence(text)}等您的时间不算在内`,
  }),
  suppliedByPhone: ({ before, after }) => ({
    kind: 'state',
    title: '已记下您电话里补充的情况',
    text: `${about(after)}：继续办理${movedTo(before, after)}`,
  }),
  goOn: ({ before, after, text }) => ({
    kind: 'state',
    title: '先按现有情况继续办',
    text: `${about(after)}：${sentence(text)}您随时可以补充${movedTo(before, after)}`,
  }),
  correct: ({ before, after, text }) => ({
    kind: 'state',
    title: before.state === 'replied' ? '答复有更正，继续办理' : '“不予受理”有更正，重新看',
    text: `${about(after)}：${sentence(text)}${deadline(after).slice(1)}`,
  }),
  refuse: ({ after, text }) => ({
    kind: 'state',
    title: '诉求不予受理',
    text: `${about(after)}：${sentence(text)}不同意可以申诉一次，由另一个人再看`,
  }),
  transferOut: ({ after, text }) => ({
    kind: 'state',
    title: '诉求已转到别处办理',
    text: `${about(after)}：${sentence(text)}不同意可以申诉一次，由另一个人再看`,
  }),
  handle: ({ after, handler, text }) => ({ kind: 'reply', title: `${handler}正在办理`, text: `${about(after)}：${text}` }),
  reply: ({ before, after, now }) => ({
    kind: 'reply',
    title: after.outcome === null ? '诉求有答复了' : `诉求有答复了：${outcomeNames[after.outcome]}`,
    text: `${about(after)}。${keptWords(before, now)}${ratingWords(after)}`,
  }),
  askExtension: null,
  refuseExtension: null,
  recategorise: ({ before, after, text, now, handler }) => ({
    kind: 'promise',
    title: '诉求改了类别',
    text: `${about(after)}：${sentence(text)}${after.unit_code === before.unit_code ? '' : `现在由${handler}办理。`}${timeNow(after, now)}`,
  }),
  grantExtension: ({ after, text }) => ({
    kind: 'promise',
    title: '办理时间有延长',
    text: `${about(after)}：${sentence(text)}${after.promised_at === null ? '' : `现在约定${timeMark(after.promised_at)} 前答复`}`,
  }),
  urge: null,
  note: null,
  confirmVisit: null,
  moveVisit: null,
  comment: ({ after, text }) => ({ kind: 'reply', title: '您的诉求有新留言', text: `${about(after)}：${text}` }),
  reassign: ({ after, handler }) => ({ kind: 'state', title: '诉求换人办理', text: `${about(after)}：现在由${handler}办理，时限不变` }),
  closeUnrated: ({ after }) => ({ kind: 'state', title: '诉求已到期办结', text: `${about(after)}：评价时间已过，按未评价办结` }),
}

/** Says by when the next step is promised now, and the answer where it is accepted first. */
function timeNow(row: CompletedTransition['after'], now: Date): string {
  const { promised_at: promised, promise_paused: paused, state, previous_state: previous, clocks = [] } = row
  if (promised === null) return ''
  const accepts = (state === 'infoNeeded' ? previous : state) === 'submitted'
  const what = accepts ? '告知是否受理' : '答复'
  if (missed(row, now) !== null) return `按这个类别应在${timeMark(promised)} 前${what}，已经晚了，会尽快${what}`
  const answer = accepts ? answerClock(clocks)?.dueAt : undefined
  const answered = answer === undefined ? '' : `，${timeMark(answer)} 前答复`
  return `现在约定${timeMark(promised)} 前${what}${answered}${paused ? '；等您补充的时间不算在内' : ''}`
}

/** Says to when the promised time has moved because the team waited for the requester; nothing where it has not. */
const movedTo = ({ promised_at: was }: StoredRequest, { promised_at: is }: StoredRequest) =>
  was !== null && is !== null && is > was ? `。因为等您补充，时限顺延到${timeMark(is)}` : ''

/** Returns how a reply is rated, in words: by whoever filed it for themselves, else on the phone; a 举报 that staff filed by nobody. */
function ratingWords(row: StoredRequest): string {
  const { on_behalf_sealed: subject, anonymous, rate_by: rateBy } = row
  if (asksItself(row)) return `请在${rateBy === null ? '收到后' : dayMark(rateBy)}前评价；不满意会换人重办`
  return subject !== null && !anonymous ? '会打电话问本人满意不满意' : ''
}

/** Returns whether the promise (承诺) was kept, in words. */
const keptWords = ({ promised_at: promised }: StoredRequest, now: Date) =>
  promised === null ? '' : now <= promised ? `在约定的${timeMark(promised)} 前答复。` : `约定${timeMark(promised)} 前答复，晚了，对不起。`

/** Who hears what: the handler; or all who receive them, where a 举报 waits for any of its receivers again. */
interface Heard {
  say: Say
  ofReport: 'handler' | 'receivers'
}
const byHandler = (say: Say): Heard => ({ say, ofReport: 'handler' })
const byReceivers = (say: Say): Heard => ({ say, ofReport: 'receivers' })

/** Tells the new handler of what a rating reopened. */
const toReopened: Say = ({ after, now }) => ({
  kind: 'task',
  title: '一件诉求要重新办理',
  text: `${about(after)}，${please(after, now, '办理并答复')}`,
})

const toUnit: Say = ({ after, text, now }) => ({
  kind: 'task',
  title: '有一件诉求交给您单位办理',
  text: `${about(after)}（${text}），${please(after, now, '办理')}`,
})

/** The handler's notification for each action of others; null: none. */
const toHandler: Record<RequestAction, Heard | null> = {
  askMore: null,
  correct: byHandler(({ after, now }) => ({
    kind: 'task',
    title: '一件诉求的答复有更正',
    text: `${about(after)}，${please(after, now, '继续办理')}`,
  })),
  suppliedByPhone: byHandler(({ after }) => ({ kind: 'task', title: '居民电话补充了情况', text: `${about(after)}，继续计时` })),
  goOn: byHandler(({ after, now }) => ({
    kind: 'task',
    title: '没有等到补充，请继续办',
    text: `${about(after)}，${please(after, now, '按现有情况办理')}`,
  })),
  refuse: null,
  transferOut: null,
  handle: null,
  reply: null,
  confirm: null,
  takeBack: null,
  closeUnrated: null,
  selfClose: null,
  checkFailed: byHandler(toReopened),
  rateWorse: byReceivers(toReopened),
  rateBetter: byHandler(({ after }) => ({ kind: 'state', title: '居民改了评价，这件诉求已办结', text: about(after) })),
  findUntrue: byHandler(({ after, text }) => ({ kind: 'state', title: '差评复核有结果了：评价不实', text: `${about(after)}：${text}` })),
  claim: null,
  endPart: null,
  order: null,
  acknowledge: null,
  merge: null,
  split: byHandler(({ after }) => ({ kind: 'state', title: '一件诉求分出了几件分别办', text: about(after) })),
  unsplit: byHandler(({ after, text }) => ({ kind: 'state', title: '分出来的一件撤回了，不用再办', text: `${about(after)}：${text}` })),
  unmerge: byHandler(({ after, now }) => ({
    kind: 'task',
    title: '一件并案的诉求要单独办',
    text: `${about(after)}，${please(after, now, promisedWords[after.state] ?? '办理')}`,
  })),
  dispatch: byHandler(toUnit),
  decide: byHandler(toUnit),
  toHuman: byHandler(({ after, text }) => ({ kind: 'task', title: '一件诉求要您看交给谁', text: `${about(after)}（${text}）` })),
  dispute: null,
  askExtension: null,
  grantExtension: byHandler(({ after }) => ({ kind: 'state', title: '延期同意了', text: `${about(after)}${deadline(after)}` })),
  refuseExtension: byHandler(({ after, text }) => ({
    kind: 'task',
    title: '延期没有同意',
    text: `${about(after)}（${text}），时限不变${deadline(after)}`,
  })),
  recategorise: byHandler(({ before, after, text, now }) => ({
    kind: 'task',
    title: after.unit_code === before.unit_code ? '一件诉求改了类别' : '有一件诉求交给您单位办理',
    text: `${about(after)}：${text}，${please(after, now, '按这个类别办理')}`,
  })),
  report: byHandler(({ after, text }) => ({ kind: 'reply', title: '协办单位回报了', text: `${about(after)}：${text}` })),
  accept: byHandler(({ after, now }) => ({
    kind: 'task',
    title: '有一件诉求交给您办理',
    text: `${about(after)}，${please(after, now, '答复')}`,
  })),
  supply: byHandler(({ after }) => ({ kind: 'task', title: '居民补充了情况', text: `${about(after)}，继续计时` })),
  contest: byReceivers(({ after }) => ({
    kind: 'task',
    title: '一件申诉等您受理',
    text: `${about(after)}，请看是否受理${deadline(after)}`,
  })),
  reopen: byReceivers(toReopened),
  notSolved: byReceivers(toReopened),
  withdraw: byHandler(({ after }) => ({ kind: 'state', title: '居民撤回了诉求', text: about(after) })),
  urge: byReceivers(({ after, now }) => ({
    kind: 'promise',
    title: '居民催了一下',
    text: `${about(after)}，${please(after, now, promisedWords[after.state] ?? '回复')}`,
  })),
  confirmVisit: byHandler(({ after }) => ({ kind: 'reply', title: '居民说上门时间可以', text: about(after) })),
  moveVisit: byHandler(({ after, text }) => ({ kind: 'task', title: '居民想换个上门时间', text: `${about(after)}：${text}` })),
  comment: byHandler(({ after }) => ({ kind: 'reply', title: '诉求有新留言', text: about(after) })),
  note: byHandler(({ after, text }) => ({ kind: 'reply', title: '诉求有内部备注', text: `${about(after)}：${text}` })),
  reassign: byHandler(({ after, text, now }) => ({
    kind: 'task',
    title: '有一件诉求转给您办理',
    text: `${about(after)}（${text}），${please(after, now, '办理')}`,
  })),
}

/** Notifies requester and handler of a transition, except whoever made it, and their open sockets. */
export async function notifyTransition(context: NotifyContext, completed: CompletedTransition): Promise<void> {
  const { action, before, after, by } = completed
  const label = after.handler_code === null ? null : await staffLabelOf(context.tx, context.districtId, after.handler_code, after.grid_code)
  const input = {
    ...completed,
    text: clipped(completed.text, 80),
    now: context.clock.now(),
    handler: label?.publicName ?? (await worksWithoutHandler(context.tx, context.districtId, after)),
  }
  const requester = toRequester[action]
  if (requester !== null && !actedAsRequester(after, by)) await notifyRequester(context, after, requester(input))
  const released = before.handler_code !== after.handler_code && before.handler_code !== by.staff
  if (released && (action === 'accept' || action === 'reassign' || action === 'recategorise')) {
    const said = { kind: 'state' as const, title: '一件诉求转给别人办理', text: `${about(after)}：现在由${input.handler}办理` }
    await notifyStaff(context, after, [before.handler_code], said)
  }
  // Those who had it in hand before it was merged do not work on it.
  const handler = after.merged_into === null ? toHandler[action] : null
  if (handler !== null && after.anonymous && handler.ofReport === 'receivers') await notifyWorkers(context, after, handler.say(input))
  else if (handler !== null && (by.staff === null || by.staff !== after.handler_code))
    await notifyStaff(
      context,
      after,
      (await anybody(context, after)).filter((code) => code !== by.staff),
      handler.say(input),
    )
  // Once it is late, whom it was escalated to hears of it, too; whoever is told twice is told once.
  if (action === 'urge' && handler !== null && missed(after, input.now) !== null)
    await notifyStaff(context, after, await escalatedTo(context.tx, context.districtId, after), handler.say(input))
  await notifyRequestSockets(context, after, before)
}
