import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, outsideJob } from '../platform/context/call'
import type { Jobs } from '../platform/context/call'
import { dropFile } from './drop-file'
import { variantKey } from './file-look-ups'

export const fileJobs: Jobs = {
  /** Deletes the row of an upload that was not claimed within a day; its bytes follow when that is committed, since the store may be slow. */
  'files.dropUnclaimed': job(v.object({ fileId: id }), (context, { fileId }) => dropFile(context, fileId)),

  /** Deletes the bytes of a file that has no row any more. */
  'files.removeBytes': outsideJob(v.object({ fileId: id }), async ({ districtId, deps }, { fileId }) => {
    for (const variant of ['full', 'thumb'] as const) await deps.files.remove(variantKey({ district_id: districtId, id: fileId }, variant))
  }),
}
