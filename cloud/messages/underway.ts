import type { Conversation } from '@doorstep/contract/messages'
import type { OpenProposal } from '@doorstep/contract/underway'
import { waitEndDays } from '@doorstep/contract/rules'
import { dayMs } from '@doorstep/contract/time-words'
import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import * as v from 'valibot'
import type { Acting } from '../platform/context/call'
import type { Tx } from '../platform/database/database'
import { jsonInstant } from '../platform/database/json'
import { newestOf, type ShownConversation } from './list-store'
import { messageColumns } from './messages-store'
import { filedOf, isLastProposal } from './proposals-store'
import { conversationViews, messageViews } from './views'

/** Selects as JSON a resident's conversations, the latest first, for a statement that selects something else as well. */
export const conversationsNow = (tx: Tx, districtId: number, accountId: string, { now, limit }: { now: Date; limit: number }) =>
  jsonArrayFrom(newestOf(tx, districtId, accountId, { now, after: null, limit }))

const Conversations: v.GenericSchema<unknown, ShownConversation[]> = v.array(
  v.object({
    account_id: v.string(),
    created_at: jsonInstant,
    district_id: v.number(),
    escalated: v.number(),
    grid_code: v.string(),
    id: v.string(),
    last_at: v.nullable(jsonInstant),
    last_seq: v.number(),
    last_text: v.string(),
    reply_by: v.nullable(jsonInstant),
    resident_delivered: v.number(),
    resident_read: v.number(),
    team_delivered: v.number(),
    team_read: v.number(),
    waiting_seq: v.nullable(v.number()),
    waiting_since: v.nullable(jsonInstant),
    unread: v.number(),
    absences: v.unknown(),
    residentName: v.nullable(v.string()),
    acknowledged_at: v.nullable(jsonInstant),
    waived: v.null(),
  }),
)

/** Returns those of what `conversationsNow` selected that hold something unread, or in which the resident waits for an answer. */
export const conversationsInSuspense = (acting: Acting, selected: unknown): Promise<Conversation[]> =>
  conversationViews(
    acting,
    'resident',
    v.parse(Conversations, selected).filter(({ unread, waiting_since: since }) => unread > 0 || since !== null),
  )

/** Selects as JSON the last proposal of each of a resident's conversations, unless it was filed or is over (已过期). */
export const proposalsOf = (tx: Tx, districtId: number, accountId: string, now: Date) =>
  jsonArrayFrom(
    tx
      .selectFrom('conversation')
      .innerJoin('message as m', (on) =>
        on.onRef('m.district_id', '=', 'conversation.district_id').onRef('m.conversation_id', '=', 'conversation.id'),
      )
      .where('conversation.district_id', '=', districtId)
      .where('conversation.account_id', '=', accountId)
      .where('m.kind', '=', sql.lit('proposal'))
      .where('m.at', '>', new Date(now.getTime() - waitEndDays * dayMs))
      .where(isLastProposal(districtId))
      .where((row) => row.not(row.exists(filedOf(districtId).select('filed.seq'))))
      .orderBy('m.at', 'desc')
      .orderBy('m.id')
      .select(messageColumns.map((column) => `m.${column}` as const))
      .select('m.conversation_id'),
  )

const Proposals = v.array(
  v.object({
    seq: v.number(),
    id: v.string(),
    client_id: v.nullable(v.string()),
    side: v.string(),
    account_id: v.nullable(v.string()),
    staff_code: v.nullable(v.string()),
    kind: v.string(),
    text: v.string(),
    file_id: v.nullable(v.string()),
    proposal: v.unknown(),
    request_id: v.nullable(v.string()),
    answers: v.nullable(v.string()),
    at: jsonInstant,
    conversation_id: v.string(),
  }),
)

/** Returns what `proposalsOf` selected as the resident sees it, the newest first. */
export async function openProposals(acting: Acting, selected: unknown): Promise<OpenProposal[]> {
  const rows = v.parse(Proposals, selected)
  const messages = await messageViews(acting, 'resident', { account_id: acting.actor.accountId }, rows)
  return messages.flatMap((message, n) => {
    const conversationId = rows[n]?.conversation_id
    return conversationId === undefined ? [] : [{ conversationId, message }]
  })
}
