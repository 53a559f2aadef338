import type { Conversation } from '@doorstep/contract/messages'
import type { Acting } from '../platform/context/call'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { heldConversation } from './access'
import * as store from './messages-store'
import { insertWaiver } from './need-store'
import { conversationView } from './views'

/**
 * 无需回复: ends the reply clock without an answer, and keeps who said so; the resident is told nothing. It counts as no reply. Throws
 * `notNow` when she has written since what the caller read (`seq`); done before, it changes nothing.
 */
export async function waiveReply(call: Acting, conversationId: string, seq: number): Promise<Conversation> {
  const { tx, districtId, actor, clock } = call
  const { conversation, access } = await heldConversation(call, conversationId)
  if (access.side !== 'team' || actor.staff === null) throw problem('notYourRole')
  const { id, waiting_since: since, waiting_seq: waits, account_id, grid_code, last_seq } = conversation
  if (since !== null && waits !== null) {
    const unseen = await store.firstUnread(tx, districtId, id, 'resident', seq)
    if (unseen !== undefined) throw problem('notNow', { detail: '居民又发来了新消息，请先看一看' })
    await store.setWaiting(tx, districtId, id, null)
    const waiver = { id: uuidv7(), conversation_id: id, seq: waits, waiting_since: since, staff_code: actor.staff.code, at: clock.now() }
    await insertWaiver(tx, districtId, waiver)
    call.notifySockets([`a:${account_id}`, `g:${grid_code}`], { what: 'conversation', id, seq: last_seq })
  }
  return conversationView(call, 'team', conversation)
}
