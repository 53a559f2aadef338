import * as v from 'valibot'
import { endpoints } from '../endpoints'
import { fileIds, FileView } from '../files'
import { areaCode, GridRow, gridCode, importCode } from '../grids'
import { machine } from '../machine'
import { OnBehalf } from '../on-behalf'
import { outcomes, refusals, requestKinds, requestStates } from './words'
import { deskRoles } from '../roles'
import { id, instant, list, page, pageOf, text, whole } from '../values'

/** 诉求: a resident's case, from filing to closing. States and terms: docs/states.md. */

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

/** 日 and 工作日 are different things in the statutes; hours run through nights and holidays. */
export const Duration = v.object({ amount: whole(1, 999), unit: v.picklist(['minute', 'hour', 'day', 'workingDay']) })
export type Duration = v.InferOutput<typeof Duration>
export const durationUnits = { minute: '分钟', hour: '小时', day: '日', workingDay: '个工作日' } as const

/** Who may act on a case: relations the server works out for the caller and this case. */
export const caseParties = ['requester', 'handler', 'team', 'dispatcher', 'supervisor', 'system'] as const
export type CaseParty = (typeof caseParties)[number]

const note = text(2000)

/**
 * Who may do what from where. `clock` acts in the order stop, pause, resume, start. `start` is of a state clock; the `whole` clock starts at
 * filing and never resets: it only stands still while the resident has the word, and goes on whenever a state clock starts.
 */
export const requestMachine = machine<
  RequestState,
  CaseParty,
  'contestedOnce' | 'evidence' | 'otherHandler' | 'inRatingWindow',
  ClockKind
>()({
  accept: {
    from: ['submitted'],
    to: 'accepted',
    by: ['team', 'dispatcher'],
    label: '受理',
    body: v.object({ handlerCode: v.optional(importCode), note: v.optional(text(500)) }),
    clock: { stop: ['acceptance'], start: 'handling' },
  },
  askMore: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'infoNeeded',
    by: ['handler', 'team', 'dispatcher'],
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
  refuse: {
    from: ['submitted'],
    to: 'notAccepted',
    by: ['team', 'dispatcher'],
    label: '不予受理',
    body: v.object({ reason: RefusalReason, explanation: text(500), route: v.optional(text(300)) }),
    clock: { stop: ['acceptance', 'whole'] },
  },
  contest: {
    from: ['notAccepted'],
    to: 'submitted',
    by: ['requester'],
    label: '申诉一次',
    body: v.object({ text: note }),
    guards: ['contestedOnce', 'otherHandler'],
    clock: { start: 'acceptance' },
  },
  handle: {
    from: ['accepted', 'handling', 'rework'],
    to: 'handling',
    by: ['handler'],
    label: '开始办理',
    body: v.object({ text: text(500), visitAt: v.optional(instant), fileIds }),
  },
  reply: {
    from: ['accepted', 'handling', 'rework'],
    to: 'replied',
    by: ['handler'],
    label: '答复',
    body: v.object({ outcome: Outcome, text: text(2000, 5), fileIds }),
    guards: ['evidence'],
    // What runs on is the whole clock: waiting for the resident's rating is not time we take.
    clock: { stop: ['handling', 'rework'], pause: true },
  },
  confirm: {
    from: ['replied'],
    to: 'closed',
    by: ['requester'],
    label: '满意,办结',
    guards: ['inRatingWindow'],
    clock: { stop: ['whole'] },
  },
  reopen: {
    from: ['replied', 'closed'],
    to: 'rework',
    by: ['requester'],
    label: '不满意,重办',
    guards: ['otherHandler', 'inRatingWindow'],
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
    by: ['requester', 'handler', 'team', 'dispatcher', 'supervisor'],
    label: '留言',
    body: v.object({ text: note, fileIds }),
  },
  reassign: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['team', 'dispatcher', 'system'],
    label: '换人办理',
    body: v.object({ handlerCode: importCode, reason: text(200) }),
  },
})
export type RequestAction = keyof typeof requestMachine
/** Actions that are endpoints of this room. `confirm` and `reopen` are taken by rating, `closeUnrated` by the clock. */
export const endpointActions = [
  'accept',
  'askMore',
  'supply',
  'refuse',
  'contest',
  'handle',
  'reply',
  'withdraw',
  'comment',
  'reassign',
] as const satisfies RequestAction[]

/** Days a resident may rate (or reopen) after a reply; then the case closes as unrated (未评), never as satisfied. */
export const ratingWindowDays = 15

// —— categories ——

/** Extra questions of a category (Open311 GeoReport v2 attribute datatypes). */
export const Question = v.object({
  code: importCode,
  ask: v.string(),
  type: v.picklist(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: v.boolean(),
  options: v.array(v.string()),
  /** An answer that stops the form: this is an emergency. */
  stopAt: v.nullable(v.string()),
})
export type Question = v.InferOutput<typeof Question>

export const Category = v.object({
  code: importCode,
  name: v.string(),
  group: v.string(),
  kinds: v.array(RequestKind),
  hint: v.string(),
  /** Set: the form stops and offers these phones (条例 art. 11(1)). */
  emergency: v.nullable(v.array(v.object({ name: v.string(), number: v.string() }))),
  questions: v.array(Question),
  acceptance: Duration,
  handling: Duration,
  /** The rule the deadline comes from, in words: `公共照明属急修类,24 小时内处理`. */
  rule: v.string(),
})
export type Category = v.InferOutput<typeof Category>

// —— filing ——

const Answer = v.object({ code: importCode, value: v.union([text(500), v.pipe(v.array(text(100)), v.maxLength(20))]) })

export const FileRequest = v.pipe(
  v.object({
    kind: RequestKind,
    categoryCode: importCode,
    text: v.optional(text(2000, 0), ''),
    fileIds,
    answers: v.optional(list(Answer, 20), []),
    /** The building it is about; the caller's current home when left out. */
    buildingCode: v.optional(importCode),
    /** `2 单元 4 层楼道` */
    placeDetail: v.optional(text(100)),
    onBehalf: v.optional(OnBehalf),
    /** Messages it is made of (转为诉求): their photos and voice are copied. */
    fromMessages: v.optional(v.object({ conversationId: id, seqs: v.pipe(list(whole(1), 20), v.minLength(1)) })),
  }),
  v.check((form) => form.text.length > 0 || form.fileIds.length > 0 || form.fromMessages !== undefined, '请写几句、拍张照片或说一段话'),
)
export type FileRequest = v.InferInput<typeof FileRequest>

/** What is shown before sending: who will get it, by when, what others will see. */
export const FilingPreview = v.object({
  grid: GridRow,
  receiver: v.object({ name: v.string(), title: v.string() }),
  acceptBy: instant,
  replyBy: instant,
  rule: v.string(),
  /** Sentences: who sees what. */
  seenBy: v.array(v.string()),
  emergency: v.nullable(v.array(v.object({ name: v.string(), number: v.string() }))),
})

// —— reading ——

export const ClockView = v.object({
  kind: v.picklist(clockKinds),
  name: v.string(),
  startedAt: instant,
  dueAt: instant,
  pausedAt: v.nullable(instant),
  stoppedAt: v.nullable(instant),
  /** `running` · `paused` · `met` · `overdue` (running late) · `missed` (stopped late). */
  state: v.picklist(['running', 'paused', 'met', 'overdue', 'missed']),
  rule: v.string(),
})
export type ClockView = v.InferOutput<typeof ClockView>

export const RequestRow = v.object({
  id,
  number: v.string(),
  kind: RequestKind,
  title: v.string(),
  categoryName: v.string(),
  state: RequestState,
  /** The next step in words: `李明会在今天 18:00 前答复您`. */
  next: v.string(),
  promisedAt: v.nullable(instant),
  overdue: v.boolean(),
  place: v.string(),
  createdAt: instant,
  updatedAt: instant,
})
export type RequestRow = v.InferOutput<typeof RequestRow>

export const TimelineEvent = v.object({
  seq: v.number(),
  did: v.string(),
  /** Who, as a reader may see it: `您`, `网格员 李明`, `系统`. */
  by: v.string(),
  at: instant,
  /** A sentence: `李明受理`. */
  title: v.string(),
  text: v.string(),
  files: v.array(FileView),
  state: RequestState,
  hash: v.string(),
})
export type TimelineEvent = v.InferOutput<typeof TimelineEvent>

export const RequestDetail = v.object({
  ...RequestRow.entries,
  text: v.string(),
  files: v.array(FileView),
  answers: v.array(v.object({ ask: v.string(), value: v.string() })),
  grid: GridRow,
  /** Null to those from whom it is hidden (举报; masked roles). */
  requester: v.nullable(v.object({ name: v.string(), phone: v.nullable(v.string()), place: v.string() })),
  anonymous: v.boolean(),
  onBehalfOf: v.nullable(v.object({ name: v.string(), relation: v.string() })),
  handler: v.nullable(v.object({ code: importCode, name: v.string(), title: v.string() })),
  clocks: v.array(ClockView),
  timeline: v.array(TimelineEvent),
  /** What the caller is to this case, and so which of the machine's buttons are theirs. */
  as: v.array(v.picklist(caseParties)),
  /** People the case may be handed to, for those who may reassign. */
  mates: v.array(v.object({ code: importCode, name: v.string() })),
  rework: v.number(),
  rateBy: v.nullable(instant),
  /** The caller's own rating (requester), or what a staff member may know of it: never who. */
  rating: v.nullable(
    v.object({ contacted: v.boolean(), solved: v.boolean(), satisfied: v.number(), reasons: v.array(v.string()), text: v.string() }),
  ),
  outcome: v.nullable(Outcome),
  contested: v.boolean(),
})
export type RequestDetail = v.InferOutput<typeof RequestDetail>

/**
 * A case as a file that verifies without us: each event's hash is sha256 over the canonical JSON of
 * `{request, seq, did, state, at, by, body, files, prev}`; `body` is itself a digest, so a text may later be erased and the chain still verifies.
 */
export const RequestExport = v.object({
  format: v.literal('doorstep-case-1'),
  number: v.string(),
  exportedAt: instant,
  head: v.string(),
  events: v.array(
    v.object({
      request: id,
      seq: v.number(),
      did: v.string(),
      state: RequestState,
      at: instant,
      by: v.string(),
      body: v.string(),
      files: v.array(v.string()),
      prev: v.string(),
      hash: v.string(),
      /** What `body` digests: sha256 of `nonce` + canonical JSON of `content`; null once erased. */
      content: v.nullable(v.record(v.string(), v.unknown())),
      nonce: v.nullable(v.string()),
    }),
  ),
})
export type RequestExport = v.InferOutput<typeof RequestExport>

export const InboxItem = v.object({
  kind: v.picklist(['request', 'conversation']),
  id,
  title: v.string(),
  context: v.string(),
  waitingSince: instant,
  dueAt: v.nullable(instant),
  overdue: v.boolean(),
  stateName: v.string(),
  mine: v.boolean(),
})
export type InboxItem = v.InferOutput<typeof InboxItem>

const requestId = v.object({ id })
const staff = deskRoles

export const requestEndpoints = endpoints('requests', {
  'GET /v1/categories': {
    does: 'What a request can be about, in the district’s order.',
    replies: { 200: v.object({ rows: v.array(Category) }) },
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
    problems: ['emergency', 'answersNeeded', 'homeNeeded', 'consentNeeded', 'notFound'],
  },
  'GET /v1/requests': {
    does: 'My own cases (`side=resident`) or those in my area as staff (`side=team`): open ones by their clock, or all, newest first.',
    query: v.object({
      side: v.optional(v.picklist(['resident', 'team']), 'resident'),
      view: v.optional(v.picklist(['open', 'all', 'mine', 'overdue', 'done']), 'all'),
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
  'POST /v1/requests/{id}/accept': {
    does: '受理: takes the case on; the resident is told by when.',
    params: requestId,
    body: requestMachine.accept.body,
    ...action(['gridMember', 'gridTeam', 'dispatcher', 'streetAdmin']),
  },
  'POST /v1/requests/{id}/askMore': {
    does: '请补充: asks the resident; clocks pause.',
    params: requestId,
    body: requestMachine.askMore.body,
    ...action(['gridMember', 'gridTeam', 'handler', 'branchSecretary', 'dispatcher', 'streetAdmin']),
  },
  'POST /v1/requests/{id}/supply': {
    does: '补充: the resident answers; clocks go on.',
    params: requestId,
    body: requestMachine.supply.body,
    ...action(['resident']),
  },
  'POST /v1/requests/{id}/refuse': {
    does: '不予受理: with the reason and the legal route.',
    params: requestId,
    body: requestMachine.refuse.body,
    ...action(['gridMember', 'gridTeam', 'dispatcher', 'streetAdmin']),
  },
  'POST /v1/requests/{id}/contest': {
    does: '申诉: contests a refusal, once; another person decides.',
    params: requestId,
    body: requestMachine.contest.body,
    ...action(['resident'], 'contestedOnce'),
  },
  'POST /v1/requests/{id}/handle': {
    does: '办理: says what is being done and when.',
    params: requestId,
    body: requestMachine.handle.body,
    ...action(['gridMember', 'gridTeam', 'handler', 'branchSecretary', 'dispatcher', 'streetAdmin'], 'notHandler'),
  },
  'POST /v1/requests/{id}/reply': {
    does: '答复: the outcome, with evidence.',
    params: requestId,
    body: requestMachine.reply.body,
    ...action(['gridMember', 'gridTeam', 'handler', 'branchSecretary', 'dispatcher', 'streetAdmin'], 'notHandler', 'evidenceNeeded'),
  },
  'POST /v1/requests/{id}/withdraw': {
    does: '撤回: the resident takes it back; the log stays.',
    params: requestId,
    body: requestMachine.withdraw.body,
    ...action(['resident']),
  },
  'POST /v1/requests/{id}/comment': {
    does: '留言: in every state.',
    params: requestId,
    body: requestMachine.comment.body,
    ...action(['resident']),
  },
  'POST /v1/requests/{id}/reassign': {
    does: '换人: hands the case to somebody else of the team.',
    params: requestId,
    body: requestMachine.reassign.body,
    ...action(['gridMember', 'gridTeam', 'dispatcher', 'streetAdmin']),
  },
})

function action<
  const W extends readonly (typeof staff)[number][] | readonly ['resident'],
  const P extends readonly ('contestedOnce' | 'notHandler' | 'evidenceNeeded')[],
>(who: W, ...more: P) {
  return { replies: { 200: RequestDetail }, who, relation: 'party', problems: ['notFound', 'notNow', ...more] } as const
}
