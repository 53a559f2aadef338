import type { Context } from '../platform/context/call'
import { badField, problem } from '../platform/process/problem'
import { hasExpired, proposalFiled, type Proposed } from './proposals-store'
import { postSystemMessage } from './system'

/** A request that was filed of messages; `proposalId` is the proposal it answers. */
interface FiledOfMessages extends Proposed {
  conversationId: string
  requestId: string
  number: string
}

type Call = Pick<Context, 'tx' | 'districtId' | 'clock' | 'notifySockets'>

/**
 * Writes into a conversation that a request was filed of its messages, with the proposal that it answers. Throws `proposalAnswered` for one
 * of which a request was filed before, `proposalReplaced` where the team has proposed another one since, `proposalExpired` for one
 * that nobody answered in time.
 */
export async function postFiled(call: Call, { conversationId, requestId, number, ...proposed }: FiledOfMessages): Promise<void> {
  const text = `已转为诉求 ${number}`
  await postSystemMessage(call, {
    conversationId,
    text,
    requestId,
    answers: (tx) => answeredBy({ ...call, tx }, conversationId, proposed),
  })
}

/** Returns the proposal that is answered; null for a request that the resident made of messages alone. */
async function answeredBy({ tx, districtId, clock }: Call, conversationId: string, proposed: Proposed): Promise<string | null> {
  const found = await proposalFiled(tx, districtId, conversationId, proposed)
  if (found === undefined) {
    if (proposed.proposalId === undefined) return null
    throw badField('fromMessages', '没有找到网格员的这份建议，请回到对话里看一看')
  }
  if (found.filedAs !== null) throw problem('proposalAnswered', { next: [{ does: 'myRequest', label: '看办到哪了', id: found.filedAs }] })
  if (!found.isLast) throw problem('proposalReplaced')
  if (hasExpired(found, clock.now())) throw problem('proposalExpired')
  return found.id
}
