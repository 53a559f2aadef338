import { unusedHours } from '@doorstep/contract/rules'
import { hourMs } from '@doorstep/contract/time-words'
import type { CoreContext } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import * as store from './files-store'

/** Adds the job that deletes the file if it is unclaimed by then. */
export const scheduleDrop = ({ tx, districtId, clock }: CoreContext, fileId: string): Promise<void> => {
  const now = clock.now()
  return enqueue(tx, {
    districtId,
    kind: 'files.dropUnclaimed',
    key: `${fileId}:${now.toISOString()}`,
    payload: { fileId },
    dueAt: new Date(now.getTime() + unusedHours * hourMs),
  })
}

/**
 * Deletes the row of a file, unless it is claimed, and its bytes by a job at `bytesAt`: only once that is committed, and elsewhere, since the
 * store may be slow.
 */
export async function dropFile({ tx, districtId, clock }: CoreContext, fileId: string, bytesAt = clock.now()): Promise<void> {
  if (!(await store.dropUnclaimed(tx, districtId, fileId))) return
  await enqueue(tx, { districtId, kind: 'files.removeBytes', key: fileId, payload: { fileId }, dueAt: bytesAt })
}
