import * as v from 'valibot'
import { importCode } from '../../grids'
import { joiningUnits } from '../../rules'
import { id, list, text } from '../../values'
import { rules } from './rule'

/** The rules of which unit works on it (交办, 派单异议, 协办). */
export const unitsRules = rules({
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
    guards: ['joiningOpen'],
  },
})
