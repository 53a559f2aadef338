import type { RequestDetail } from '@doorstep/contract/requests/views'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { lockedCase } from '../case/case-store'
import { updateRequest } from '../case/requests-store'
import { appendNote } from '../case/transitions'
import { caseAccessOf } from '../people/access'
import { detailOf, isCaller } from '../reading/detail'
import { actingAs } from './act'

/**
 * Records that the person a request was filed for was told by phone. Throws `notNow` when nothing is owed any more, or something newer than
 * `said` is.
 */
export async function markCalled(acting: Acting, id: string, said: string): Promise<RequestDetail> {
  const { tx, districtId } = acting
  const row = await lockedCase(tx, districtId, id)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true || !isCaller(access.as, row)) throw problem('notFound')
  if (row.to_call !== said) throw problem('notNow')
  const by = await actingAs(acting, row, 'comment', [])
  const noted = await appendNote(acting, row, { did: 'called', by, content: { text: said } })
  return detailOf(acting, { ...noted, ...(await updateRequest(tx, districtId, id, { to_call: null })) })
}
