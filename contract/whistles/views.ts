import * as v from 'valibot'
import { FileView } from '../files'
import { gridCode, importCode } from '../grids'
import { actionNames } from '../machine'
import { whistleLongestMinutes, whistleMostResultDays, whistleRespondMinutes, whistleResultDays, whistleUnits } from '../rules'
import { id, instant, line, list, text, whole } from '../values'
import { callMachine, whistleMachine, whistleParties } from './machine'
import { callStates, whistleStates } from './words'

/** 吹哨: which units are called to one place, by when, and what for. The street whistles; a branch secretary suggests it to the street. */
export const WhistleForm = v.object({
  gridCode,
  buildingCode: v.optional(importCode),
  /** Where exactly, in words. */
  place: line(100, 2),
  purpose: text(500, 5),
  unitCodes: v.pipe(list(importCode, whistleUnits), v.minLength(1, '请选要叫哪些单位')),
  /** The request it is about; never a 举报. */
  requestId: v.optional(id),
  respondMinutes: v.optional(whole(1, whistleLongestMinutes), whistleRespondMinutes),
  /** Working days in which there is a result. */
  resultDays: v.optional(whole(1, whistleMostResultDays), whistleResultDays),
})
export type WhistleForm = v.InferOutput<typeof WhistleForm>

const Unit = v.object({ code: importCode, name: v.string() })
const State = v.picklist(whistleStates)
const CallState = v.picklist(callStates)

export const WhistleRow = v.object({
  id,
  number: v.string(),
  state: State,
  gridName: v.string(),
  place: v.string(),
  purpose: v.string(),
  /** When it was whistled; until then, when it was suggested. */
  at: instant,
  /** The units called, or those suggested. */
  units: v.array(v.object({ ...Unit.entries, state: v.nullable(CallState), overdue: v.boolean() })),
  /** When the next time of it ends for whoever reads it: for a unit its own; null where none runs. */
  dueAt: v.nullable(instant),
})
export type WhistleRow = v.InferOutput<typeof WhistleRow>

/** 评到场单位, by the street. */
const RatedUnit = v.object({ inTime: v.boolean(), achieved: v.boolean(), text: v.string() })
/** 评吹哨, by the unit. */
const RatedCall = v.object({ needed: v.boolean(), prepared: v.boolean(), text: v.string() })

/** The call of one unit. Each side's assessment is hidden from the other until both gave theirs, or the days for it are over. */
export const WhistleCall = v.object({
  id,
  unit: v.object({ ...Unit.entries, phone: v.string() }),
  state: CallState,
  respondBy: instant,
  respondedAt: v.nullable(instant),
  /** When its unit said it would come, and who. */
  arriveBy: v.nullable(instant),
  who: v.string(),
  arrivedAt: v.nullable(instant),
  resultBy: v.nullable(instant),
  overdue: v.boolean(),
  ratedUnit: v.nullable(RatedUnit),
  ratedCall: v.nullable(RatedCall),
  /** Whether whoever reads it works for this unit. */
  mine: v.boolean(),
  actions: v.array(v.picklist(actionNames(callMachine))),
})
export type WhistleCall = v.InferOutput<typeof WhistleCall>

const WhistleEvent = v.object({
  seq: v.number(),
  at: instant,
  /** What happened, in a sentence. */
  title: v.string(),
  text: v.string(),
  files: v.array(FileView),
})

/** A unit that may be called: it has staff there. */
export const CallableUnit = v.object({ ...Unit.entries, kind: v.string() })

export const Whistle = v.object({
  ...WhistleRow.entries,
  /** Whoever whistled, for the units to phone; null for a suggestion. */
  caller: v.nullable(v.object({ name: v.string(), phone: v.string() })),
  suggester: v.nullable(v.string()),
  respondMinutes: v.number(),
  resultDays: v.number(),
  /** For those who may read it. */
  request: v.nullable(v.object({ id, number: v.string() })),
  calls: v.array(WhistleCall),
  /** First to last. */
  events: v.array(WhistleEvent),
  /** Until when both sides may assess it; null until it is over. */
  assessBy: v.nullable(instant),
  as: v.array(v.picklist(whistleParties)),
  actions: v.array(v.picklist(actionNames(whistleMachine))),
  /** Units that may be called, for those who may call them. */
  callable: v.array(CallableUnit),
})
export type Whistle = v.InferOutput<typeof Whistle>

/** A whistle as the page of its request shows it; `opens` for those who may read it whole. */
export const WhistleOfRequest = v.object({ ...WhistleRow.entries, opens: v.boolean() })

/** What became of the calls of a unit: `inTime`, `late` and `notCome` exclude each other; those whose time still runs are in none of them. */
export const UnitFigures = v.object({
  unit: Unit,
  called: v.number(),
  inTime: v.number(),
  late: v.number(),
  notCome: v.number(),
  done: v.number(),
  /** How many the street assessed, and of those how many were in time and achieved. */
  rated: v.number(),
  ratedInTime: v.number(),
  ratedAchieved: v.number(),
})
export const CallerFigures = v.object({
  caller: v.object({ code: importCode, name: v.string() }),
  whistles: v.number(),
  /** How many calls the units assessed, and of those how many were needed and prepared. */
  rated: v.number(),
  needed: v.number(),
  prepared: v.number(),
})
