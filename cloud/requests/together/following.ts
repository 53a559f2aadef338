import type { RequestState } from '@doorstep/contract/requests/case'
import type { RequestAction } from '@doorstep/contract/requests/machine'
import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext } from '../../platform/context/call'
import { enqueueAll } from '../../platform/jobs/outbox'
import type { Case } from '../case/case-store'

export const followJob = 'requests.follow'
export const FollowJob = v.object({ childId: id, mainId: id })

/** Schedules that requests follow their main as it stands after its event `seq`. */
export const follow = ({ tx, districtId, clock }: CoreContext, mainId: string, seq: number, childIds: readonly string[]): Promise<void> =>
  enqueueAll(
    tx,
    childIds.map((childId) => ({
      districtId,
      kind: followJob,
      key: `${childId}:${mainId}:${seq}`,
      payload: { childId, mainId },
      dueAt: clock.now(),
    })),
  )

/** Has the requests that are merged into one follow a transition of it, each in a transaction of its own: a reply, a withdrawal. */
export async function scheduleFollowing(
  context: CoreContext,
  row: Case,
  { action, state }: { action: RequestAction; state: RequestState },
): Promise<void> {
  if (row.children.length === 0 || (state === row.state && action !== 'correct')) return
  await follow(
    context,
    row.id,
    row.last_seq + 1,
    row.children.map((child) => child.id),
  )
}
