import { sql } from 'kysely'
import type { Tx } from '../platform/database/database'

/** What a request made of messages says of its proposal. */
export interface Proposed {
  /** Left out by a resident who chose the messages, and by earlier versions of the app. */
  proposalId: string | undefined
  seqs: readonly number[]
  categoryCode: string
  text: string
}

/**
 * Returns the proposal that a request answers, whether it is the last one of the conversation, and the request filed of it before. Without
 * an id it is the one whose messages, category and text are those of the request: earlier versions of the app file it word for word.
 */
export function proposalFiled(
  tx: Tx,
  districtId: number,
  conversationId: string,
  { proposalId, seqs, categoryCode, text }: Proposed,
): Promise<{ id: string; isLast: boolean; filedAs: string | null } | undefined> {
  const content = JSON.stringify({ categoryCode, text })
  const chosen = JSON.stringify([...new Set(seqs)].sort((a, b) => a - b))
  return tx
    .selectFrom('message as m')
    .where('m.district_id', '=', districtId)
    .where('m.conversation_id', '=', conversationId)
    .where('m.kind', '=', sql.lit('proposal'))
    .$if(proposalId !== undefined, (some) => some.where('m.id', '=', proposalId ?? ''))
    .$if(proposalId === undefined, (some) =>
      some.where(sql<boolean>`m.proposal @> ${content}::jsonb`).where(sql<boolean>`m.proposal -> 'seqs' = ${chosen}::jsonb`),
    )
    .select((eb) => [
      'm.id',
      eb
        .not(
          eb.exists(
            eb
              .selectFrom('message as later')
              .where('later.district_id', '=', districtId)
              .whereRef('later.conversation_id', '=', 'm.conversation_id')
              .where('later.kind', '=', sql.lit('proposal'))
              .whereRef('later.seq', '>', 'm.seq')
              .select('later.seq'),
          ),
        )
        .$castTo<boolean>()
        .as('isLast'),
      eb
        .selectFrom('message as filed')
        .where('filed.district_id', '=', districtId)
        .whereRef('filed.conversation_id', '=', 'm.conversation_id')
        .whereRef('filed.answers', '=', 'm.id')
        .select('filed.request_id')
        .as('filedAs'),
    ])
    .orderBy('m.seq', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst()
}
