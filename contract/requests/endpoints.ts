import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { areaCode, gridCode, importCode } from '../grids'
import { DirectoryFigures } from '../dispatch'
import { actionsVia } from '../machine'
import {
  approvingRoles,
  callbackRoles,
  deskRoles,
  filingRoles,
  handlingRoles,
  dispatchRoles,
  supervisingRoles,
  teamRoles,
  unitRoles,
} from '../roles'
import {
  acknowledgeDays,
  decideDays,
  disputeDays,
  extensionDays,
  extensionDecideDays,
  firstWaitReminderDays,
  secondWaitReminderDays,
  splitParts,
  splitsMost,
  spotCheckOneIn,
  urgeParts,
  urgesPerDay,
  waitEndDays,
} from '../rules'
import { id, list, page, pageOf, searched, text } from '../values'
import { RequestKind } from './case'
import { requestMachine, type RequestAction } from './machine'
import { OrderRow } from './orders'
import { followingEndpoints } from './following'
import { channels } from './words'
import {
  Category,
  Answer,
  EmergencyView,
  FileRequest,
  FilingPreview,
  StaffFiling,
  RequestRow,
  RequestDetail,
  RequestExport,
  InboxItem,
} from './views'

/**
 * Which actions have an endpoint in this room. `confirm`, `reopen`, `notSolved`, `takeBack`, `rateWorse`, `rateBetter` and
 * `findUntrue` are taken by rating, `selfClose` by filing, `checkFailed` by a spot check, `closeUnrated` by a job.
 */
const endpointsOf = {
  accept: ['here'],
  askMore: ['here'],
  supply: ['here'],
  suppliedByPhone: ['here'],
  goOn: ['here'],
  correct: ['here'],
  refuse: ['here'],
  transferOut: ['here'],
  contest: ['here'],
  handle: ['here'],
  reply: ['here'],
  confirm: [],
  reopen: [],
  notSolved: [],
  takeBack: [],
  rateWorse: [],
  rateBetter: [],
  findUntrue: [],
  selfClose: [],
  checkFailed: [],
  closeUnrated: [],
  withdraw: ['here'],
  comment: ['here'],
  note: ['here'],
  urge: ['here'],
  confirmVisit: ['here'],
  moveVisit: ['here'],
  reassign: ['here'],
  claim: ['here'],
  dispatch: ['here'],
  toHuman: ['here'],
  dispute: ['here'],
  decide: ['here'],
  report: ['here'],
  endPart: ['here'],
  askExtension: ['here'],
  grantExtension: ['here'],
  refuseExtension: ['here'],
  recategorise: ['here'],
  order: ['here'],
  acknowledge: ['here'],
  merge: ['here'],
  unmerge: ['here'],
  split: ['here'],
  unsplit: ['here'],
} as const satisfies Record<RequestAction, readonly 'here'[]>

export const endpointActions = actionsVia(endpointsOf, 'here')

const requestId = v.object({ id })
const staff = deskRoles

export const requestEndpoints = endpoints('requests', {
  'GET /v1/categories': {
    does: 'What a request can be about, in the district’s order; or found by words, synonyms or pinyin (`zaosheng`, 吵), best first.',
    query: v.object({ q: v.optional(searched(40)) }),
    replies: { 200: v.object({ rows: v.array(Category) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'POST /v1/category-suggestions': {
    does: 'What a sentence most likely tells of, likeliest first, three at most, none when nothing is likely: 楼道灯坏了三天 → 楼道灯、路灯不亮. Nothing is saved.',
    body: v.object({ text: text(2000) }),
    replies: { 200: v.object({ rows: v.pipe(v.array(v.object({ code: importCode, name: v.string() })), v.maxLength(3)) }) },
    who: ['anyone'],
    relation: 'none',
    idempotent: false,
  },
  'GET /v1/emergencies': {
    does: 'Words that tell of an emergency, whom to call then, and what to do first: the district’s table, or the one every district has.',
    replies: { 200: v.object({ rows: v.array(EmergencyView) }) },
    who: ['anyone'],
    relation: 'none',
  },
  'POST /v1/request-previews': {
    does: 'Before sending: who will get it, by when, what others will see; an emergency is said here already.',
    body: v.object({
      kind: RequestKind,
      categoryCode: importCode,
      buildingCode: v.optional(importCode),
      answers: v.optional(list(Answer, 20), []),
      onBehalf: v.optional(v.boolean(), false),
      asOrganisation: v.optional(id),
    }),
    replies: { 200: FilingPreview },
    who: ['resident'],
    relation: 'own',
    idempotent: false,
    problems: ['notFound', 'homeNeeded'],
  },
  'POST /v1/requests': {
    does: 'Files a request and starts its clocks; the receipt number is in the answer.',
    body: FileRequest,
    replies: { 201: RequestDetail },
    who: ['resident'],
    relation: 'own',
    problems: [
      'emergency',
      'answersNeeded',
      'homeNeeded',
      'consentNeeded',
      'notFound',
      'dailyCap',
      'proposalAnswered',
      'proposalExpired',
      'proposalReplaced',
    ],
  },
  'GET /v1/requests': {
    does: 'My own cases (`side=resident`) or those in my area as staff (`side=team`): open ones by their clock, or all, newest first; `calls` are those whose person has to be told by phone, `verify` those to phone about or to check (回访、抽查); `channel` is how they came in.',
    query: v.object({
      side: v.optional(v.picklist(['resident', 'team']), 'resident'),
      view: v.optional(v.picklist(['open', 'all', 'mine', 'overdue', 'done', 'calls', 'verify']), 'all'),
      channel: v.optional(v.picklist(channels)),
      area: v.optional(areaCode),
      ...page,
    }),
    replies: { 200: pageOf(RequestRow) },
    who: ['resident'],
    relation: 'party',
  },
  'GET /v1/requests/{id}': {
    does: 'One case with its timeline and clocks, as the caller may see it.',
    params: requestId,
    replies: { 200: RequestDetail },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound'],
  },
  'GET /v1/requests/{id}/export': {
    does: 'The case as a file whose hash chain verifies offline.',
    params: requestId,
    replies: { 200: RequestExport },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound'],
  },
  'GET /v1/staff/inbox': {
    does: 'What waits for the caller’s team: messages and cases together, by whose clock ends first (`due`) or who waits longest (`wait`).',
    query: v.object({ sort: v.optional(v.picklist(['due', 'wait']), 'due'), grid: v.optional(gridCode), ...page }),
    replies: {
      200: v.object({ ...pageOf(InboxItem).entries, counts: v.object({ waiting: v.number(), handling: v.number(), overdue: v.number() }) }),
    },
    who: [...staff],
    relation: 'area',
  },
  'POST /v1/staff/requests': {
    does: `Types in what came by phone, at the counter, on a visit or as a sheet of 12345, or what staff found themselves, once: it goes on to whoever handles it, or is closed on the spot with what was done; one in ${spotCheckOneIn} of these is checked by somebody else.`,
    body: StaffFiling,
    replies: { 201: RequestDetail },
    who: [...filingRoles],
    relation: 'area',
    problems: ['emergency', 'answersNeeded', 'consentNeeded', 'notFound', 'notYourRole', 'evidenceNeeded'],
  },
  'POST /v1/staff/requests/{id}/check': {
    does: 'Writes down a spot check (抽查) of a case that its finder closed: done, or not, and then somebody else does it again.',
    params: requestId,
    body: v.object({ solved: v.boolean(), text: text(500, 5) }),
    replies: { 200: RequestDetail },
    who: [...callbackRoles],
    relation: 'area',
    problems: ['notFound', 'notNow', 'notYourRole'],
  },
  'POST /v1/staff/requests/{id}/called': {
    does: 'Records that the person a request was filed for was told by phone what is owed to them.',
    params: requestId,
    /** The text that was said, so that a newer one is still owed. */
    body: v.object({ said: text(500) }),
    replies: { 200: RequestDetail },
    who: [...staff],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/requests/{id}/accept': {
    does: '受理: takes the case on; the resident is told by when.',
    params: requestId,
    body: requestMachine.accept.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/askMore': {
    does: '请补充: asks the resident; clocks pause.',
    params: requestId,
    body: requestMachine.askMore.body,
    ...action(handlingRoles, 'notHandler'),
  },
  'POST /v1/requests/{id}/supply': {
    does: '补充: the resident answers; clocks go on.',
    params: requestId,
    body: requestMachine.supply.body,
    ...action(['resident'], 'dailyCap'),
  },
  'POST /v1/requests/{id}/suppliedByPhone': {
    does: '居民已电话补充: staff write down what the resident said on the phone; clocks go on.',
    params: requestId,
    body: requestMachine.suppliedByPhone.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/goOn': {
    does: `Ends the wait for the resident, and clocks go on. She is reminded after ${firstWaitReminderDays} and ${secondWaitReminderDays} days; after ${waitEndDays} the wait ends by itself.`,
    params: requestId,
    body: requestMachine.goOn.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/correct': {
    does: '更正: takes back a refusal or an answer that was wrong, told to the resident with the reason; the clocks run as before it.',
    params: requestId,
    body: requestMachine.correct.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/refuse': {
    does: '不予受理: with the reason and the legal route.',
    params: requestId,
    body: requestMachine.refuse.body,
    ...action([...teamRoles, ...unitRoles, ...dispatchRoles]),
  },
  'POST /v1/requests/{id}/transferOut': {
    does: '转其他渠道: it goes to a road that the law keeps for it (12345, 信访, court, police), told with the reason, the number there and what to do; it can be contested once.',
    params: requestId,
    body: requestMachine.transferOut.body,
    ...action(handlingRoles, 'notHandler'),
  },
  'POST /v1/requests/{id}/contest': {
    does: '申诉: contests a refusal, once; another person decides.',
    params: requestId,
    body: requestMachine.contest.body,
    ...action(['resident'], 'contestedOnce'),
  },
  'POST /v1/requests/{id}/handle': {
    does: '办理: says what is being done, and when somebody comes (`visitAt`) or until when it waits (`until`): a dated next step, which stops no clock.',
    params: requestId,
    body: requestMachine.handle.body,
    ...action(handlingRoles, 'notHandler'),
  },
  'POST /v1/requests/{id}/reply': {
    does: '答复: the outcome, with evidence.',
    params: requestId,
    body: requestMachine.reply.body,
    ...action(handlingRoles, 'notHandler', 'evidenceNeeded'),
  },
  'POST /v1/requests/{id}/withdraw': {
    does: '撤回: the resident takes it back; the log stays.',
    params: requestId,
    body: requestMachine.withdraw.body,
    ...action(['resident']),
  },
  'POST /v1/requests/{id}/comment': {
    does: '留言: in every state; while the team waits for the resident, hers is the supplement.',
    params: requestId,
    body: requestMachine.comment.body,
    ...action(['resident'], 'notHandler', 'dailyCap'),
  },
  'POST /v1/requests/{id}/note': {
    does: '内部备注: in every state, for the staff alone; the resident neither reads it nor is told.',
    params: requestId,
    body: requestMachine.note.body,
    ...action([...new Set([...handlingRoles, ...teamRoles, ...unitRoles, ...dispatchRoles, ...supervisingRoles])]),
  },
  'POST /v1/requests/{id}/urge': {
    does: `催一下, at most ${urgesPerDay} a day: when a promised time has passed, or one of ${urgeParts} parts of it without a word. Whoever works on it is told, and once it is late those it is escalated to.`,
    params: requestId,
    body: requestMachine.urge.body,
    ...action(['resident'], 'urgeEarly', 'urgedToday'),
  },
  'POST /v1/requests/{id}/confirmVisit': {
    does: 'Says that the visit arranged suits.',
    params: requestId,
    body: requestMachine.confirmVisit.body,
    ...action(['resident'], 'noVisit'),
  },
  'POST /v1/requests/{id}/moveVisit': {
    does: 'Asks for another time of the visit arranged; whoever handles the request arranges it anew.',
    params: requestId,
    body: requestMachine.moveVisit.body,
    ...action(['resident'], 'dailyCap', 'noVisit'),
  },
  'POST /v1/requests/{id}/reassign': {
    does: '换人: hands the case to somebody else of the team or the unit, or takes it on oneself.',
    params: requestId,
    body: requestMachine.reassign.body,
    ...action([...teamRoles, ...unitRoles, ...dispatchRoles]),
  },
  'POST /v1/requests/{id}/claim': {
    does: '我来办: takes on what nobody of the team or unit has in hand.',
    params: requestId,
    body: requestMachine.claim.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/dispatch': {
    does: '交给单位: gives it to a unit that leads, and to others that join in, each with a time of its own. Outside a unit’s duties only with the reason.',
    params: requestId,
    body: requestMachine.dispatch.body,
    ...action(dispatchRoles, 'reportsHaveNoUnit'),
  },
  'POST /v1/requests/{id}/toHuman': {
    does: '转人工: what the directory gave to a unit is looked at by somebody who dispatches.',
    params: requestId,
    body: requestMachine.toHuman.body,
    ...action(handlingRoles, 'notDispatched'),
  },
  'POST /v1/requests/{id}/dispute': {
    does: `交办异议: says within ${disputeDays} working days that it is not the unit’s own; one reviewer decides, within ${decideDays}, and its time goes on.`,
    params: requestId,
    body: requestMachine.dispute.body,
    ...action(handlingRoles, 'disputeOver', 'disputeDecided', 'notDispatched'),
  },
  'POST /v1/requests/{id}/decide': {
    does: 'Decides a dispute: the unit that is named keeps it and cannot return it.',
    params: requestId,
    body: requestMachine.decide.body,
    ...action(callbackRoles, 'notDispatched'),
  },
  'POST /v1/requests/{id}/report': {
    does: '回报: a unit that joins in says what it did; its time ends.',
    params: requestId,
    body: requestMachine.report.body,
    ...action(unitRoles),
  },
  'POST /v1/requests/{id}/endPart': {
    does: 'Ends the part of a unit that joins in: nobody waits for it any more.',
    params: requestId,
    body: requestMachine.endPart.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/askExtension': {
    does: `延期: asks for up to ${extensionDays} more working days, once, with the reason that the resident is told; decided within ${extensionDecideDays} working days by the head of the unit, or by the street or the supervisor where there is none.`,
    params: requestId,
    body: requestMachine.askExtension.body,
    ...action(handlingRoles, 'extensionTaken', 'noApprover'),
  },
  'POST /v1/requests/{id}/grantExtension': {
    does: 'Grants an extension: the end moves by working days from where it was, and the resident is told the new time and why.',
    params: requestId,
    body: requestMachine.grantExtension.body,
    ...action(approvingRoles, 'extensionPassed'),
  },
  'POST /v1/requests/{id}/refuseExtension': {
    does: 'Refuses an extension, with the reason for whoever asked; the time stays as it is.',
    params: requestId,
    body: requestMachine.refuseExtension.body,
    ...action(approvingRoles),
  },
  'POST /v1/requests/{id}/recategorise': {
    does: '改类别: puts it into another category of its kind, with the reason that the resident is told; its times are reckoned anew by the rule of that category from when they began, and the directory decides again unless somebody dispatched it.',
    params: requestId,
    body: requestMachine.recategorise.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/order': {
    does: `督办: the supervisor orders whoever has it to act and to answer within ${acknowledgeDays}; one that is not answered goes up again. A missed deadline that reaches the supervisor issues one by itself.`,
    params: requestId,
    body: requestMachine.order.body,
    ...action(supervisingRoles, 'orderedAlready'),
  },
  'POST /v1/requests/{id}/acknowledge': {
    does: '收到督办: whoever has it answers the order and says how it is done, for the staff; its requester reads who did.',
    params: requestId,
    body: requestMachine.acknowledge.body,
    ...action(handlingRoles, 'notOrdered'),
  },
  'GET /v1/staff/orders': {
    does: 'The orders (督办) of the caller’s area: open ones before those that are over, latest first.',
    query: v.object(page),
    replies: { 200: pageOf(OrderRow) },
    who: [...supervisingRoles],
    relation: 'area',
  },
  ...followingEndpoints,
  'POST /v1/requests/{id}/merge': {
    does: '并案: handles it together with another, named by number or id; of one that was merged itself, with its main. Its requester keeps her time, her answer and her rating; the main’s time becomes the earlier of both.',
    params: requestId,
    body: requestMachine.merge.body,
    ...action(handlingRoles, 'notHandler', 'reportsNotMerged', 'stepAhead', 'mergeCircle', 'mergeClosed', 'mergeTooDeep'),
  },
  'POST /v1/requests/{id}/unmerge': {
    does: '撤回并案: it is handled on its own again, with the time it had.',
    params: requestId,
    body: requestMachine.unmerge.body,
    ...action(handlingRoles),
  },
  'POST /v1/requests/{id}/split': {
    does: `拆分: cuts up to ${splitParts} parts out of it, ${splitsMost} in all, each a request of the same person, place and kind: dispatched as a filing is, with times from when it was filed, answered and rated apart. Its requester is told once.`,
    params: requestId,
    body: requestMachine.split.body,
    ...action(handlingRoles, 'notHandler', 'splitsOver', 'splitMeanwhile'),
  },
  'POST /v1/requests/{id}/unsplit': {
    does: '撤回拆分: takes back what was cut out by mistake, while nobody has answered it or what it was cut out of; that one goes on with it.',
    params: requestId,
    body: requestMachine.unsplit.body,
    ...action(handlingRoles, 'notHandler', 'originOver'),
  },
  'GET /v1/staff/directory-figures': {
    does: 'The directory (交办目录) with what became of its rows: how many were dispatched, disputed, given to another unit, and why; of requests that came in one way (`channel`), or of all.',
    query: v.object({ channel: v.optional(v.picklist(channels)) }),
    replies: { 200: v.object({ rows: v.array(DirectoryFigures) }) },
    who: [...dispatchRoles],
    relation: 'area',
  },
})

type TimeProblem = 'extensionTaken' | 'extensionPassed' | 'noApprover'
type DispatchProblem = 'orderedAlready' | 'notOrdered' | 'reportsHaveNoUnit' | 'notDispatched' | 'disputeOver' | 'disputeDecided'
type MergeProblem = 'reportsNotMerged' | 'stepAhead' | 'mergeCircle' | 'mergeClosed' | 'mergeTooDeep'
type SplitProblem = 'splitsOver' | 'splitMeanwhile' | 'originOver'

function action<
  const W extends readonly (typeof staff)[number][] | readonly ['resident'],
  const P extends readonly (
    | 'contestedOnce'
    | 'notHandler'
    | 'evidenceNeeded'
    | 'dailyCap'
    | 'urgeEarly'
    | 'urgedToday'
    | 'noVisit'
    | DispatchProblem
    | TimeProblem
    | MergeProblem
    | SplitProblem
  )[],
>(who: W, ...more: P) {
  return { replies: { 200: RequestDetail }, who, relation: 'party', problems: ['notFound', 'notNow', 'merged', ...more] } as const
}
