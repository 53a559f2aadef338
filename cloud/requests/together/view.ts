import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { Case } from '../case/case-store'
import type { Side } from '../reading/next-step'

/** Returns with what a request is handled together. Its requester reads only that it is: the other is somebody else's. */
export function togetherView({ merge, children }: Case, side: Side): Pick<RequestDetail, 'together' | 'mergedHere'> {
  const staff = side === 'staff'
  return {
    together: merge && {
      at: merge.at.toISOString(),
      reason: staff ? merge.reason : '',
      main: staff ? { id: merge.main_id, number: merge.number, title: merge.title } : null,
    },
    mergedHere: staff ? children.map(({ id, number, title }) => ({ id, number, title })) : [],
  }
}
