import { problems } from '@doorstep/contract/problems'
import type { CaseParty } from '@doorstep/contract/requests/case'
import { requestMachine, type RequestAction } from '@doorstep/contract/requests/machine'
import type { Case } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'

const working: readonly CaseParty[] = ['handler', 'team', 'dispatcher', 'coHandler', 'reviewer', 'joined']

/** Returns whether an action is not for whoever is a party `as`, because the request was merged (并案): staff work on its main. */
export function isBlocked(
  { merged_into: main }: Pick<StoredRequest, 'merged_into'>,
  action: RequestAction,
  as: readonly CaseParty[],
): boolean {
  if (main === null || action === 'unmerge') return false
  const { by }: { by: readonly CaseParty[] } = requestMachine[action]
  return !(as.includes('requester') && by.includes('requester')) && by.some((party) => working.includes(party))
}

const leaving: readonly RequestAction[] = ['unmerge', 'withdraw', 'reopen', 'notSolved', 'rateWorse', 'checkFailed']

/** Returns whether a merged request stands alone after an action: a bad rating has it done again by itself. */
export const leavesMain = (action: RequestAction): boolean => leaving.includes(action)

/** Says to staff where a merged request is worked on. */
export const elsewhere = ({ merge }: Pick<Case, 'merge'>): string =>
  merge === null ? problems.merged.detail : `这件已并入 ${merge.number} 一起办，请到那一件上办理，或者先撤回并案`
