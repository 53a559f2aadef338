import * as v from 'valibot'
import { id, line, text } from '../../values'
import { rules } from './rule'

/** The rules of what is handled together (并案), or not any more. */
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
})
