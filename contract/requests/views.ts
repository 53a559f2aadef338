import * as v from 'valibot'
import { fileIds, FileView } from '../files'
import { GridRow, importCode } from '../grids'
import { organisationKinds } from '../organisation-words'
import { OnBehalf } from '../people/on-behalf'
import { messagesPerCase } from '../rules'
import { day, id, instant, line, list, nearInstant, text, whole } from '../values'
import { channels, remedyWays, staffChannels } from './words'
import { RequestKind, RequestState, Outcome, TransferTarget, clockKinds, shownParties } from './case'
import { knownTo030, RequestAction } from './machine'
import { DispatchPart, UnitChoice } from '../dispatch'
import { Extension } from './extension'
import { OrderView } from './orders'

/** A length of time. 日 and 工作日 differ in the statutes; hours run through nights and holidays. */
export const Duration = v.object({ amount: whole(1, 999), unit: v.picklist(['minute', 'hour', 'day', 'workingDay']) })

export type Duration = v.InferOutput<typeof Duration>

export const durationUnits = { minute: '分钟', hour: '小时', day: '日', workingDay: '个工作日' } as const

/** A row of the district's table of emergencies: contract/emergencies.ts says what its words mean. */
export const EmergencyView = v.object({
  code: importCode,
  words: v.array(v.string()),
  advice: v.string(),
  phones: v.array(v.object({ name: v.string(), number: v.string() })),
})

/** Extra questions of a category (Open311 GeoReport v2 attribute datatypes). */
export const Question = v.object({
  code: importCode,
  ask: v.string(),
  type: v.picklist(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
  required: v.boolean(),
  options: v.array(v.string()),
  /** The answer that marks an emergency and stops the form. */
  stopAt: v.nullable(v.string()),
})

export type Question = v.InferOutput<typeof Question>

export const Category = v.object({
  code: importCode,
  name: v.string(),
  group: v.string(),
  kinds: v.array(RequestKind),
  hint: v.string(),
  /** Phones the form offers when it stops for an emergency; null otherwise (条例 art. 11(1)). */
  emergency: v.nullable(v.array(v.object({ name: v.string(), number: v.string() }))),
  questions: v.array(Question),
  acceptance: Duration,
  handling: Duration,
  /** The rule the deadline comes from, in words: `公共照明属急修类，24 小时内处理`. */
  rule: v.string(),
})

export type Category = v.InferOutput<typeof Category>

export const Answer = v.object({ code: importCode, value: v.union([text(500), v.pipe(v.array(text(100)), v.maxLength(20))]) })

export const FileRequest = v.pipe(
  v.object({
    kind: RequestKind,
    categoryCode: importCode,
    text: v.optional(text(2000, 0), ''),
    fileIds,
    answers: v.optional(list(Answer, 20), []),
    /** The building it is about; left out, that of `onBehalf`, or the caller's home: `homeId`, else the current one. */
    buildingCode: v.optional(importCode),
    /** Which of the caller's homes it is about, where they have several: its door is recorded. */
    homeId: v.optional(id),
    /** The exact spot: `2 单元 4 层楼道`. */
    placeDetail: v.optional(line(100)),
    onBehalf: v.optional(OnBehalf),
    /** The organisation (驻区单位) that files it: one the caller is a contact of; left out, the caller does. */
    asOrganisation: v.optional(id),
    /** Messages it is made from (转为诉求): their photos and voice notes are copied. `proposalId` is the message that proposed it. */
    fromMessages: v.optional(
      v.object({ conversationId: id, seqs: v.pipe(list(whole(1), messagesPerCase), v.minLength(1)), proposalId: v.optional(id) }),
    ),
    /** A request that closed and has come back (又坏了), as it was suggested or is followed; one that is neither is left out. */
    againOf: v.optional(id),
  }),
  v.check((form) => form.text.length > 0 || form.fileIds.length > 0 || form.fromMessages !== undefined, '请写几句、拍张照片或说一段话'),
)

export type FileRequest = v.InferInput<typeof FileRequest>

/** What staff type in for somebody, or found themselves; the caller's own home has no part in it. */
export const StaffFiling = v.object({
  kind: RequestKind,
  categoryCode: importCode,
  text: v.optional(text(2000, 0), ''),
  fileIds,
  answers: v.optional(list(Answer, 20), []),
  buildingCode: importCode,
  placeDetail: v.optional(line(100)),
  onBehalf: v.optional(OnBehalf),
  /** The checked organisation (驻区单位) of the area that told it: it is its own, and its contacts are told and rate it. */
  asOrganisation: v.optional(id),
  channel: v.picklist(staffChannels),
  /** When it was told or seen, where it is typed in later; never in the future. */
  happenedAt: v.optional(nearInstant),
  /** A sheet of another system: its own number, and its deadline, the earlier of which rules. */
  outside: v.optional(v.object({ number: line(40), dueAt: v.optional(nearInstant) })),
  /** A request that closed and has come back (又坏了). */
  againOf: v.optional(id),
  /** What was done on the spot: the case is closed with it. */
  done: v.optional(v.object({ text: text(2000, 0), fileIds })),
})
export type StaffFiling = v.InferInput<typeof StaffFiling>

/** What is shown before sending: who will get it, by when, what others will see. */
export const FilingPreview = v.object({
  grid: GridRow,
  receiver: v.object({ name: v.string(), title: v.string() }),
  acceptBy: instant,
  replyBy: instant,
  rule: v.string(),
  /** Who will see what, in sentences. */
  seenBy: v.array(v.string()),
  emergency: v.nullable(v.array(v.object({ name: v.string(), number: v.string() }))),
})

export const ClockView = v.object({
  kind: v.picklist(clockKinds),
  name: v.string(),
  startedAt: instant,
  dueAt: instant,
  pausedAt: v.nullable(instant),
  stoppedAt: v.nullable(instant),
  /** The end it missed before that was moved to a later one; what was late stays counted. */
  missedAt: v.nullable(instant),
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
  channel: v.picklist(channels),
  /** The name of the organisation (驻区单位) that filed it; null, or left out by earlier versions, where a person did. */
  organisation: v.optional(v.nullable(v.string())),
})

export type RequestRow = v.InferOutput<typeof RequestRow>

export const TimelineEvent = v.object({
  seq: v.number(),
  did: v.string(),
  /** Who did it, as the reader may see it: `您`, `网格员 李明`, `系统`. */
  by: v.string(),
  at: instant,
  /** The event in a sentence: `李明受理`. */
  title: v.string(),
  text: v.string(),
  files: v.array(FileView),
  state: RequestState,
  hash: v.string(),
})

export type TimelineEvent = v.InferOutput<typeof TimelineEvent>

/** A rating of a reply. What was not answered (未答) is null: never a yes, and never a no. */
export const RequestRating = v.object({
  contacted: v.nullable(v.boolean()),
  solved: v.nullable(v.boolean()),
  satisfied: v.nullable(v.number()),
  reasons: v.array(v.string()),
  text: v.string(),
  /** Photos and the voice note that say why. */
  files: v.array(FileView),
  /** Until when whoever rated may add what is not answered; null for everybody else, and when it is over. */
  addUntil: v.nullable(instant),
  /** Until when whoever rated may take the last tap back (点错了); null when they may not. */
  takeBackUntil: v.nullable(instant),
  /** Until when whoever rated may change it, once; null when they may not. */
  changeUntil: v.nullable(instant),
  /** What it said before it was changed; null when it was not. */
  changedFrom: v.nullable(
    v.object({ contacted: v.nullable(v.boolean()), solved: v.nullable(v.boolean()), satisfied: v.nullable(v.number()) }),
  ),
})
export type RequestRating = v.InferOutput<typeof RequestRating>

/** What is done about a bad rating given by name (差评整改), for its rater and for those who may read it. */
export const Remedy = v.object({
  /** By when its rater is contacted. */
  contactBy: instant,
  contactRule: v.string(),
  contactedAt: v.nullable(instant),
  way: v.nullable(v.picklist(remedyWays)),
  text: v.string(),
  /** By when it is put right; null while nothing runs. */
  rectifyBy: v.nullable(instant),
  /** When the work was answered again, so that it may be rated again. */
  rectifiedAt: v.nullable(instant),
  /** How the supervisor decided that it is untrue or not; null while nobody has. */
  appeal: v.nullable(v.object({ untrue: v.boolean(), text: v.string(), at: instant })),
  /** What the caller may do about it now. */
  may: v.array(v.picklist(['contact', 'remedy', 'decide'])),
})
export type Remedy = v.InferOutput<typeof Remedy>

/** A rating as mini-programs up to 0.3.0 read it: they know no question that was not answered, and would show one as no. */
const RatingInFull = v.object({
  contacted: v.boolean(),
  solved: v.boolean(),
  satisfied: v.number(),
  reasons: v.array(v.string()),
  text: v.string(),
})
export type RatingInFull = v.InferOutput<typeof RatingInFull>

/** A dated next step (约好上门, 等配件): what was said will come, and when. It stops no clock. */
export const DatedStep = v.object({
  /** `visit` somebody comes · `until` it waits for something. */
  kind: v.picklist(['visit', 'until']),
  at: instant,
  /** For what, as whoever handles it said. */
  reason: v.string(),
  /** Whether its time has passed and nothing came of it. */
  broken: v.boolean(),
  /** When the resident said that the visit suits. */
  confirmedAt: v.nullable(instant),
  /** The resident has asked for another time, perhaps for `at`. */
  asked: v.nullable(v.object({ at: v.nullable(instant) })),
})
export type DatedStep = v.InferOutput<typeof DatedStep>

/** Another request as one that belongs to it is shown. */
const LinkedRequest = v.object({ id, number: v.string(), title: v.string() })
const SplitRequest = v.object({ ...LinkedRequest.entries, state: RequestState })

export const RequestDetail = v.object({
  ...RequestRow.entries,
  text: v.string(),
  files: v.array(FileView),
  answers: v.array(v.object({ ask: v.string(), value: v.string() })),
  grid: GridRow,
  /** Who filed it; null for those who may not know (举报; masked roles). */
  requester: v.nullable(v.object({ name: v.string(), phone: v.nullable(v.string()), place: v.string() })),
  anonymous: v.boolean(),
  /** The organisation that filed it, and who of it did; null, or left out by earlier versions, where a person did. */
  filedAs: v.optional(
    v.nullable(
      v.object({
        name: v.string(),
        kind: v.picklist(organisationKinds),
        contact: v.nullable(v.object({ name: v.string(), position: v.string() })),
      }),
    ),
  ),
  /** For whom it was filed and how to reach them; `place` is theirs. */
  onBehalfOf: v.nullable(v.object({ name: v.string(), relation: v.string(), phone: v.nullable(v.string()), place: v.string() })),
  handler: v.nullable(v.object({ code: importCode, name: v.string(), title: v.string() })),
  clocks: v.array(ClockView),
  timeline: v.array(TimelineEvent),
  /** The parties the caller belongs to. */
  as: v.array(v.picklist(shownParties)),
  /** The actions the caller may take now, shown as buttons. */
  actions: v.array(v.picklist(knownTo030)),
  /** Those of them that mini-programs up to 0.3.0 do not know. */
  furtherActions: v.array(RequestAction),
  /** Staff the request may be handed to, for those who may reassign. */
  mates: v.array(v.object({ code: importCode, name: v.string(), title: v.string(), office: v.string() })),
  /** The unit (单位) that works on it; null while the grid's team does. */
  unit: v.nullable(v.object({ code: importCode, name: v.string() })),
  /** The units that work or worked on it, first to last. */
  parts: v.array(DispatchPart),
  /** The supervisor's orders (督办) about it, last first, for the staff. */
  orders: v.array(OrderView),
  /** Units it may be given to, for those who may. */
  units: v.array(UnitChoice),
  /** Whether it is the caller's turn: the page has a main button only then. */
  myTurn: v.boolean(),
  rework: v.number(),
  rateBy: v.nullable(instant),
  /** The requester's own rating, or what staff may know of it, without who gave it. */
  rated: v.nullable(RequestRating),
  /** The same for mini-programs up to 0.3.0; null unless every question is answered. */
  rating: v.nullable(RatingInFull),
  /** What is done about the bad rating that counts; null where there is none. */
  remedy: v.nullable(Remedy),
  outcome: v.nullable(Outcome),
  /** What has to be said by phone to the person it was filed for, for staff who work on it; null when nothing has. */
  toCall: v.nullable(v.string()),
  contested: v.boolean(),
  /** Who sees what of it, in sentences, for its requester; empty for staff. */
  seenBy: v.array(v.string()),
  /** When it was told or seen; when it was entered is `createdAt`. */
  happenedAt: instant,
  /** The sheet of another system it came as. */
  outside: v.nullable(v.object({ number: v.string(), dueAt: v.nullable(instant) })),
  /** The last time the requester urged it (催一下), while nobody has said anything since, or on the same day; and who has seen that. */
  urged: v.nullable(v.object({ at: instant, seen: v.nullable(v.object({ by: v.string(), at: instant })) })),
  /** Where it went (转其他渠道), the number it has there and whom to call; null where it stayed. */
  transferred: v.nullable(v.object({ to: TransferTarget, reference: v.nullable(v.string()), phone: v.nullable(v.string()) })),
  /**
   * Since when it is handled together with another (并案); with which and why, for staff. The requester reads only that there is one. Null
   * where it stands alone.
   */
  together: v.nullable(v.object({ at: instant, reason: v.string(), main: v.nullable(LinkedRequest) })),
  /** The requests that are handled with it, for staff. */
  mergedHere: v.array(LinkedRequest),
  /** The request it was cut out of (拆分); null, or left out by earlier versions, where it was filed on its own. */
  splitFrom: v.optional(v.nullable(SplitRequest)),
  /** The requests that were cut out of it, first to last; left out by earlier versions. */
  splitInto: v.optional(v.array(SplitRequest)),
  /** What comes next and when, where that was said; and how many such steps were not kept. */
  step: v.nullable(DatedStep),
  brokenSteps: v.number(),
  /** Extensions of its time (延期), first to last: all for the staff, for the resident those that were granted. */
  extensions: v.array(Extension),
  /** How many others follow it (我也遇到), for staff; who they are is told to nobody. */
  followers: v.number(),
  /** The request that it says has come back (又坏了), for staff. */
  again: v.nullable(v.object({ number: v.string(), closedOn: v.nullable(day) })),
})

export type RequestDetail = v.InferOutput<typeof RequestDetail>

/**
 * A request as a file that can be verified without the server: each event's hash is sha256 over the canonical JSON of `{request, seq, did,
 * state, at, by, body, files, prev}`; `body` is itself a digest, so a text may later be erased and the chain still verifies.
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
  /** When the requester urged it (催一下), while nobody has said anything since. */
  urgedAt: v.nullable(instant),
  /** Whether an order (督办) about it waits for an answer. */
  ordered: v.boolean(),
  /** The dated next step of a request. `parked` until its time: nothing has to be done before, unless a clock ends. */
  step: v.nullable(v.object({ kind: DatedStep.entries.kind, at: instant, reason: v.string(), parked: v.boolean() })),
})

export type InboxItem = v.InferOutput<typeof InboxItem>
