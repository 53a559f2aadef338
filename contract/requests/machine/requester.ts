import * as v from 'valibot'
import { fileIds } from '../../files'
import { nearInstant, text } from '../../values'
import { requestStates } from '../words'
import { note, rules } from './rule'

/** The rules of what the requester does while it is worked on. */
export const requesterRules = rules({
  supply: {
    from: ['infoNeeded'],
    to: 'previous',
    by: ['requester'],
    label: '补充说明',
    body: v.object({ text: note, fileIds }),
    clock: { resume: true },
  },
  contest: {
    from: ['notAccepted'],
    to: 'submitted',
    by: ['requester'],
    label: '申诉一次',
    body: v.object({ text: note, fileIds }),
    guards: ['contestedOnce'],
    clock: { start: 'acceptance' },
  },
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
    by: ['requester', 'handler', 'team', 'dispatcher', 'supervisor', 'joined'],
    label: '留言',
    body: v.object({ text: note, fileIds }),
  },
  note: {
    from: requestStates,
    to: 'same',
    by: ['handler', 'team', 'dispatcher', 'supervisor', 'joined'],
    label: '内部备注',
    body: v.object({ text: note, fileIds }),
  },
  urge: {
    from: ['submitted', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '催一下',
    body: v.object({}),
    guards: ['urgeDue', 'urgedToday'],
  },
  confirmVisit: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '可以，我在家',
    body: v.object({}),
    guards: ['visitAhead'],
  },
  moveVisit: {
    from: ['accepted', 'handling', 'rework'],
    to: 'same',
    by: ['requester'],
    not: ['handler'],
    label: '换个时间',
    body: v.object({ text: text(200), wantedAt: v.optional(nearInstant) }),
    guards: ['visitAhead'],
  },
})
