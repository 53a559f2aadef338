import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, outsideJob } from '../platform/context/call'
import type { Jobs } from '../platform/context/call'
import { enqueue } from '../platform/jobs/outbox'
import { variantKey } from './file-look-ups'
import * as store from './files-store'

export const fileJobs: Jobs = {
  /** Deletes the row of an upload that was not claimed within a day; its bytes follow when that is committed, since the store may be slow. */
  'files.dropUnclaimed': job(v.object({ fileId: id }), async ({ tx, districtId, clock }, { fileId }) => {
    if (!(await store.dropUnclaimed(tx, districtId, fileId))) return
    await enqueue(tx, { districtId, kind: 'files.removeBytes', key: fileId, payload: { fileId }, dueAt: clock.now() })
  }),

  /** Deletes the bytes of a file that has no row any more. */
  'files.removeBytes': outsideJob(v.object({ fileId: id }), async ({ districtId, deps }, { fileId }) => {
    for (const variant of ['full', 'thumb'] as const) await deps.files.remove(variantKey({ district_id: districtId, id: fileId }, variant))
  }),
}
