import type { RequestDetail } from '@doorstep/contract/requests/views'
import { markTargetRead } from '../../notifications/api'
import type { Acting } from '../../platform/context/call'
import { problem } from '../../platform/process/problem'
import { lockedCase } from '../case/case-store'
import { notifyTransition } from '../case/notify'
import { updateRequest } from '../case/requests-store'
import { appendNote, transitionRequest } from '../case/transitions'
import { caseAccessOf } from '../people/access'
import { detailOf } from '../reading/detail'
import { actingAs, handedOn } from './act'

/**
 * Writes down a spot check (抽查) of a case that its finder closed, by somebody who had no part in it. What is not done goes to somebody else.
 * Throws `notYourRole` to whoever had a part, and `notNow` when nothing is to be checked.
 */
export async function checkRequest(
  acting: Acting,
  id: string,
  { solved, text }: { solved: boolean; text: string },
): Promise<RequestDetail> {
  const { tx, districtId } = acting
  const row = await lockedCase(tx, districtId, id)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  if (!row.to_check) throw problem('notNow')
  const { as } = access
  if (!as.includes('callback')) throw problem('notYourRole')
  const by = await actingAs(acting, row, 'checkFailed', as)
  await markTargetRead(acting, { kind: 'staffRequest', id })
  if (solved) {
    const noted = await appendNote(acting, row, { did: 'checked', by, content: { text } })
    return detailOf(acting, { ...noted, ...(await updateRequest(tx, districtId, id, { to_check: false })) })
  }
  const changes = { to_check: false, rework: row.rework + 1, outcome: null, ...(await handedOn(acting, row, { mustAccept: false })) }
  const after = await transitionRequest(acting, row, { action: 'checkFailed', as, by, content: { text }, changes })
  await notifyTransition(acting, { action: 'checkFailed', before: row, after, by, text })
  return detailOf(acting, after)
}
