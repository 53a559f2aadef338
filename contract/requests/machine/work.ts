import * as v from 'valibot'
import { fileIds } from '../../files'
import { importCode } from '../../grids'
import { line, nearInstant, text } from '../../values'
import { Outcome, RefusalReason, TransferTarget } from '../case'
import { rules } from './rule'

/** The rules of what whoever works on a request does with it, and its state. */
export const workRules = rules({
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
  transferOut: {
    from: ['submitted', 'accepted', 'handling'],
    to: 'notAccepted',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '转其他渠道',
    body: v.object({
      to: TransferTarget,
      /** The number it has there. */
      reference: v.optional(line(60)),
      explanation: text(500),
      route: v.optional(text(300)),
    }),
    clock: { stop: ['acceptance', 'handling', 'whole'] },
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
  reassign: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['team', 'dispatcher', 'system'],
    label: '换人办理',
    body: v.object({ handlerCode: importCode, reason: text(200) }),
  },
})
