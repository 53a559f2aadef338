import { api } from '@doorstep/contract/api'
import type { RequestState } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { SignedIn } from '../../../testing/people/signed-in'
import type { Attempt } from './moves'
import type { ActorName } from './walk-world'

/** Returns the machine's action for what is tried. */
export const actionOf = (what: Attempt['what'], state: RequestState): RequestAction =>
  what === 'rateWell' ? (state === 'closed' ? 'comment' : 'confirm') : what === 'rateBadly' ? 'reopen' : what

/** What a refusal of the body says: somebody who may not handle it, a part that is not there. */
const refusedBy: Partial<Record<Attempt['what'], string[]>> = {
  reassign: ['badInput'],
  askExtension: ['badInput'],
  recategorise: ['badInput'],
  endPart: ['notNow'],
  unmerge: ['notNow'],
  merge: ['badInput', 'stepAhead'],
  split: ['badInput', 'splitsOver'],
  unsplit: ['notNow'],
  decide: ['badInput'],
}
const guardCodes = [
  'contestedOnce',
  'urgeEarly',
  'urgedToday',
  'ratingOver',
  'alreadyRated',
  'takeBackOver',
  'notDispatched',
  'disputeOver',
  'disputeDecided',
  'noVisit',
  'extensionTaken',
  'extensionPassed',
  'orderedAlready',
  'notOrdered',
]

/** Returns what may refuse what the table allows: a guard, or something that is not there. */
export const refusalsOf = (what: Attempt['what']): string[] => refusedBy[what] ?? guardCodes

/** Returns whether the table and the role matrix allow the parties `as` to try this now. */
export function allowed(what: Attempt['what'], state: RequestState, as: readonly string[], { actor }: SignedIn): boolean {
  const rates = what === 'rateWell' || what === 'rateBadly'
  const { who } = rates
    ? api['POST /v1/requests/{id}/ratings']
    : api[`POST /v1/requests/{id}/${what === 'takeBack' ? 'ratings/takeBack' : what}`]
  const roles: readonly string[] = ['resident', ...actor.grants.map((grant) => grant.role)]
  const rule = requestMachine[actionOf(what, state)]
  const inTime = rates ? ['replied', 'closed'].includes(state) : (rule.from as readonly string[]).includes(state)
  const barred = 'not' in rule && rule.not.some((party) => as.includes(party))
  return inTime && !barred && rule.by.some((party) => as.includes(party)) && (who as readonly string[]).some((role) => roles.includes(role))
}

const ofUnit: readonly ActorName[] = ['handler', 'mate', 'head']

/** Returns the parties of whoever reads a request, those among them that are not shown. */
export function partiesIn({ as, state, handler, unit, furtherActions }: RequestDetail, who: ActorName): string[] {
  const inHand = (state !== 'submitted' && handler !== null) || (unit !== null && !ofUnit.includes(who))
  return [
    ...as,
    ...(inHand && !as.includes('handler') ? ['colleague'] : []),
    ...(furtherActions.includes('decide') ? ['reviewer'] : []),
    ...(furtherActions.includes('grantExtension') ? ['approver'] : []),
  ]
}

/** Returns the state an action leads to by the table. */
export function target(action: RequestAction, from: RequestState, before: RequestState): RequestState {
  const { to } = requestMachine[action]
  return to === 'same' ? from : to === 'previous' ? before : to
}
