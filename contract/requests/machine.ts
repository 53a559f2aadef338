import * as v from 'valibot'
import { fileIds } from '../files'
import { importCode } from '../grids'
import { actionNames, machine } from '../machine'
import { joiningUnits } from '../rules'
import { id, list, nearInstant, text } from '../values'
import { outcomes, refusals, requestKinds, requestStates } from './words'

/** 诉求: the kind of a resident's request. States and deadlines: docs/states.md. */

export type RequestKind = (typeof requestKinds)[number]

export const RequestKind = v.picklist(requestKinds)

export type RequestState = (typeof requestStates)[number]

export const RequestState = v.picklist(requestStates)

export const Outcome = v.picklist(outcomes)

const refusalReasons = Object.keys(refusals) as [keyof typeof refusals, ...(keyof typeof refusals)[]]

export const RefusalReason = v.picklist(refusalReasons)

export const clockKinds = ['acceptance', 'handling', 'rework', 'whole'] as const

export type ClockKind = (typeof clockKinds)[number]

export const clockNames = { acceptance: '受理', handling: '办理答复', rework: '重新办理', whole: '全程' } as const satisfies Record<
  ClockKind,
  string
>

/**
 * Parties to a request: relations the server computes for the caller and this request. `filer` is a requester who filed it as staff for
 * somebody; `callback` may phone the person it is for and write down their rating (回访): staff who have no part in handling it. `team` works
 * on it together: the grid's team, or the unit it was given to. `colleague` is of the team or dispatches while it is somebody else's turn.
 * `coHandler` works for a unit that joins in and has not reported, `joined` for one that ever had a part; `reviewer` decides its dispute.
 */
export const shownParties = ['requester', 'filer', 'handler', 'team', 'dispatcher', 'supervisor', 'callback', 'system'] as const
export const caseParties = [...shownParties, 'colleague', 'coHandler', 'joined', 'reviewer'] as const

export type CaseParty = (typeof caseParties)[number]

const note = text(2000)

type CaseGuard =
  | 'contestedOnce'
  | 'evidence'
  | 'unrated'
  | 'inRatingWindow'
  | 'solvedOpen'
  | 'justTapped'
  | 'changeOpen'
  | 'appealOpen'
  | 'foundByStaff'
  | 'doneShown'
  | 'checkOpen'
  | 'urgeDue'
  | 'urgedToday'
  | 'openToUnits'
  | 'byDirectory'
  | 'disputable'
  | 'disputed'
  | 'visitAhead'

/**
 * Who may make which transition, from which state. Guards: `contestedOnce` no refusal of it was contested yet · `evidence` a reply that
 * says solved has evidence · `unrated` the last reply has no rating yet · `inRatingWindow` the days to rate it are not over ·
 * `solvedOpen` it was rated and whether it is solved was not answered · `justTapped` the tap that rated it is minutes old and nobody has
 * taken on what it led to · `changeOpen` its rating is days old and was not changed yet · `appealOpen` its bad rating is said
 * to be untrue and no supervisor has decided · `foundByStaff` its filer found it on the spot · `doneShown` a photo or words show what was
 * done · `checkOpen` it waits for a spot check · `urgeDue` a promised time has passed, or too much of it without a word · `urgedToday` it was not urged today ·
 * `openToUnits` it is no 举报 · `byDirectory` the directory gave it to its unit · `disputable` its unit may still say that it is not its own ·
 * `disputed` its unit said so and nothing is decided · `visitAhead` a visit was arranged and its time is not over.
 * `contest`, `reopen` and `notSolved` assign the request to another handler; `takeBack` returns to what was before
 * the tap, its handler and clocks, too; `correct` to what was before the answer, with the clocks as they ran then: a slip gains no time. `clock` acts in the order stop, pause, resume, start. `start` is of a state clock; the
 * `whole` clock starts at filing and never resets: it is only paused while the resident has to answer, and resumes whenever a state clock
 * starts.
 */
export const requestMachine = machine<RequestState, CaseParty, CaseGuard, ClockKind>()({
  accept: {
    from: ['submitted'],
    to: 'accepted',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '受理',
    body: v.object({ handlerCode: v.optional(importCode), note: v.optional(text(500)) }),
    clock: { stop: ['acceptance'], start: 'handling' },
  },
  askMore: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'infoNeeded',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '请补充',
    body: v.object({ question: text(500) }),
    clock: { pause: true },
  },
  supply: {
    from: ['infoNeeded'],
    to: 'previous',
    by: ['requester'],
    label: '补充说明',
    body: v.object({ text: note, fileIds }),
    clock: { resume: true },
  },
  suppliedByPhone: {
    from: ['infoNeeded'],
    to: 'previous',
    by: ['handler', 'team', 'dispatcher'],
    label: '居民已电话补充',
    body: v.object({ text: text(500) }),
    clock: { resume: true },
  },
  goOn: {
    from: ['infoNeeded'],
    to: 'previous',
    by: ['handler', 'team', 'dispatcher', 'system'],
    not: ['colleague'],
    label: '不等了，继续办',
    body: v.object({ text: text(300) }),
    clock: { resume: true },
  },
  correct: {
    from: ['replied', 'notAccepted'],
    to: 'previous',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '更正',
    body: v.object({ text: text(300) }),
  },
  refuse: {
    from: ['submitted'],
    to: 'notAccepted',
    by: ['team', 'dispatcher'],
    not: ['colleague'],
    label: '不予受理',
    body: v.object({ reason: RefusalReason, explanation: text(500), route: v.optional(text(300)) }),
    clock: { stop: ['acceptance', 'whole'] },
  },
  contest: {
    from: ['notAccepted'],
    to: 'submitted',
    by: ['requester'],
    label: '申诉一次',
    body: v.object({ text: note, fileIds }),
    guards: ['contestedOnce'],
    clock: { start: 'acceptance' },
  },
  handle: {
    from: ['accepted', 'handling', 'rework'],
    to: 'handling',
    by: ['handler'],
    label: '开始办理',
    body: v.object({
      text: text(500),
      /** When somebody comes (约好上门); the text says for what. */
      visitAt: v.optional(nearInstant),
      /** Until when it has to wait (等配件); the text says for what. A visit goes before it. */
      until: v.optional(nearInstant),
      fileIds,
    }),
  },
  reply: {
    from: ['accepted', 'handling', 'rework'],
    to: 'replied',
    by: ['handler'],
    label: '答复',
    body: v.object({ outcome: Outcome, text: text(2000, 5), fileIds }),
    guards: ['evidence'],
    // Only the whole clock is still running, and it is paused: waiting for the resident's rating is not the team's time.
    clock: { stop: ['handling', 'rework'], pause: true },
  },
  confirm: {
    from: ['replied'],
    to: 'closed',
    by: ['requester', 'callback'],
    not: ['handler', 'filer'],
    label: '满意，办结',
    guards: ['unrated', 'inRatingWindow'],
    clock: { stop: ['whole'] },
  },
  reopen: {
    from: ['replied', 'closed'],
    to: 'rework',
    by: ['requester', 'callback'],
    not: ['handler', 'filer'],
    label: '不满意，重办',
    guards: ['unrated', 'inRatingWindow'],
    clock: { start: 'rework' },
  },
  notSolved: {
    from: ['closed'],
    to: 'rework',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '没解决，重办',
    guards: ['solvedOpen', 'inRatingWindow'],
    clock: { start: 'rework' },
  },
  takeBack: {
    from: ['rework', 'closed'],
    to: 'previous',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '点错了',
    guards: ['justTapped'],
  },
  rateWorse: {
    from: ['closed'],
    to: 'rework',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '改评价，重办',
    guards: ['changeOpen'],
    clock: { start: 'rework' },
  },
  rateBetter: {
    from: ['rework', 'handling', 'infoNeeded'],
    to: 'closed',
    by: ['requester'],
    not: ['handler', 'filer'],
    label: '改评价，办结',
    guards: ['changeOpen'],
    clock: { stop: ['handling', 'rework', 'whole'] },
  },
  findUntrue: {
    from: ['rework', 'handling', 'infoNeeded'],
    to: 'closed',
    by: ['supervisor'],
    not: ['handler', 'requester'],
    label: '差评不实，办结',
    guards: ['appealOpen'],
    clock: { stop: ['handling', 'rework', 'whole'] },
  },
  selfClose: {
    from: ['submitted'],
    to: 'closed',
    by: ['filer'],
    label: '当场办结',
    body: v.object({ text: text(2000, 0), fileIds }),
    guards: ['foundByStaff', 'doneShown'],
    clock: { stop: ['acceptance', 'whole'] },
  },
  checkFailed: {
    from: ['closed'],
    to: 'rework',
    by: ['callback'],
    not: ['handler', 'filer'],
    label: '抽查没办好，重办',
    guards: ['checkOpen'],
    clock: { start: 'rework' },
  },
  closeUnrated: { from: ['replied'], to: 'closed', by: ['system'], label: '到期办结', clock: { stop: ['whole'] } },
  withdraw: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'replied', 'rework'],
    to: 'withdrawn',
    by: ['requester'],
    label: '撤回',
    body: v.object({ reason: v.optional(text(200)) }),
    clock: { stop: ['acceptance', 'handling', 'rework', 'whole'] },
  },
  comment: {
    from: requestStates,
    to: 'same',
    by: ['requester', 'handler', 'team', 'dispatcher', 'supervisor', 'joined'],
    label: '留言',
    body: v.object({ text: note, fileIds }),
  },
  urge: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '催一下',
    body: v.object({}),
    guards: ['urgeDue', 'urgedToday'],
  },
  confirmVisit: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '可以，我在家',
    body: v.object({}),
    guards: ['visitAhead'],
  },
  moveVisit: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '换个时间',
    body: v.object({ text: text(200), wantedAt: v.optional(nearInstant) }),
    guards: ['visitAhead'],
  },
  reassign: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['team', 'dispatcher', 'system'],
    label: '换人办理',
    body: v.object({ handlerCode: importCode, reason: text(200) }),
  },
  claim: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['team'],
    not: ['handler', 'colleague'],
    label: '我来办',
    body: v.object({}),
  },
  dispatch: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['dispatcher'],
    label: '交给单位',
    body: v.object({
      unitCode: importCode,
      joining: v.optional(list(importCode, joiningUnits), []),
      reason: text(200),
      outside: v.optional(text(200)),
    }),
    guards: ['openToUnits'],
  },
  toHuman: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team'],
    not: ['colleague'],
    label: '转人工再看',
    body: v.object({ reason: text(200) }),
    guards: ['byDirectory'],
  },
  dispute: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team'],
    not: ['colleague'],
    label: '不归我们管',
    body: v.object({ reason: text(200) }),
    guards: ['disputable'],
  },
  decide: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['reviewer'],
    label: '定下归谁管',
    body: v.object({ unitCode: importCode, reason: text(200) }),
    guards: ['disputed'],
  },
  report: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['coHandler'],
    label: '回报',
    body: v.object({ text: text(500) }),
  },
  endPart: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'dispatcher'],
    label: '不用再协办',
    body: v.object({ partId: id, reason: text(200) }),
  },
})

export type RequestAction = keyof typeof requestMachine

/** Actions of units, which `staffActions` offers: released mini-programs know no such buttons. */
export const unitActions = ['claim', 'dispatch', 'toHuman', 'dispute', 'decide', 'report', 'endPart'] as const satisfies RequestAction[]
export const RequestAction = v.picklist(actionNames(requestMachine))
