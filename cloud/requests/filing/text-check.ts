import type { Endpoint } from '@doorstep/contract/endpoints'
import type { requestEndpoints } from '@doorstep/contract/requests/endpoints'
import type { FileRequest } from '@doorstep/contract/requests/views'
import type { InferOutput } from 'valibot'
import { refuseRisky } from '../../account/api'
import type { Outside } from '../../platform/context/call'
import { requestById } from '../case/requests-store'

type Table = typeof requestEndpoints.table
type Said = Pick<Outside<Endpoint>, 'db' | 'districtId' | 'deps'> & Pick<Outside<Table['POST /v1/requests']>, 'actor'>

/** What a resident files is put to WeChat's check; a 举报 is not, whose words concern nobody but those who look into it. */
export async function checkFiled(call: Said & { body: InferOutput<typeof FileRequest> }): Promise<void> {
  if (call.body.kind !== 'report') await refuseRisky(call, call.body.text)
}

/** The same of what she adds to her own case later. */
export async function checkAdded(call: Said & { params: { id: string }; body: { text: string } }): Promise<void> {
  const row = await requestById(call.db, call.districtId, call.params.id)
  if (row !== null && row.account_id === call.actor.accountId && !row.anonymous) await refuseRisky(call, call.body.text)
}
