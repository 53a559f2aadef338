import { messageRoles, templateRoles } from './roles'
import { liveTicketSeconds, messagesPerCase } from './rules'
import * as v from 'valibot'
import { RequestKind } from './requests/case'
import { Answer } from './requests/views'
import { endpoints } from './endpoints'
import { FileView } from './files'
import { GridRow, gridCode, importCode } from './grids'
import { id, instant, line, list, page, pageOf, text, whole, wholeInQuery } from './values'

/**
 * 消息. One conversation per resident and grid; it belongs to the grid, so a hand-over loses nothing. Every message gets the next `seq` under
 * the conversation's lock: clients resume with `after=seq` and miss none.
 */
export const messageKinds = ['text', 'photo', 'voice', 'system', 'proposal'] as const
export const MessageKind = v.picklist(messageKinds)

export const Message = v.object({
  seq: v.number(),
  id,
  /** The sender's own id for the message, which makes resending it idempotent. */
  clientId: v.nullable(id),
  kind: MessageKind,
  /** `me` is the caller's side. */
  from: v.picklist(['me', 'them', 'system']),
  /** The author's name to show: `李明`, `王阿姨`; empty for system messages. */
  name: v.string(),
  text: v.string(),
  file: v.nullable(FileView),
  /** For `proposal`: the request text that a grid member proposes; the resident confirms by filing it. */
  proposal: v.nullable(
    v.object({
      categoryCode: importCode,
      text: v.string(),
      seqs: v.array(v.number()),
      /** What the proposer chose and answered beforehand, so that one tap files it; left out by earlier versions. */
      kind: v.optional(RequestKind),
      answers: v.optional(v.array(v.object({ code: v.string(), value: v.union([v.string(), v.array(v.string())]) }))),
    }),
  ),
  /** For system messages about a request. */
  requestId: v.nullable(id),
  /** For system messages about a request: the proposal it was filed of; left out by earlier versions. */
  answers: v.optional(v.nullable(id)),
  at: instant,
})
export type Message = v.InferOutput<typeof Message>

export const Conversation = v.object({
  id,
  grid: GridRow,
  /** The name of the other side: the team's current contact for a resident, the resident for staff. */
  withName: v.string(),
  /** For staff: building and unit; null for the resident. */
  withPlace: v.nullable(v.string()),
  lastSeq: v.number(),
  lastText: v.string(),
  lastAt: v.nullable(instant),
  unread: v.number(),
  /** How far the other side has received and read, for the check marks. */
  theirDelivered: v.number(),
  theirRead: v.number(),
  /** When the oldest unanswered message of the resident was sent, and by when the team promises to answer. */
  waitingSince: v.nullable(instant),
  replyBy: v.nullable(instant),
  /** Who has been notified so far: 0 team · 1 stand-in · 2 branch secretary. */
  escalated: v.number(),
  /** When the team only said that it saw (收到) what waits; left out by earlier versions. */
  acknowledgedAt: v.optional(v.nullable(instant)),
  /** For staff: who said last that what the resident wrote needs no answer (无需回复), of her messages up to `seq`; null for the resident. */
  waived: v.optional(v.nullable(v.object({ by: v.string(), seq: v.number(), at: instant }))),
})
export type Conversation = v.InferOutput<typeof Conversation>

export const Template = v.object({
  id,
  title: v.string(),
  text: v.string(),
  use: v.picklist(['message', 'reply', 'askMore', 'refuse']),
})
const TemplateForm = v.object({ title: line(20), text: text(500), use: v.picklist(['message', 'reply', 'askMore', 'refuse']) })

export const SendMessage = v.variant('kind', [
  v.object({ clientId: id, kind: v.literal('text'), text: text(1000) }),
  v.object({ clientId: id, kind: v.literal('photo'), fileId: id }),
  v.object({ clientId: id, kind: v.literal('voice'), fileId: id }),
])

const conversationId = v.object({ id })

export const messageEndpoints = endpoints('messages', {
  'GET /v1/conversations': {
    does: 'My conversations as a resident (`side=resident`) or those of my grids as staff (`side=team`), latest first.',
    query: v.object({ side: v.optional(v.picklist(['resident', 'team']), 'resident'), ...page }),
    replies: { 200: pageOf(Conversation) },
    who: ['resident'],
    relation: 'party',
  },
  'POST /v1/conversations': {
    does: 'Opens (or finds) the conversation between me and a grid’s team.',
    body: v.object({ gridCode }),
    replies: { 201: Conversation },
    who: ['resident'],
    relation: 'own',
    problems: ['notFound'],
  },
  'GET /v1/conversations/{id}': {
    does: 'One conversation.',
    params: conversationId,
    replies: { 200: Conversation },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound'],
  },
  'GET /v1/conversations/{id}/messages': {
    does: 'Messages after a seq (to catch up) or before one (to look back), oldest first; without either, the last page.',
    params: conversationId,
    query: v.object({ after: v.optional(wholeInQuery()), before: v.optional(wholeInQuery()), limit: v.optional(wholeInQuery(1, 100)) }),
    replies: { 200: v.object({ rows: v.array(Message), lastSeq: v.number(), theirDelivered: v.number(), theirRead: v.number() }) },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound'],
  },
  'POST /v1/conversations/{id}/messages': {
    does: 'Sends a message; the same `clientId` again returns the message already stored.',
    params: conversationId,
    body: SendMessage,
    replies: { 201: Message },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound', 'dailyCap'],
  },
  'PUT /v1/conversations/{id}/marks': {
    does: 'Says how far messages reached this device and how far they were read; marks only move forward.',
    params: conversationId,
    body: v.object({ delivered: v.optional(whole()), read: v.optional(whole()) }),
    replies: { 204: null },
    who: ['resident'],
    relation: 'party',
    problems: ['notFound'],
  },
  'POST /v1/conversations/{id}/proposals': {
    does: '转为诉求: the team proposes a request made of messages; nothing is filed until the resident confirms its text.',
    params: conversationId,
    body: v.object({
      clientId: id,
      seqs: v.pipe(list(whole(1), messagesPerCase), v.minLength(1, '请选至少一条消息')),
      categoryCode: importCode,
      text: text(2000),
      kind: v.optional(RequestKind),
      answers: v.optional(list(Answer, 20)),
    }),
    replies: { 201: Message },
    who: [...messageRoles],
    relation: 'area',
    problems: ['notFound'],
  },
  'POST /v1/conversations/{id}/waivers': {
    does: '无需回复: the team says that what the resident wrote up to `seq`, the last message it read, needs no answer; what she asks after that does.',
    params: conversationId,
    body: v.object({ seq: whole(1) }),
    replies: { 200: Conversation },
    who: [...messageRoles],
    relation: 'area',
    problems: ['notFound', 'notNow'],
  },
  'POST /v1/live-tickets': {
    does: `A single-use ticket of ${liveTicketSeconds} seconds for the first frame of the socket at /v1/live.`,
    replies: { 201: v.object({ ticket: v.string() }) },
    who: ['resident'],
    relation: 'own',
    idempotent: false,
  },
  'GET /v1/templates': {
    does: 'My reply templates.',
    replies: { 200: v.object({ rows: v.array(Template) }) },
    who: [...templateRoles],
    relation: 'own',
  },
  'POST /v1/templates': {
    does: 'Keeps a reply template.',
    body: TemplateForm,
    replies: { 201: Template },
    who: [...templateRoles],
    relation: 'own',
  },
  'PUT /v1/templates/{id}': {
    does: 'Changes a reply template.',
    params: conversationId,
    body: TemplateForm,
    replies: { 200: Template },
    who: [...templateRoles],
    relation: 'own',
    problems: ['notFound'],
  },
  'DELETE /v1/templates/{id}': {
    does: 'Removes a reply template.',
    params: conversationId,
    replies: { 204: null },
    who: [...templateRoles],
    relation: 'own',
    problems: ['notFound'],
  },
})

/** The message sent over the socket after the ticket: never content, only what to reload. */
export const Hint = v.variant('what', [
  v.object({ what: v.literal('conversation'), id, seq: v.number() }),
  v.object({ what: v.literal('request'), id }),
  v.object({ what: v.literal('booking'), id }),
  v.object({ what: v.literal('whistle'), id }),
  v.object({ what: v.literal('queue'), venue: v.string() }),
  v.object({ what: v.literal('inbox') }),
  v.object({ what: v.literal('ready') }),
])
export type Hint = v.InferOutput<typeof Hint>
