import type { Selectable } from 'kysely'
import { expressionBuilder, sql, type Expression } from 'kysely'
import { columns } from '../platform/database/columns'
import type { Tx } from '../platform/database/database'
import type { Conversation as ConversationTable, DB, Message as MessageTable } from '../platform/database/schema'

export type ConversationFacts = Selectable<ConversationTable>
export type MessageFacts = Omit<Selectable<MessageTable>, 'district_id' | 'conversation_id'>

export async function conversationById(tx: Tx, districtId: number, id: string): Promise<ConversationFacts | undefined> {
  return tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.conversation)
    .executeTakeFirst()
}

/** Returns the conversation, locked until the transaction ends, so that messages are numbered one after the other. */
export async function lockConversation(tx: Tx, districtId: number, id: string): Promise<ConversationFacts | undefined> {
  return tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', id)
    .select(columns.conversation)
    .forUpdate()
    .executeTakeFirst()
}

/** Returns the one conversation of a resident with a grid's team, inserting it if there is none; `id` is used for a new one. */
export async function openedConversation(
  tx: Tx,
  districtId: number,
  { id, accountId, gridCode, now }: { id: string; accountId: string; gridCode: string; now: Date },
): Promise<ConversationFacts> {
  await tx
    .insertInto('conversation')
    .values({ district_id: districtId, id, account_id: accountId, grid_code: gridCode, created_at: now })
    .onConflict((held) => held.columns(['district_id', 'account_id', 'grid_code']).doNothing())
    .execute()
  return tx
    .selectFrom('conversation')
    .where('district_id', '=', districtId)
    .where('account_id', '=', accountId)
    .where('grid_code', '=', gridCode)
    .select(columns.conversation)
    .executeTakeFirstOrThrow()
}

/** True when a staff member has written in this conversation before. */
export async function tookPart(tx: Tx, districtId: number, conversationId: string, staffCode: string): Promise<boolean> {
  const message = await tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .where('staff_code', '=', staffCode)
    .select('seq')
    .limit(sql.lit(1))
    .executeTakeFirst()
  return message !== undefined
}

/** True when one of these branches serves the grid. */
export async function branchServesGrid(tx: Tx, districtId: number, branchCodes: readonly string[], gridCode: string): Promise<boolean> {
  if (branchCodes.length === 0) return false
  const served = await tx
    .selectFrom('branch_grid')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('branch_code', 'in', branchCodes)
    .select('branch_code')
    .limit(sql.lit(1))
    .executeTakeFirst()
  return served !== undefined
}

/** Returns staff of a grid who are on leave at an instant. */
export async function absentStaff(tx: Tx, districtId: number, gridCode: string, at: Date): Promise<Set<string>> {
  const absences = await tx
    .selectFrom('absence')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('from_at', '<=', at)
    .where('until_at', '>', at)
    .select('staff_code')
    .execute()
  return new Set(absences.map(({ staff_code }) => staff_code))
}

export const messageColumns = [
  'seq',
  'id',
  'client_id',
  'side',
  'account_id',
  'staff_code',
  'kind',
  'text',
  'file_id',
  'proposal',
  'request_id',
  'answers',
  'at',
] as const

/** A conversation as `takeTurn` left it, with what it read beside. */
export interface Turn extends ConversationFacts {
  /** The resident's name. */
  residentName: string | null
  /** Whether the job that tells this side exists already. */
  tellsResident: unknown
  tellsTeam: unknown
}

/**
 * Locks a conversation until the transaction ends, and gives the next number to the message of this `clientId`. Undefined when there is no
 * such conversation, or that message was stored before.
 */
export const takeTurn = (
  tx: Tx,
  districtId: number,
  id: string,
  {
    clientId,
    lastText,
    at,
    tells,
  }: { clientId: string; lastText: string; at: Date; tells: Record<'resident' | 'team', Expression<unknown>> },
): Promise<Turn | undefined> =>
  tx
    .updateTable('conversation')
    .where('conversation.district_id', '=', districtId)
    .where('conversation.id', '=', id)
    .where((conversation) =>
      conversation.not(
        conversation.exists(
          conversation
            .selectFrom('message')
            .where('message.district_id', '=', districtId)
            .whereRef('message.conversation_id', '=', 'conversation.id')
            .where('message.client_id', '=', clientId)
            .select('message.seq'),
        ),
      ),
    )
    .set((conversation) => ({ last_seq: conversation('last_seq', '+', 1), last_text: lastText, last_at: at }))
    .returning(columns.conversation)
    .returning((conversation) => [
      conversation
        .selectFrom('account')
        .where('account.district_id', '=', districtId)
        .whereRef('account.id', '=', 'conversation.account_id')
        .select('account.name')
        .$asScalar()
        .as('residentName'),
      sql`${tells.resident}`.as('tellsResident'),
      sql`${tells.team}`.as('tellsTeam'),
    ])
    .executeTakeFirst()

/** Inserts a message; false when one of the same `client_id` is there already. */
export async function insertMessage(tx: Tx, districtId: number, conversationId: string, message: MessageFacts): Promise<boolean> {
  const { proposal } = message
  const added = await tx
    .insertInto('message')
    .values({
      ...message,
      district_id: districtId,
      conversation_id: conversationId,
      proposal: proposal === null ? null : JSON.stringify(proposal),
    })
    .onConflict((held) => held.columns(['district_id', 'conversation_id', 'client_id']).doNothing())
    .executeTakeFirst()
  return added.numInsertedOrUpdatedRows === 1n
}

export function messageByClientId(tx: Tx, districtId: number, conversationId: string, clientId: string): Promise<MessageFacts | undefined> {
  return tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .where('client_id', '=', clientId)
    .select(messageColumns)
    .executeTakeFirst()
}

/** Returns messages after a seq, before one, or the last ones; always oldest first. */
export async function messagesAround(
  tx: Tx,
  districtId: number,
  conversationId: string,
  { after, before, limit }: { after?: number | undefined; before?: number | undefined; limit: number },
): Promise<MessageFacts[]> {
  const messages = tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .$if(after !== undefined, (some) => some.where('seq', '>', after ?? 0))
    .$if(before !== undefined, (some) => some.where('seq', '<', before ?? 0))
    .select(messageColumns)
    .limit(limit)
  if (after !== undefined) return messages.orderBy('seq', 'asc').execute()
  return (await messages.orderBy('seq', 'desc').execute()).reverse()
}

/** Counts how many of these seqs exist in the conversation. */
export async function seqsPresent(tx: Tx, districtId: number, conversationId: string, seqs: readonly number[]): Promise<number> {
  const { count } = await tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .where('seq', 'in', seqs)
    .where('side', '!=', 'system')
    .select((message) => message.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  return count
}

/** Returns the oldest message that the other side wrote and this side has not read. */
export function firstUnread(
  tx: Tx,
  districtId: number,
  conversationId: string,
  by: 'resident' | 'team',
  readUpTo: number,
): Promise<MessageFacts | undefined> {
  return tx
    .selectFrom('message')
    .where('district_id', '=', districtId)
    .where('conversation_id', '=', conversationId)
    .where('seq', '>', readUpTo)
    .where('side', '=', by)
    .select(messageColumns)
    .orderBy('seq')
    .limit(sql.lit(1))
    .executeTakeFirst()
}

/** Starts waiting for a reply or, with null, ends it; the escalation is then reset. */
export async function setWaiting(
  tx: Tx,
  districtId: number,
  conversationId: string,
  waiting: { since: Date; seq: number; replyBy: Date } | null,
): Promise<void> {
  await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', conversationId)
    .set({
      waiting_since: waiting?.since ?? null,
      waiting_seq: waiting?.seq ?? null,
      reply_by: waiting?.replyBy ?? null,
      escalated: 0,
      acknowledged_at: null,
    })
    .execute()
}

export async function setEscalated(tx: Tx, districtId: number, conversationId: string, level: number): Promise<void> {
  await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', conversationId)
    .set({ escalated: level })
    .execute()
}

export async function insertFirstReply(
  tx: Tx,
  { districtId, id, gridCode, minutes, at }: { districtId: number; id: string; gridCode: string; minutes: number; at: Date },
): Promise<void> {
  await tx.insertInto('first_reply').values({ district_id: districtId, id, grid_code: gridCode, minutes, at }).execute()
}

/** Moves one side's marks forward, never back and never beyond the last message; false when nothing changed. */
export async function moveMarks(
  tx: Tx,
  districtId: number,
  conversationId: string,
  side: 'resident' | 'team',
  { delivered, read }: { delivered: number; read: number },
): Promise<boolean> {
  const deliveredMark = `${side}_delivered` as const
  const readMark = `${side}_read` as const
  const reached = (mark: number) => sql<number>`least(last_seq, ${mark}::int)`
  const moved = await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', conversationId)
    .where((conversation) =>
      conversation.or([conversation(deliveredMark, '<', reached(delivered)), conversation(readMark, '<', reached(read))]),
    )
    .set({
      [deliveredMark]: sql`greatest(${sql.ref(deliveredMark)}, ${reached(delivered)})`,
      [readMark]: sql`greatest(${sql.ref(readMark)}, ${reached(read)})`,
    })
    .executeTakeFirst()
  return moved.numUpdatedRows > 0n
}

// —— what other rooms show ——

/** Selects how many messages to a resident they have not read, over all their conversations. */
export const unreadMessages = (districtId: number, accountId: string) =>
  expressionBuilder<DB>()
    .selectFrom('conversation as c')
    .innerJoin('message as m', (on) => on.onRef('m.district_id', '=', 'c.district_id').onRef('m.conversation_id', '=', 'c.id'))
    .select((eb) => eb.fn.countAll<number>().as('unread'))
    .where('c.district_id', '=', districtId)
    .where('c.account_id', '=', accountId)
    .where('m.side', '<>', 'resident')
    .whereRef('m.seq', '>', 'c.resident_read')
    .$asScalar()
    .$notNull()

/** Returns the median of first reply times in a grid since `since` in whole duty minutes, and the number of replies. */
export async function usualReply(tx: Tx, districtId: number, gridCode: string, since: Date): Promise<{ minutes: number; of: number }> {
  const row = await tx
    .selectFrom('first_reply')
    .where('district_id', '=', districtId)
    .where('grid_code', '=', gridCode)
    .where('at', '>=', since)
    .select(({ fn }) => [
      sql<number | null>`percentile_cont(0.5) within group (order by minutes)`.as('median'),
      fn.countAll<number>().as('of'),
    ])
    .executeTakeFirstOrThrow()
  return { minutes: Math.round(row.median ?? 0), of: row.of }
}
