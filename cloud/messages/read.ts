import type { Parsed, Reply } from '@doorstep/contract/endpoints'
import type { Conversation, messageEndpoints } from '@doorstep/contract/messages'
import { messageRoles } from '@doorstep/contract/roles'
import { id, instant } from '@doorstep/contract/values'
import * as v from 'valibot'
import { liveAreaCodes } from '../grids/api'
import { markTargetRead } from '../notifications/api'
import { areasOf } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { decodeCursor, encodeCursor } from '../platform/database/cursor'
import { uuidv7 } from '../platform/process/ids'
import { problem } from '../platform/process/problem'
import { branchesOf, seenConversation } from './access'
import * as lists from './list-store'
import * as store from './messages-store'
import { conversationView, conversationViews, messageViews } from './views'

type Table = typeof messageEndpoints.table
type Messages = Table['GET /v1/conversations/{id}/messages']

/** Default number of messages per read. */
const usualMessages = 50

/** Returns the caller's conversations as one side, latest first; those without messages are left out. */
export async function listConversations(
  call: Acting,
  { side, after, limit }: Parsed<Table['GET /v1/conversations']>['query'],
): Promise<Reply<Table['GET /v1/conversations']>> {
  const { tx, districtId, actor, clock } = call
  const [lastAt, lastId] = after === undefined ? [] : decodeCursor(after, v.tuple([instant, id]))
  const page = {
    now: clock.now(),
    after: lastAt === undefined || lastId === undefined ? null : { lastAt: new Date(lastAt), id: lastId },
    limit: limit + 1,
  }
  const found =
    side === 'resident'
      ? await lists.conversationsOf(tx, districtId, actor.accountId, page)
      : await lists.conversationsOfTeam(
          tx,
          districtId,
          { areas: areasOf(actor, messageRoles), branches: branchesOf(call), notOf: actor.accountId },
          page,
        )
  const shown = found.slice(0, limit)
  const last = shown.at(-1)
  return {
    rows: await conversationViews(call, side, shown),
    next: found.length > limit && last?.last_at ? encodeCursor([last.last_at.toISOString(), last.id]) : null,
  }
}

/** Returns the conversation between the caller and a grid's team, opening it if there is none. Throws `notFound` for a grid not in use. */
export async function openConversation(call: Acting, gridCode: string): Promise<Conversation> {
  const { tx, districtId, actor, clock } = call
  if (!(await liveAreaCodes(tx, districtId, [gridCode])).has(gridCode)) throw problem('notFound')
  const opened = await store.openedConversation(tx, districtId, {
    id: uuidv7(),
    accountId: actor.accountId,
    gridCode,
    now: clock.now(),
  })
  return conversationView(call, 'resident', opened)
}

export async function readConversation(call: Acting, conversationId: string): Promise<Conversation> {
  const { conversation, access } = await seenConversation(call, conversationId)
  return conversationView(call, access.side, conversation)
}

/** Returns messages of one conversation, oldest first, and the other side's delivery and read marks. */
export async function readMessages(
  call: Acting,
  conversationId: string,
  { after, before, limit = usualMessages }: Parsed<Messages>['query'],
): Promise<Reply<Messages>> {
  const { tx, districtId } = call
  const { conversation, access } = await seenConversation(call, conversationId)
  const found = await store.messagesAround(tx, districtId, conversationId, { after, before, limit })
  const { side } = access
  return {
    rows: await messageViews(call, side, conversation, found),
    // Messages may have arrived between the two reads; none shown may be after the last.
    lastSeq: Math.max(conversation.last_seq, found.at(-1)?.seq ?? 0),
    theirDelivered: side === 'resident' ? conversation.team_delivered : conversation.resident_delivered,
    theirRead: side === 'resident' ? conversation.team_read : conversation.resident_read,
  }
}

/** Moves the marks of the caller's side; notifications of what was read are marked read, too. A secretary who only reads moves no marks. */
export async function moveMarks(call: Acting, conversationId: string, { delivered = 0, read = 0 }: { delivered?: number; read?: number }) {
  const { tx, districtId } = call
  const { conversation, access } = await seenConversation(call, conversationId)
  if (read > 0) await markTargetRead(call, { kind: access.side === 'team' ? 'staffConversation' : 'conversation', id: conversationId })
  if (!access.mayWrite) return
  const moved = await store.moveMarks(tx, districtId, conversationId, access.side, { delivered: Math.max(delivered, read), read })
  if (!moved) return
  const { account_id, grid_code, last_seq } = conversation
  call.notifySockets([`a:${account_id}`, `g:${grid_code}`], { what: 'conversation', id: conversationId, seq: last_seq })
}
