import * as v from 'valibot'
import { importCode } from './grids'
import { id, instant } from './values'

/** 交办: which units work on a request, why, and what they dispute. */
const Unit = v.object({ code: importCode, name: v.string() })

/** How a unit came to its part: by the directory (交办目录), by a dispatcher, or by the decision of a dispute, which cannot be returned. */
export const dispatchedBy = ['directory', 'staff', 'decision'] as const

export const endings = ['reported', 'replied', 'redispatched', 'withdrawn', 'human', 'moved'] as const

/** How a part ended, in words. */
export const endingWords = {
  reported: '已回报',
  replied: '随答复结束',
  redispatched: '改交别的单位',
  withdrawn: '不用再协办',
  human: '转人工再看',
  moved: '异议成立，改交别的单位',
} as const satisfies Record<(typeof endings)[number], string>

/** A unit's part in a request: it leads and answers for the whole, or joins in with a time of its own. */
export const DispatchPart = v.object({
  id,
  unit: Unit,
  lead: v.boolean(),
  by: v.picklist(dispatchedBy),
  at: instant,
  /** Why this unit; empty for the resident. */
  reason: v.string(),
  /** Why it was given to a unit outside its duties (职责清单); null when it is one of them, and for the resident. */
  outside: v.nullable(v.string()),
  /** By when a unit that joins in reports; null for the lead, whose time is the request's. */
  dueAt: v.nullable(instant),
  rule: v.string(),
  overdue: v.boolean(),
  ended: v.nullable(v.picklist(endings)),
  endedAt: v.nullable(instant),
  /** What it reported, for the staff. */
  words: v.string(),
  /** Why it says that this is not its own (交办异议), and what was decided; null where nothing was disputed, and for the resident. */
  dispute: v.nullable(
    v.object({
      reason: v.string(),
      reviewer: v.string(),
      /** By when it is decided; null for those of earlier versions. */
      decideBy: v.nullable(instant),
      overdue: v.boolean(),
      decision: v.nullable(v.picklist(['kept', 'moved'])),
      why: v.string(),
    }),
  ),
})
export type DispatchPart = v.InferOutput<typeof DispatchPart>

/** A unit that may be chosen: those whose duty it is come first. */
export const UnitChoice = v.object({ ...Unit.entries, kind: v.string(), isDuty: v.boolean() })

/** A row of the directory with what became of it, for those who dispatch. */
export const DirectoryFigures = v.object({
  code: v.string(),
  unit: v.string(),
  basis: v.string(),
  edition: v.number(),
  dispatched: v.number(),
  disputed: v.number(),
  moved: v.number(),
  /** Taken from its unit by somebody who dispatches. */
  redispatched: v.number(),
  /** Why it was disputed, latest first. */
  reasons: v.array(v.string()),
})
