import type { RequestState } from '@doorstep/contract/requests/machine'
import { randomBytes } from 'node:crypto'
import type { CoreContext } from '../../platform/context/call'
import { bodyOf, hashOf } from '../proof/chain'
import { insertEvent, type EventFile, type StoredRequest } from './requests-store'

/** Who did something: the name as it is hashed and shown, and the account and staff identity, which are not. */
export interface Byline {
  name: string
  account: string | null
  staff: string | null
}

export const bySystem: Byline = { name: '系统', account: null, staff: null }

/** An event of a request. `content` may be erased later; never put a resident's name into it. */
export interface Entry {
  did: string
  state: RequestState
  by: Byline
  content: Record<string, unknown>
  files?: readonly EventFile[]
}

/**
 * Appends an event to a request's hash chain. The caller has locked the request's row, so sequence numbers have no gaps and each event
 * follows the last; the returned columns are written to that row in the same transaction.
 */
export async function append(
  { tx, districtId, clock }: CoreContext,
  request: Pick<StoredRequest, 'id' | 'last_seq' | 'head'>,
  { did, state, by, content, files = [] }: Entry,
): Promise<{ last_seq: number; head: string }> {
  const at = clock.now()
  const seq = request.last_seq + 1
  const nonce = randomBytes(16).toString('base64url')
  const body = bodyOf(nonce, content)
  const hash = hashOf({
    request: request.id,
    seq,
    did,
    state,
    at: at.toISOString(),
    by: by.name,
    body,
    files: files.map((file) => file.sha256),
    prev: request.head,
  })
  await insertEvent(tx, {
    district_id: districtId,
    request_id: request.id,
    seq,
    did,
    state,
    at,
    by_name: by.name,
    actor_account: by.account,
    actor_staff: by.staff,
    content: JSON.stringify(content),
    nonce,
    body,
    files: JSON.stringify(files),
    prev: request.head,
    hash,
  })
  return { last_seq: seq, head: hash }
}
