import type { Message } from '@doorstep/contract/messages'
import { uuidv7 } from '../platform/process/ids'
import type { Tx } from '../platform/database/database'
import { fitting } from '../platform/time/words'
import { insertMessage, type MessageFacts } from './messages-store'

export interface NewMessage {
  clientId: string | null
  side: 'resident' | 'team' | 'system'
  accountId: string | null
  staffCode: string | null
  kind: 'text' | 'photo' | 'voice' | 'system' | 'proposal'
  text: string
  fileId: string | null
  proposal: NonNullable<Message['proposal']> | null
  requestId: string | null
  /** For a system message: the proposal that the request answers. */
  answers: string | null
  at: Date
}

/** Most characters of a message shown in a list of conversations; the message itself is stored whole. */
const previewLength = 60

/** Returns a message in one line, for lists and notifications. */
export const preview = ({ kind, text }: { kind: string; text: string }): string => {
  if (kind === 'photo') return '[照片]'
  if (kind === 'voice') return '[语音]'
  const line = fitting(text.replace(/\s+/g, ' '), previewLength)
  return kind === 'proposal' ? `[转为诉求] ${line}` : line
}

/**
 * Appends a message. Its seq is incremented on the conversation's row, so whoever sees a seq sees every one before it: readers that resume
 * with `after=seq` miss none. The caller holds that row's lock, or this takes it, until the transaction ends.
 */
async function append(tx: Tx, districtId: number, conversationId: string, message: NewMessage): Promise<MessageFacts> {
  const { last_seq: seq } = await tx
    .updateTable('conversation')
    .where('district_id', '=', districtId)
    .where('id', '=', conversationId)
    .set((conversation) => ({ last_seq: conversation('last_seq', '+', 1), last_text: preview(message), last_at: message.at }))
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  const stored = numbered(message, seq)
  await insertMessage(tx, districtId, conversationId, stored)
  return stored
}

/** Returns a message as it is stored under its number. */
export const numbered = (message: NewMessage, seq: number): MessageFacts => ({
  seq,
  id: uuidv7(),
  client_id: message.clientId,
  side: message.side,
  account_id: message.accountId,
  staff_code: message.staffCode,
  kind: message.kind,
  text: message.text,
  file_id: message.fileId,
  proposal: message.proposal,
  request_id: message.requestId,
  answers: message.answers,
  at: message.at,
})

/** Appends a system message: who was notified, which request was filed. It does not count as a reply. */
export const appendSystem = (
  tx: Tx,
  districtId: number,
  conversationId: string,
  { text, requestId = null, answers = null, at }: { text: string; requestId?: string | null; answers?: string | null; at: Date },
) =>
  append(tx, districtId, conversationId, {
    clientId: null,
    side: 'system',
    accountId: null,
    staffCode: null,
    kind: 'system',
    text,
    fileId: null,
    proposal: null,
    requestId,
    answers,
    at,
  })
