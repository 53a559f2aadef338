import type { Conversation, Message } from '@doorstep/contract/messages'
import { Message as MessageSchema } from '@doorstep/contract/messages'
import * as v from 'valibot'
import { placesInGrids } from '../account/api'
import { fileViews } from '../files/api'
import { gridRows, namesOfStaff, onDutyKnowing, readAbsences } from '../grids/api'
import type { Acting } from '../platform/context/call'
import * as lists from './list-store'
import type { ShownConversation, Side } from './list-store'
import type { ConversationFacts, MessageFacts } from './messages-store'

const present = <T>(value: T | null): T[] => (value === null ? [] : [value])

/** Returns the shown name of a resident, with a default for one who gave none. */
export const residentName = (given: string | null | undefined) => given ?? '居民'

/**
 * Returns conversations as one side sees them, in the given order; the caller must be authorised already. Related rows are read in batches.
 */
export async function conversationViews(call: Acting, side: Side, found: readonly ShownConversation[]): Promise<Conversation[]> {
  const { tx, districtId, clock } = call
  const gridCodes = found.map(({ grid_code }) => grid_code)
  const accountIds = [...new Set(found.map(({ account_id }) => account_id))]
  const grids = await gridRows(tx, districtId, gridCodes)
  const absences = found.flatMap((row) => (row.absences === null ? [] : readAbsences(row.absences)))
  const faces = side === 'resident' ? await onDutyKnowing(tx, districtId, { gridCodes, absences }, clock.now()) : null
  const places = side === 'team' ? await placesInGrids(call, accountIds, gridCodes) : null

  const waived = found.flatMap((row) => present(row.waived))
  const waivers = await namesOfStaff(
    tx,
    districtId,
    waived.map(({ by }) => by),
  )

  return found.flatMap((row) => {
    const grid = grids.get(row.grid_code)
    if (grid === undefined) return []
    return {
      id: row.id,
      grid,
      withName: side === 'resident' ? (faces?.get(row.grid_code)?.name ?? '网格团队') : residentName(row.residentName),
      withPlace: places?.get(`${row.account_id} ${row.grid_code}`) ?? null,
      lastSeq: row.last_seq,
      lastText: row.last_text,
      lastAt: row.last_at?.toISOString() ?? null,
      unread: row.unread,
      theirDelivered: side === 'resident' ? row.team_delivered : row.resident_delivered,
      theirRead: side === 'resident' ? row.team_read : row.resident_read,
      waitingSince: row.waiting_since?.toISOString() ?? null,
      replyBy: row.reply_by?.toISOString() ?? null,
      escalated: row.escalated,
      acknowledgedAt: row.acknowledged_at?.toISOString() ?? null,
      waived: waivedOf(row.waived, waivers),
    }
  })
}

/** Returns who said that nothing needs an answer, by name. */
const waivedOf = (waived: ShownConversation['waived'], names: ReadonlyMap<string, string>): Conversation['waived'] =>
  waived === null ? null : { by: names.get(waived.by) ?? '', seq: waived.seq, at: new Date(waived.at).toISOString() }

export async function conversationView(call: Acting, side: Side, { id }: Pick<ConversationFacts, 'id'>): Promise<Conversation> {
  const row = await lists.shownConversation(call.tx, call.districtId, id, { side, now: call.clock.now() })
  const [view] = await conversationViews(call, side, row === undefined ? [] : [row])
  if (view === undefined) throw new Error('A conversation without its grid')
  return view
}

const stored = v.pick(MessageSchema, ['kind', 'proposal'])

/** Returns messages of one conversation as one side sees them, in the given order. */
export async function messageViews(
  call: Acting,
  side: Side,
  { account_id: resident, residentName: known }: Pick<ConversationFacts, 'account_id'> & { residentName?: string | null },
  messages: readonly MessageFacts[],
): Promise<Message[]> {
  const { tx, districtId } = call
  const staff = await namesOfStaff(
    tx,
    districtId,
    messages.flatMap((message) => present(message.staff_code)),
  )
  const asked = known === undefined && messages.some((message) => message.side === 'resident') ? [resident] : []
  const name = known ?? (await lists.residentNames(tx, districtId, asked)).get(resident)
  const files = await fileViews(
    call,
    messages.flatMap((message) => present(message.file_id)),
  )
  const nameOf = (message: MessageFacts) =>
    message.side === 'system' ? '' : message.side === 'team' ? (staff.get(message.staff_code ?? '') ?? '') : residentName(name)

  return messages.map((message) => ({
    ...v.parse(stored, message),
    seq: message.seq,
    id: message.id,
    clientId: message.client_id,
    from: message.side === 'system' ? 'system' : message.side === side ? 'me' : 'them',
    name: nameOf(message),
    text: message.text,
    file: files.get(message.file_id ?? '') ?? null,
    requestId: message.request_id,
    answers: message.answers,
    at: message.at.toISOString(),
  }))
}

export async function messageView(
  call: Acting,
  side: Side,
  conversation: ConversationFacts & { residentName?: string | null },
  message: MessageFacts,
): Promise<Message> {
  const [view] = await messageViews(call, side, conversation, [message])
  if (view === undefined) throw new Error('A message without a view')
  return view
}
