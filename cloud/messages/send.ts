import type { Parsed } from '@doorstep/contract/endpoints'
import type { Message, messageEndpoints } from '@doorstep/contract/messages'
import { refuseRisky } from '../account/api'
import { claimFiles } from '../files/api'
import type { Acting, Outside } from '../platform/context/call'
import { countToday } from '../platform/context/daily-caps'
import { Overtaken, type Tx } from '../platform/database/database'
import { badField, problem } from '../platform/process/problem'
import { heldConversation, seenConversation, writable, type ConversationAccess } from './access'
import { numbered, preview, type NewMessage } from './append'
import { heardFromResident, heardFromTeam } from './need'
import * as store from './messages-store'
import { plannedFor, planTelling } from './notify'
import { planProposal } from './proposal-waiting'
import { messageView } from './views'

type Table = typeof messageEndpoints.table
type Send = Table['POST /v1/conversations/{id}/messages']
type Propose = Table['POST /v1/conversations/{id}/proposals']

/**
 * Checks a resident's text by WeChat before the conversation is locked. Whoever is no staff writes as the resident, or is refused by the
 * transaction; only a refused text is looked into before. To look first would take a statement more for every message, and WeChat learns no
 * more than of a text to one's own team.
 */
export async function checkText(call: Outside<Send>): Promise<void> {
  const { db: tx, districtId, actor, params, body } = call
  if (body.kind !== 'text') return
  const sideOf = async () => (await seenConversation({ tx, districtId, actor }, params.id)).access.side
  if (actor.staff !== null && (await sideOf()) === 'team') return
  try {
    await refuseRisky(call, 'POST /v1/conversations/{id}/messages', body)
  } catch (fault) {
    await sideOf()
    throw fault
  }
}

/** Sends a message; a retry with the same `clientId` returns the stored message. */
export const sendMessage = (call: Acting, conversationId: string, body: Parsed<Send>['body']): Promise<Message> =>
  post(call, conversationId, { text: '', ...body }, async ({ conversation }) => {
    if (body.kind === 'text') return { kind: 'text', text: body.text }
    const [file] = await claimFiles(call, [body.fileId], `message:${conversation.id}`)
    if (file?.kind !== body.kind) throw badField('fileId', body.kind === 'photo' ? '请选一张照片' : '请重新录音')
    return { kind: body.kind, fileId: body.fileId }
  })

/** What may be proposed, from the tables of the request room, which is above this one. */
export interface Proposable {
  /** Returns the kinds of request that may be filed in a category; undefined when it is not in use. */
  kindsInUse: (tx: Tx, districtId: number, categoryCode: string) => Promise<readonly string[] | undefined>
}

/** Proposes to the resident a request made of messages of this conversation (转为诉求); the resident files or ignores it. */
export async function proposeRequest(
  call: Acting,
  conversationId: string,
  { clientId, seqs, ...body }: Parsed<Propose>['body'],
  { kindsInUse }: Proposable,
): Promise<Message> {
  const proposed = await post(call, conversationId, { clientId, kind: 'proposal', text: body.text }, async ({ access }) => {
    if (access.side !== 'team') throw problem('notYourRole')
    const { tx, districtId } = call
    // A 举报 is never made of messages: the team has read them and would know the informant.
    if (body.kind === 'report') throw badField('kind', '举报不能由对话转成，请他自己从“提诉求”写')
    const chosen = [...new Set(seqs)].sort((a, b) => a - b)
    if ((await store.seqsPresent(tx, districtId, conversationId, chosen)) < chosen.length)
      throw badField('seqs', '有的消息不在这段对话里，请重新选')
    const kinds = await kindsInUse(tx, districtId, body.categoryCode)
    if (kinds === undefined) throw badField('categoryCode', '这个类别已停用，请换一个')
    if (kinds.every((kind) => kind === 'report')) throw badField('kind', '这个类别只收举报，举报不能由对话转成，请换一个类别')
    return { kind: 'proposal', text: body.text, proposal: { ...body, seqs: chosen } }
  })
  await planProposal(call, conversationId, proposed)
  return proposed
}

type Held = { conversation: store.ConversationFacts; access: ConversationAccess }
type Content = Pick<NewMessage, 'kind'> & Partial<Pick<NewMessage, 'text' | 'fileId' | 'proposal'>>

/**
 * Writes a message of a person: gives it its number, under which the conversation is locked, answers a retry, stores the message, updates the
 * reply clock, notifies the other side.
 */
async function post(
  call: Acting,
  conversationId: string,
  { clientId, ...said }: { clientId: string } & Pick<NewMessage, 'kind' | 'text'>,
  content: (held: Held) => Promise<Content>,
): Promise<Message> {
  const { tx, districtId, actor, clock } = call
  const turn = { clientId, lastText: preview(said), at: clock.now(), tells: plannedFor(districtId) }
  const conversation = await store.takeTurn(tx, districtId, conversationId, turn)
  if (conversation === undefined) return resent(call, conversationId, clientId)
  const { access } = await writable(call, conversation)
  const written = await content({ conversation, access })
  const message = numbered(
    {
      text: '',
      fileId: null,
      proposal: null,
      ...written,
      clientId,
      side: access.side,
      accountId: actor.accountId,
      staffCode: access.side === 'team' ? (actor.staff?.code ?? null) : null,
      requestId: null,
      answers: null,
      at: turn.at,
    },
    conversation.last_seq,
  )
  // The same tap, a moment earlier.
  if (!(await store.insertMessage(tx, districtId, conversationId, message))) throw new Overtaken('the same message')
  if (access.side === 'resident') await countToday(call, 'messages', written.text)
  if (access.side === 'resident') await heardFromResident(call, conversation, message)
  else await heardFromTeam(call, conversation, message)
  const other = access.side === 'resident' ? 'team' : 'resident'
  const isPlanned = other === 'team' ? conversation.tellsTeam : conversation.tellsResident
  if (isPlanned !== true) await planTelling(call, conversation, other)
  call.notifySockets([`a:${conversation.account_id}`, `g:${conversation.grid_code}`], {
    what: 'conversation',
    id: conversationId,
    seq: message.seq,
  })
  return messageView(call, access.side, conversation, message)
}

/**
 * Returns the stored message for a retry of the caller's own message; throws `notFound` for a conversation the caller may not see, and
 * badInput when the id is that of another person's message.
 */
async function resent(call: Acting, conversationId: string, clientId: string): Promise<Message> {
  const { conversation, access } = await heldConversation(call, conversationId)
  const sent = await store.messageByClientId(call.tx, call.districtId, conversationId, clientId)
  if (sent === undefined) throw new Overtaken('the first message')
  if (sent.account_id !== call.actor.accountId) throw badField('clientId', '编号已被用过，请重新发送')
  return messageView(call, access.side, conversation, sent)
}
