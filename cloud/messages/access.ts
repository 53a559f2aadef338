import { teamRoles } from '@doorstep/contract/roles'
import { holds } from '../platform/process/actor'
import type { Acting } from '../platform/context/call'
import { problem } from '../platform/process/problem'
import * as store from './messages-store'
import type { ConversationFacts } from './messages-store'

export interface ConversationAccess {
  /** The side of the conversation the caller is on. */
  side: 'resident' | 'team'
  mayWrite: boolean
}

type Who = Pick<Acting, 'tx' | 'districtId' | 'actor'>

/** Returns the branches whose secretary the caller is. */
export const branchesOf = ({ actor }: Pick<Acting, 'actor'>): string[] =>
  actor.grants.flatMap(({ role, branch }) => (role === 'branchSecretary' && branch !== null ? [branch] : []))

/**
 * Returns the caller's access to a conversation, or null for none: its resident; the team of its grid; a branch secretary, who reads
 * conversations within the branch's area and writes after the reply clock escalated to them or after having replied once.
 */
async function conversationAccessOf({ tx, districtId, actor }: Who, conversation: ConversationFacts): Promise<ConversationAccess | null> {
  const { id, account_id: owner, grid_code: gridCode, escalated } = conversation
  if (owner === actor.accountId) return { side: 'resident', mayWrite: true }
  if (holds(actor, teamRoles, gridCode)) return { side: 'team', mayWrite: true }
  if (actor.staff === null || !actor.grants.some(({ role }) => role === 'branchSecretary')) return null

  const covers = holds(actor, ['branchSecretary'], gridCode)
  const serves = await store.branchServesGrid(tx, districtId, branchesOf({ actor }), gridCode)
  const called = escalated === 2 && (covers || serves)
  if (called || (await store.tookPart(tx, districtId, id, actor.staff.code))) return { side: 'team', mayWrite: true }
  return covers ? { side: 'team', mayWrite: false } : null
}

/** Returns the conversation and the caller's access to it. Throws `notFound` for one the caller may not see. */
export async function seenConversation(call: Who, id: string): Promise<{ conversation: ConversationFacts; access: ConversationAccess }> {
  const conversation = await store.conversationById(call.tx, call.districtId, id)
  return admitted(call, conversation)
}

/**
 * Does the same as `seenConversation` with the conversation locked, for writing. Throws `notYourRole` for a secretary to whom nothing was
 * escalated.
 */
export async function heldConversation(call: Who, id: string): Promise<{ conversation: ConversationFacts; access: ConversationAccess }> {
  return writable(call, await store.lockConversation(call.tx, call.districtId, id))
}

/** Does the same with a conversation that is locked already. */
export async function writable(call: Who, conversation: ConversationFacts | undefined) {
  const held = await admitted(call, conversation)
  if (!held.access.mayWrite) throw problem('notYourRole', { detail: '这段对话由网格团队回复；系统请到您时，您就可以回复' })
  return held
}

async function admitted(call: Who, conversation: ConversationFacts | undefined) {
  const access = conversation === undefined ? null : await conversationAccessOf(call, conversation)
  if (conversation === undefined || access === null) throw problem('notFound')
  return { conversation, access }
}
