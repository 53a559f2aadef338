import * as v from 'valibot'
import { fileIds } from '../../files'
import { importCode } from '../../grids'
import { splitParts } from '../../rules'
import { id, line, text, whole } from '../../values'
import { rules } from './rule'

/** The rules of what is handled together (并案) or apart (拆分), or not any more. */
export const togetherRules = rules({
  merge: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '并入另一件',
    body: v.object({
      /** The receipt number of the request it is merged into, or its id. */
      number: v.optional(line(40)),
      mainId: v.optional(id),
      /** For the staff alone. */
      reason: text(200),
    }),
    guards: ['noReport', 'noStepAhead'],
  },
  unmerge: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team', 'dispatcher', 'system'],
    label: '撤回并案',
    body: v.object({}),
    guards: ['isMerged'],
  },
  split: {
    from: ['submitted', 'accepted', 'handling'],
    to: 'same',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '拆分',
    body: v.object({
      parts: v.pipe(
        v.array(
          v.object({
            /** What this part is about, in words that its requester reads. */
            words: text(500),
            categoryCode: importCode,
            /** Which files of the request show it; they stay with the request, too. */
            fileIds: v.optional(fileIds, []),
          }),
        ),
        v.minLength(1, '请写要分出去的是哪件事'),
        v.maxLength(splitParts, `一次最多分出 ${splitParts} 件`),
      ),
      /** Its requester reads why. */
      reason: text(200),
      /** The last event that the caller has read: what somebody else has split off since is seen first. */
      seen: whole(0, 1_000_000),
    }),
    guards: ['splitsLeft'],
  },
  unsplit: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling'],
    to: 'withdrawn',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '撤回拆分',
    body: v.object({ reason: text(200) }),
    guards: ['isSplit'],
    clock: { stop: ['acceptance', 'handling', 'whole'] },
  },
})
