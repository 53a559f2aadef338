import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { lockedLeave, lockGridFromFiling, updateLeave, type Leave } from '../grids/api'
import type { Context, JobContext } from '../platform/context/call'
import { enqueueAll } from '../platform/jobs/outbox'
import { handOnDuring, handReviewsOn } from '../requests/api'
import { passWhistlesOn } from '../whistles/api'
import { tellBegun, tellEnded } from './leave-telling'

export const leaveJob = 'duty.leave'
export const LeaveJob = v.object({ absenceId: id, what: v.picklist(['begins', 'ends']) })

/** Schedules the beginning and the end of a leave, in the transaction that takes it. When they come they look whether it still stands. */
export const scheduleLeave = (
  { tx, districtId }: Pick<Context, 'tx' | 'districtId'>,
  { id: absenceId, from, until }: Leave,
): Promise<void> =>
  enqueueAll(
    tx,
    (['begins', 'ends'] as const).map((what) => ({
      districtId,
      kind: leaveJob,
      key: `${absenceId}:${what}`,
      payload: { absenceId, what },
      dueAt: what === 'begins' ? from : until,
    })),
  )

/** Handles the beginning or the end of a leave, once: it may have been called off, ended early, or be over by now. */
export async function onLeave(context: JobContext, { absenceId, what }: v.InferOutput<typeof LeaveJob>): Promise<void> {
  const { tx, districtId } = context
  const now = context.clock.now()
  const leave = await lockedLeave(tx, districtId, absenceId)
  if (leave === undefined || leave.endedAt !== null) return
  if (what === 'begins' && leave.begunAt === null && leave.from <= now && now < leave.until) await begins(context, leave)
  if (what === 'ends' && leave.until <= now) await ends(context, leave)
}

/** Hands on what cannot wait for whoever is away, as it is now and not as it was when the leave was filed, and tells who stands in. */
async function begins(context: Context, leave: Leave): Promise<void> {
  const { tx, districtId, clock } = context
  // What is filed meanwhile is filed before the leave begins, and found here, or after it, and goes to the stand-in.
  if (leave.gridCode !== null) await lockGridFromFiling(tx, districtId, leave.gridCode)
  const during = await handOnDuring(context, leave)
  await handReviewsOn(context, leave.staffCode)
  await passWhistlesOn(context, leave.staffCode, leave.id)
  await updateLeave(tx, districtId, leave.id, { begun_at: clock.now(), handed_on: during.handedOn.length })
  await tellBegun(context, leave, during)
}

/** Ends a leave that is over; what was handed on stays with whoever has it. */
export async function ends(context: Pick<Context, 'tx' | 'districtId' | 'clock' | 'notifySockets'>, leave: Leave): Promise<void> {
  const { tx, districtId, clock } = context
  const now = clock.now()
  await updateLeave(tx, districtId, leave.id, { ended_at: now, ...(now < leave.until && { until_at: now }) })
  await tellEnded(context, leave)
}
