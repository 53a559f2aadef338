import * as v from 'valibot'
import { id, instant } from '../values'

/** 延期: more time for an answer, asked for with a reason and granted or refused by somebody else. */

/** How an extension stands: `asked` waits for its approver; `answered` and `moved` ended it, since nobody needs it any more. */
const extensionStates = ['asked', 'granted', 'refused', 'answered', 'moved'] as const
export const extensionWords = {
  asked: '等同意',
  granted: '同意了',
  refused: '没有同意',
  answered: '时限已停，不用再定',
  moved: '换了办理的单位或人，不用再定',
} as const satisfies Record<(typeof extensionStates)[number], string>

/** An extension as its reader may see it: the resident reads those that were granted. */
export const Extension = v.object({
  id,
  state: v.picklist(extensionStates),
  workingDays: v.number(),
  /** Why, in words that the resident reads once it is granted. */
  reason: v.string(),
  askedAt: instant,
  /** By whom; empty for the resident. */
  askedBy: v.string(),
  /** The end that it moves, and to when. */
  from: instant,
  to: instant,
  /** By when it is decided; null for the resident. */
  decideBy: v.nullable(instant),
  /** Whose turn it is to decide, or who has; empty for the resident. */
  approver: v.string(),
  decidedAt: v.nullable(instant),
  /** Why it was refused, for the staff. */
  refusal: v.string(),
})
export type Extension = v.InferOutput<typeof Extension>
