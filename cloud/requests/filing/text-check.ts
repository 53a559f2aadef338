import type { ApiKey } from '@doorstep/contract/api'
import type { FileRequest } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { refuseRisky } from '../../account/api'
import type { Outside } from '../../platform/context/call'
import type { Endpoint } from '@doorstep/contract/endpoints'
import type { Actor } from '../../platform/process/actor'
import { isOwn } from '../people/own'
import { caseById, type Case } from '../case/case-store'

type Said = Pick<Outside<Endpoint>, 'deps' | 'openid'>
type Added = Said & Pick<Outside<Endpoint>, 'db' | 'districtId'> & { actor: Actor }

/** Checks the texts of a new request with WeChat's content check. A 举报 is not checked: its words go only to those who investigate it. */
export async function checkFiled(call: Said & { body: InferOutput<typeof FileRequest> }): Promise<void> {
  if (call.body.kind !== 'report') await refuseRisky(call, 'POST /v1/requests', call.body)
}

/** Returns a check, by the same rule, of the text that the requester adds to their request later. It returns what it read of the request. */
export const checkAdded =
  (key: ApiKey) =>
  async (call: Added & { params: { id: string }; body: object }): Promise<Case | null> => {
    const row = await caseById(call.db, call.districtId, call.params.id)
    if (row !== null && isOwn(call, row) && !row.anonymous) await refuseRisky(call, key, call.body)
    return row
  }
