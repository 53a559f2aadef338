import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { CoreContext, JobContext } from '../../platform/context/call'
import { enqueue } from '../../platform/jobs/outbox'
import { oweCall } from '../case/calls'
import { transitionRequest } from '../case/transitions'
import { lockedCase } from '../case/case-store'
import type { StoredRequest } from '../case/requests-store'
import { notifyTransition } from '../case/notify'
import { bySystem } from '../case/timeline'

export const unratedJob = 'requests.closeUnrated'
export const UnratedJob = v.object({ requestId: id, round: v.number() })

/**
 * Schedules the closing of a request that waits for a rating which nobody gives (未评, never counted as satisfied). Called each time it begins
 * to wait, hence the key by its last event: while a rating that is taken back stood, an earlier job may have run and done nothing.
 */
export async function scheduleClosing(
  { tx, districtId }: CoreContext,
  { id: requestId, rework: round, rate_by: rateBy, last_seq: seq }: StoredRequest,
): Promise<void> {
  if (rateBy === null) return
  const dueAt = new Date(rateBy.getTime() + 1)
  await enqueue(tx, { districtId, kind: unratedJob, key: `${requestId}:${round}:${seq}`, payload: { requestId, round }, dueAt })
}

/** Closes a replied request whose rating window is over; does nothing when it was rated, withdrawn or replied to again. */
export async function closeUnrated(context: JobContext, { requestId, round }: v.InferOutput<typeof UnratedJob>): Promise<void> {
  const before = await lockedCase(context.tx, context.districtId, requestId)
  if (before === null || before.state !== 'replied' || before.rework !== round) return
  if (before.rate_by !== null && context.clock.now() <= before.rate_by) return
  const after = await transitionRequest(context, before, { action: 'closeUnrated', as: ['system'], by: bySystem, content: {} })
  await oweCall(context, { action: 'closeUnrated', after, text: '' })
  await notifyTransition(context, { action: 'closeUnrated', before, after, by: bySystem, text: '' })
}
