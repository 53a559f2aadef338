import { handlingRoles, supervisingRoles } from '@doorstep/contract/roles'
import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { Acting } from '../../platform/context/call'
import { holds, worksFor } from '../../platform/process/actor'
import type { CaseParty } from '@doorstep/contract/requests/case'
import type { Case } from '../case/case-store'
import { sideOf } from '../case/rows'

/** What is read of a request in another grid by whoever has nothing to do there. */
const elsewhere = '另一个网格的诉求'

/** Returns with what a request is handled together. Its requester reads only that it is: the other is somebody else's. */
export function togetherView(acting: Acting, row: Case): Pick<RequestDetail, 'together' | 'mergedHere'> {
  const { merge, children } = row
  const staff = sideOf(acting, row) === 'staff'
  const main = staff ? merge : null
  return {
    together: merge && {
      at: merge.at.toISOString(),
      reason: staff ? merge.reason : '',
      main: main && { id: main.main_id, number: main.number, title: titleFor(acting, main, main) },
    },
    mergedHere: staff ? children.map((child) => ({ id: child.id, number: child.number, title: titleFor(acting, child, row) })) : [],
  }
}

/** Returns the words of a request for those who read it: by their office in its grid, or because they work on the `main`. */
function titleFor(
  { actor }: Acting,
  { title, grid_code: gridCode }: { title: string; grid_code: string },
  { handler_code: handler, unit_code: unit }: Pick<Case, 'handler_code' | 'unit_code'>,
): string {
  const works = handler === actor.staff?.code || (unit !== null && worksFor(actor, unit, gridCode))
  return works || holds(actor, [...handlingRoles, ...supervisingRoles], gridCode) ? title : elsewhere
}

const overSeers: readonly CaseParty[] = ['requester', 'dispatcher', 'supervisor']

/**
 * Returns what a request was cut out of (拆分), and what was cut out of it: its requester's own. Of a 举报 only those read it, beside the
 * informant, who see every 举报: whoever was handed one of them has no part in the other.
 */
export function splitsView({ origin, splits, anonymous }: Case, as: readonly CaseParty[]): Pick<RequestDetail, 'splitFrom' | 'splitInto'> {
  if (anonymous && !as.some((party) => overSeers.includes(party))) return { splitFrom: null, splitInto: [] }
  const view = ({ id, number, title, state }: Case['splits'][number]) => ({ id, number, title, state })
  return { splitFrom: origin && view(origin), splitInto: splits.map(view) }
}
