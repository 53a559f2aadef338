import type { RequestExport } from '@doorstep/contract/requests/views'
import type { Acting } from '../../platform/context/call'
import type { Tx } from '../../platform/database/database'
import { problem } from '../../platform/process/problem'
import { caseById } from '../case/case-store'
import { hasWordsForStaff } from '../case/timeline'
import { eventsOf, type StoredRequest } from '../case/requests-store'
import { caseAccessOf } from '../people/access'

/**
 * Returns a request as a file that can be verified without this server, for its requester and for supervisors. Throws `notYourRole` for
 * others who may read it.
 */
export async function exportRequest(acting: Acting, id: string): Promise<RequestExport> {
  const row = await caseById(acting.tx, acting.districtId, id)
  const access = row === null ? null : await caseAccessOf(acting, row)
  if (row === null || access?.sees !== true) throw problem('notFound')
  if (!access.as.includes('requester') && !access.as.includes('supervisor')) throw problem('notYourRole')
  const file = await exported(acting.tx, acting.districtId, row, acting.clock.now())
  if (!access.as.includes('requester')) return file
  // What is for the staff alone stays in the chain by its digest.
  return { ...file, events: file.events.map((event) => (hasWordsForStaff(event) ? { ...event, content: null, nonce: null } : event)) }
}

export async function exported(
  tx: Tx,
  districtId: number,
  { id, number, head }: Pick<StoredRequest, 'id' | 'number' | 'head'>,
  now: Date,
): Promise<RequestExport> {
  const events = await eventsOf(tx, districtId, id)
  return {
    format: 'doorstep-case-1',
    number,
    exportedAt: now.toISOString(),
    head,
    events: events.map(({ seq, did, state, at, by_name: by, body, files, prev, hash, content, nonce }) => ({
      request: id,
      seq,
      did,
      state,
      at: at.toISOString(),
      by,
      body,
      files: files.map((file) => file.sha256),
      prev,
      hash,
      content,
      nonce,
    })),
  }
}
