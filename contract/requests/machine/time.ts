import * as v from 'valibot'
import { importCode } from '../../grids'
import { extensionDays } from '../../rules'
import { text, whole } from '../../values'
import { rules } from './rule'

/** The rules of what moves the time of an answer with a reason that the resident is told (延期). */
export const timeRules = rules({
  askExtension: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler'],
    label: '申请延期',
    body: v.object({ workingDays: whole(1, extensionDays), reason: text(200) }),
    guards: ['extensionOpen'],
  },
  grantExtension: {
    from: ['infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['approver'],
    not: ['handler'],
    label: '同意延期',
    body: v.object({}),
    guards: ['extensionPending'],
  },
  refuseExtension: {
    from: ['infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['approver'],
    not: ['handler'],
    label: '不同意延期',
    body: v.object({ reason: text(200) }),
    guards: ['extensionPending'],
  },
  recategorise: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '改类别',
    body: v.object({ categoryCode: importCode, reason: text(200) }),
  },
})
