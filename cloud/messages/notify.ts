import { sql } from 'kysely'
import { onDuty, nameOfStaff } from '../grids/api'
import { notify } from '../notifications/api'
import type { Context, JobContext } from '../platform/context/call'
import { enqueue, isEnqueued } from '../platform/jobs/outbox'
import { preview } from './append'
import { residentNames, type Side } from './list-store'
import * as store from './messages-store'
import type { ConversationFacts } from './messages-store'
import { residentName } from './views'

/** Delay (ms) before a notification: whoever has the conversation open reads it within this time and needs none. */
const graceMs = 5000

const tellJob = 'messages.tell'

/** Selects for which sides the job of `planTelling` exists already, for a statement about a conversation. */
export const plannedFor = (districtId: number) => {
  const planned = (side: Side) =>
    isEnqueued(districtId, tellJob, sql<string>`conversation.id || ${`:${side}:`} || ${sql.ref(`conversation.${side}_read`)}`)
  return { resident: planned('resident'), team: planned('team') }
}

const readMark = (conversation: ConversationFacts, side: Side) =>
  side === 'resident' ? conversation.resident_read : conversation.team_read

/** Adds a job that notifies one side of unread messages: one until that side has read them, however many arrive. */
export async function planTelling({ tx, districtId, clock }: Context, conversation: ConversationFacts, side: Side): Promise<void> {
  await enqueue(tx, {
    districtId,
    kind: tellJob,
    key: `${conversation.id}:${side}:${readMark(conversation, side)}`,
    payload: { conversationId: conversation.id, side },
    dueAt: new Date(clock.now().getTime() + graceMs),
  })
}

/**
 * Notifies one side of its first unread message, if there still is one. The resident sees who replied; the team's person on duty, who
 * waits.
 */
export async function tell({ tx, districtId, clock }: JobContext, { conversationId, side }: { conversationId: string; side: Side }) {
  const conversation = await store.conversationById(tx, districtId, conversationId)
  if (conversation === undefined) return
  const mark = readMark(conversation, side)
  const unread = await store.firstUnread(tx, districtId, conversationId, side === 'resident' ? 'team' : 'resident', mark)
  if (unread === undefined) return
  const about = { districtId, text: preview(unread), key: `conversation:${conversationId}:${side}:${mark}`, at: clock.now() }

  if (side === 'resident') {
    const name = unread.staff_code === null ? '' : await nameOfStaff(tx, districtId, unread.staff_code)
    await notify(tx, {
      ...about,
      to: { accountIds: [conversation.account_id] },
      kind: 'reply',
      title: `${name || '网格团队'}回复了您`,
      target: { kind: 'conversation', id: conversationId },
    })
    return
  }
  const answering = await onDuty(tx, districtId, conversation.grid_code, clock.now())
  if (answering === null) return
  const names = await residentNames(tx, districtId, [conversation.account_id])
  await notify(tx, {
    ...about,
    to: { staffCodes: [answering.staffCode] },
    kind: 'task',
    title: `${residentName(names.get(conversation.account_id))}发来消息`,
    target: { kind: 'staffConversation', id: conversationId },
  })
}
