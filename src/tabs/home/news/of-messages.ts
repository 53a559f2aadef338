import type { Conversation } from '@doorstep/contract/messages'
import type { OpenProposal } from '@doorstep/contract/underway'
import { moment } from '../../../ui/format'
import { oneLine, type News } from './news'

/** Returns what is new of a request that the team filled in: it waits for the resident's yes. */
export const ofProposal = ({ conversationId, message: { id, name, text, proposal, at } }: OpenProposal): News => ({
  id,
  turn: 'hers',
  at,
  icon: 'document',
  title: `${name}替您填好了，请看一看`,
  line: proposal?.text ?? text,
  end: { ask: '看一看' },
  to: { page: 'messages/chat', params: { id: conversationId } },
})

/** Returns what is new of a conversation: an answer that was not read, or the one that is waited for. */
export function ofConversation({ id, withName, unread, lastText, lastAt, replyBy }: Conversation, now: number): News {
  const row = { id, at: lastAt ?? '', icon: 'message', to: { page: 'messages/chat', params: { id } } } as const
  if (unread > 0) return { ...row, turn: 'hers', title: `${withName}给您发了消息`, line: lastText, end: { ask: '看一看' } }
  const late = replyBy !== null && Date.parse(replyBy) < now
  const by = replyBy !== null && (late ? '已经提醒' : `${moment(replyBy, now)} 前回您`)
  return { ...row, turn: 'goesOn', at: replyBy ?? row.at, title: `等${withName}回话`, line: oneLine(`您说：${lastText}`, by) }
}
