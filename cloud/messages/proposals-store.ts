import { waitEndDays } from '@doorstep/contract/rules'
import { dayMs } from '@doorstep/contract/time-words'
import { expressionBuilder, sql } from 'kysely'
import type { Tx } from '../platform/database/database'
import type { DB } from '../platform/database/schema'

/** What a request made of messages says of its proposal. */
export interface Proposed {
  /** Left out by a resident who chose the messages, and by earlier versions of the app. */
  proposalId: string | undefined
  seqs: readonly number[]
  categoryCode: string
  text: string
}

/** Returns whether nobody answered a proposal for so long that it is over (已过期): its team was told, and may make it anew. */
export const hasExpired = ({ at }: { at: Date }, now: Date): boolean => at.getTime() + waitEndDays * dayMs <= now.getTime()

/** A proposal that a statement reads as `m`. */
const proposal = () => expressionBuilder<DB & { m: DB['message'] }, 'm'>()

/** Selects whether the team has made no other proposal in the conversation since `m`. */
export const isLastProposal = (districtId: number) =>
  proposal().not(
    proposal().exists(
      proposal()
        .selectFrom('message as later')
        .where('later.district_id', '=', districtId)
        .whereRef('later.conversation_id', '=', 'm.conversation_id')
        .where('later.kind', '=', sql.lit('proposal'))
        .whereRef('later.seq', '>', 'm.seq')
        .select('later.seq'),
    ),
  )

/** Selects from the message that says which request was filed of the proposal `m`. */
export const filedOf = (districtId: number) =>
  proposal()
    .selectFrom('message as filed')
    .where('filed.district_id', '=', districtId)
    .whereRef('filed.conversation_id', '=', 'm.conversation_id')
    .whereRef('filed.answers', '=', 'm.id')

/**
 * Returns the proposal that a request answers, whether it is the last one of the conversation, and the request filed of it before. Without
 * an id it is the one whose messages, category and text are those of the request: earlier versions of the app file it word for word.
 */
export function proposalFiled(
  tx: Tx,
  districtId: number,
  conversationId: string,
  { proposalId, seqs, categoryCode, text }: Proposed,
): Promise<{ id: string; isLast: boolean; filedAs: string | null; at: Date } | undefined> {
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
    .select([
      'm.id',
      'm.at',
      isLastProposal(districtId).$castTo<boolean>().as('isLast'),
      filedOf(districtId).select('filed.request_id').as('filedAs'),
    ])
    .orderBy('m.seq', 'desc')
    .limit(sql.lit(1))
    .executeTakeFirst()
}

/** Returns a proposal that is the last of its conversation and of which nothing was filed; undefined for any other. */
export function unansweredProposal(
  tx: Tx,
  districtId: number,
  conversationId: string,
  proposalId: string,
): Promise<{ text: string; staffCode: string | null } | undefined> {
  return tx
    .selectFrom('message as m')
    .where('m.district_id', '=', districtId)
    .where('m.conversation_id', '=', conversationId)
    .where('m.kind', '=', sql.lit('proposal'))
    .where('m.id', '=', proposalId)
    .where(isLastProposal(districtId))
    .where((row) => row.not(row.exists(filedOf(districtId).select('filed.seq'))))
    .select(['m.text', 'm.staff_code as staffCode'])
    .executeTakeFirst()
}
