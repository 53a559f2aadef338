import type { Endpoint } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { FileRequest } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { refuseRisky } from '../../account/api'
import type { Outside } from '../../platform/context/call'
import { requestById } from '../case/requests-store'

type Table = typeof requestEndpoints.table
type Said = Pick<Outside<Endpoint>, 'db' | 'districtId' | 'deps'> & Pick<Outside<Table['POST /v1/requests']>, 'actor'>

/** Checks the text of a new request with WeChat's content check. A 举报 is not checked: its words go only to those who investigate it. */
export async function checkFiled(call: Said & { body: InferOutput<typeof FileRequest> }): Promise<void> {
  if (call.body.kind !== 'report') await refuseRisky(call, call.body.text)
}

/** Checks the text the requester adds to their request later in the same way. */
export async function checkAdded(call: Said & { params: { id: string }; body: { text: string } }): Promise<void> {
  const row = await requestById(call.db, call.districtId, call.params.id)
  if (row !== null && row.account_id === call.actor.accountId && !row.anonymous) await refuseRisky(call, call.body.text)
}
