import type { Context } from '../platform/context/call'
import { appendSystem } from './append'
import { lockConversation } from './messages-store'

/** Writes a system message into a conversation, about a request if there is one, and sends hints to both sides' open sockets. */
export async function postSystemMessage(
  { tx, districtId, clock, notifySockets }: Pick<Context, 'tx' | 'districtId' | 'clock' | 'notifySockets'>,
  { conversationId, text, requestId = null }: { conversationId: string; text: string; requestId?: string | null },
): Promise<{ seq: number } | null> {
  const conversation = await lockConversation(tx, districtId, conversationId)
  if (conversation === undefined) return null
  const { seq } = await appendSystem(tx, districtId, conversationId, { text, requestId, at: clock.now() })
  notifySockets([`a:${conversation.account_id}`, `g:${conversation.grid_code}`], { what: 'conversation', id: conversationId, seq })
  return { seq }
}
