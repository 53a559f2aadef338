import type { Context } from '../platform/context/call'
import { appendSystem } from './append'
import { lockConversation } from './messages-store'
import type { Tx } from '../platform/database/database'

interface SystemMessage {
  conversationId: string
  text: string
  requestId?: string | null
  answers?: (tx: Tx) => Promise<string | null>
}

/**
 * Writes a system message into a conversation, about a request if there is one, and sends hints to both sides' open sockets. `answers` finds
 * the proposal that the request answers once the conversation is locked.
 */
export async function postSystemMessage(
  { tx, districtId, clock, notifySockets }: Pick<Context, 'tx' | 'districtId' | 'clock' | 'notifySockets'>,
  { conversationId, text, requestId = null, answers }: SystemMessage,
): Promise<{ seq: number } | null> {
  const conversation = await lockConversation(tx, districtId, conversationId)
  if (conversation === undefined) return null
  const answered = (await answers?.(tx)) ?? null
  const { seq } = await appendSystem(tx, districtId, conversationId, { text, requestId, answers: answered, at: clock.now() })
  notifySockets([`a:${conversation.account_id}`, `g:${conversation.grid_code}`], { what: 'conversation', id: conversationId, seq })
  return { seq }
}
