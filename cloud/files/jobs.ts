import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job, outsideJob } from '../platform/context/call'
import type { Jobs } from '../platform/context/call'
import { dropFile } from './drop-file'
import { variantKey } from './file-look-ups'
import { dropUpload, partKey } from './parts'

export const fileJobs: Jobs = {
  /** Deletes the row of an upload that was not claimed within a day; its bytes follow when that is committed, since the store may be slow. */
  'files.dropUnclaimed': job(v.object({ fileId: id }), (context, { fileId }) => dropFile(context, fileId)),

  /** Deletes an upload in parts when its day is over. */
  'files.dropUpload': job(v.object({ uploadId: id }), (context, { uploadId }) => dropUpload(context, uploadId)),

  /** Deletes the bytes of the parts of an upload. */
  'files.removeParts': outsideJob(v.object({ uploadId: id, parts: v.number() }), async ({ districtId, deps }, { uploadId, parts }) => {
    for (let part = 0; part < parts; part += 1) await deps.files.remove(partKey({ district_id: districtId, id: uploadId }, part))
  }),

  /** Deletes the bytes of a file that has no row any more. */
  'files.removeBytes': outsideJob(v.object({ fileId: id }), async ({ districtId, deps }, { fileId }) => {
    for (const variant of ['full', 'thumb'] as const) await deps.files.remove(variantKey({ district_id: districtId, id: fileId }, variant))
  }),
}
