import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { job } from '../platform/context/call'
import type { Jobs } from '../platform/context/call'
import { variantKey } from './file-look-ups'
import * as store from './files-store'

export const fileJobs: Jobs = {
  /**
   * Deletes an upload that was not claimed within a day. The row is deleted first, and restored by rollback if the bytes cannot be removed,
   * so a file that is being claimed at this moment either keeps both or was never claimed.
   */
  'files.dropUnclaimed': job(v.object({ fileId: id }), async ({ tx, districtId, deps }, { fileId }) => {
    if (!(await store.dropUnclaimed(tx, districtId, fileId))) return
    for (const variant of ['full', 'thumb'] as const) await deps.files.remove(variantKey({ district_id: districtId, id: fileId }, variant))
  }),
}
