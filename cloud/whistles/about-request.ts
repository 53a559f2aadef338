import { openStates } from '@doorstep/contract/requests/words'
import type { RequestState } from '@doorstep/contract/requests/case'
import type { Acting } from '../platform/context/call'
import { badField, problem } from '../platform/process/problem'
import { actingAs, appendNote, caseAccessOf, lockedCase, notifyRequester, notifyRequestSockets } from '../requests/api'
import type { StoredWhistle } from './whistles-store'

const open: readonly RequestState[] = openStates

/**
 * Throws unless the caller may whistle about a request: one they see as staff, that is under way in this grid. A 举报 is refused: the fewer
 * know of it, the better.
 */
export async function checkRequest(acting: Acting, requestId: string, gridCode: string): Promise<void> {
  const row = await lockedCase(acting.tx, acting.districtId, requestId)
  const access = row === null ? null : await caseAccessOf(acting, row)
  // Their own request is for somebody else to deal with.
  if (row === null || access?.sees !== true || access.taken || access.as.includes('requester')) throw problem('notFound')
  if (row.anonymous) throw problem('reportsNoWhistle')
  if (!open.includes(row.state)) throw problem('notNow')
  if (row.grid_code !== gridCode) throw badField('gridCode', '要和诉求在同一个网格')
}

/** Writes into the timeline of its request which units a whistle calls there, or that it is over, and tells the requester; nothing once the request is. */
export async function noteOnRequest(
  acting: Acting,
  { request_id: id }: Pick<StoredWhistle, 'request_id'>,
  did: 'whistled' | 'whistleOver',
  names: readonly string[],
): Promise<void> {
  const row = id === null ? null : await lockedCase(acting.tx, acting.districtId, id)
  if (row === null || row.anonymous || !open.includes(row.state)) return
  const to = names.join('、')
  const by = await actingAs(acting, row, 'comment', [])
  const after = await appendNote(acting, row, { did, by, content: to === '' ? {} : { to } })
  if (did === 'whistled') {
    const said = { kind: 'state' as const, title: '召集了单位到现场', text: `${row.number} ${row.title}：召集${to}到现场一起办` }
    await notifyRequester(acting, after, said)
  }
  await notifyRequestSockets(acting, after, row)
}
