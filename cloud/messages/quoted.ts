import type { Tx } from '../platform/database/database'

export interface Quoted {
  seq: number
  side: string
  kind: string
  text: string
  fileId: string | null
}

/**
 * Returns the messages that a request quotes (转为诉求), in order; null unless the conversation belongs to this account and contains all of
 * them.
 */
export async function quotedMessages(
  tx: Tx,
  districtId: number,
  { conversationId, accountId, seqs }: { conversationId: string; accountId: string; seqs: readonly number[] },
): Promise<Quoted[] | null> {
  const wanted = [...new Set(seqs)]
  const rows = await tx
    .selectFrom('conversation')
    .innerJoin('message', (on) =>
      on.onRef('message.district_id', '=', 'conversation.district_id').onRef('message.conversation_id', '=', 'conversation.id'),
    )
    .where('conversation.district_id', '=', districtId)
    .where('conversation.id', '=', conversationId)
    .where('conversation.account_id', '=', accountId)
    .where('message.seq', 'in', wanted)
    .select(['message.seq', 'message.side', 'message.kind', 'message.text', 'message.file_id as fileId'])
    .orderBy('message.seq')
    .execute()
  return rows.length === wanted.length ? rows : null
}
