import type { RequestAction } from '@doorstep/contract/requests/machine'
import { wordsFor } from '@doorstep/contract/requests/written'
import type { RequestState } from '@doorstep/contract/requests/case'
import type { Insertable } from 'kysely'
import { randomBytes } from 'node:crypto'
import type { CoreContext } from '../../platform/context/call'
import type { RatingInvitation } from '../../platform/database/schema'
import { bodyOf, hashOf } from '../proof/chain'
import type { CaseEvent } from './case-store'
import { insertEvent, insertReply, type EventFile, type StoredEvent, type StoredRequest } from './requests-store'

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

/** Returns whether an event is for the staff alone: its requester neither reads it, nor does it move anything. */
export const isInternal = ({ did }: Pick<CaseEvent, 'did'>): boolean => internal.includes(did)
const internal: readonly string[] = ['rang', 'note', 'tookIn', 'fromMerged', 'askExtension', 'refuseExtension']

/** Returns whether the words of an event are for the staff alone: its requester reads that it happened, and not why. */
export const hasWordsForStaff = ({ did }: Pick<CaseEvent, 'did'>): boolean =>
  isInternal({ did }) || did === 'checked' || (did in wordsFor && wordsFor[did as RequestAction] === 'staff')

/** An event with what chains it to the one before. */
export type ChainedEvent = CaseEvent & Pick<StoredEvent, 'nonce' | 'body' | 'prev'>

/**
 * Returns the next event of a request's hash chain. The caller has locked the request's row, so sequence numbers have no gaps and each event
 * follows the last; it inserts the event and writes `headOf` it to that row in the same transaction.
 */
export function nextEvent(
  { clock }: Pick<CoreContext, 'clock'>,
  request: Pick<StoredRequest, 'id' | 'last_seq' | 'head'>,
  { did, state, by, content, files = [] }: Entry,
): ChainedEvent {
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
  return {
    seq,
    did,
    state,
    at,
    by_name: by.name,
    actor_account: by.account,
    actor_staff: by.staff,
    content,
    nonce,
    body,
    files: [...files],
    prev: request.head,
    hash,
  }
}

/** Returns the columns of a request that name the last event of its chain. */
export const headOf = ({ seq, hash }: CaseEvent): Pick<StoredRequest, 'last_seq' | 'head'> => ({ last_seq: seq, head: hash })

/** Saves an event and, of a reply, to whom its rating will belong, in one statement. */
export function saveEvent(
  { tx, districtId }: CoreContext,
  requestId: string,
  { content, files, ...event }: ChainedEvent,
  invitation: Omit<Insertable<RatingInvitation>, 'district_id' | 'request_id'> | null = null,
) {
  const of = { district_id: districtId, request_id: requestId }
  const row = { ...event, ...of, content: JSON.stringify(content), files: JSON.stringify(files) }
  return invitation === null ? insertEvent(tx, row) : insertReply(tx, row, { ...invitation, ...of })
}
