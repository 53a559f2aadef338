import * as v from 'valibot'
import { actionNames } from '../machine'
import { ordersRules } from './machine/orders'
import { ratingsRules } from './machine/ratings'
import { togetherRules } from './machine/together'
import { requesterRules } from './machine/requester'
import { timeRules } from './machine/time'
import { unitsRules } from './machine/units'
import { workRules } from './machine/work'

/**
 * 诉求的状态机: who may make which transition of a request, from which state.
 * `contest`, `reopen` and `notSolved` assign the request to another handler; `takeBack` returns to what was before
 * the tap, its handler and clocks, too; `correct` to what was before the answer, with the clocks as they ran then: a slip gains no time. `clock` acts in the order stop, pause, resume, start. `start` is of a state clock; the
 * `whole` clock starts at filing and never resets: it is only paused while the resident has to answer, and resumes whenever a state clock
 * starts.
 */
export const requestMachine = {
  ...workRules,
  ...requesterRules,
  ...ratingsRules,
  ...unitsRules,
  ...timeRules,
  ...ordersRules,
  ...togetherRules,
}

export type RequestAction = keyof typeof requestMachine

export const RequestAction = v.picklist(actionNames(requestMachine))

/** The actions that mini-programs up to 0.3.0 know; answers offer them in `actions`, the others in `furtherActions`. */
export const knownTo030 = [
  'accept',
  'askMore',
  'supply',
  'refuse',
  'contest',
  'handle',
  'reply',
  'confirm',
  'reopen',
  'closeUnrated',
  'withdraw',
  'comment',
  'reassign',
] as const satisfies RequestAction[]

export const isKnownTo030 = (action: RequestAction): action is (typeof knownTo030)[number] => knownTo030.some((known) => known === action)
