import * as v from 'valibot'
import { text } from '../../values'
import { rules } from './rule'

/** The rules of the supervisor's orders (督办). */
export const ordersRules = rules({
  order: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['supervisor'],
    not: ['handler'],
    label: '督办',
    body: v.object({ text: text(300) }),
    guards: ['notOrdered'],
  },
  acknowledge: {
    from: ['submitted', 'infoNeeded', 'accepted', 'handling', 'rework'],
    to: 'same',
    by: ['handler', 'team', 'dispatcher'],
    not: ['colleague'],
    label: '收到督办',
    body: v.object({ text: text(300) }),
    guards: ['ordered'],
  },
})
