import { isAnswer, isQuestion, mayAnswer, needsAnswer } from '@doorstep/contract/acknowledgements'
import type { Context } from '../platform/context/call'
import { startWaiting, stopWaiting } from './reply-clock'
import type { ConversationFacts, MessageFacts } from './messages-store'
import * as store from './need-store'

/** A clock starts by a need and ends by an answer, not by any message: thanks and 收到 do neither. */

/** Starts the reply clock at what a resident wrote, unless it needs no answer. */
export async function heardFromResident(context: Context, conversation: ConversationFacts, message: MessageFacts): Promise<void> {
  if (!(await needs(context, conversation, message))) return
  // What the team said it had seen was what stood there before.
  if (conversation.acknowledged_at !== null) await store.setAcknowledged(context.tx, context.districtId, conversation.id, null)
  await startWaiting(context, conversation, message.seq)
}

async function needs({ tx, districtId }: Context, { id }: ConversationFacts, { kind, text, seq }: MessageFacts): Promise<boolean> {
  if (kind !== 'text') return true
  if (!mayAnswer(text)) return needsAnswer(text, { answersTeam: false })
  const before = await store.saidBefore(tx, districtId, id, seq)
  return needsAnswer(text, { answersTeam: before?.side === 'team' && isQuestion(before.text) })
}

/** Ends the reply clock at what the team wrote; where that only says it was seen, the clock runs on and the resident reads that it was. */
export async function heardFromTeam(context: Context, conversation: ConversationFacts, { kind, text }: MessageFacts): Promise<void> {
  if (kind !== 'text' || isAnswer(text)) return stopWaiting(context, conversation)
  if (conversation.waiting_since === null || conversation.acknowledged_at !== null) return
  await store.setAcknowledged(context.tx, context.districtId, conversation.id, context.clock.now())
}
