import { firstWaitReminderDays, secondWaitReminderDays, waitEndDays } from '@doorstep/contract/rules'
import type { Message } from '@doorstep/contract/messages'
import { dayMs } from '@doorstep/contract/time-words'
import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import { onDuty } from '../grids/api'
import { notify } from '../notifications/api'
import type { Context, JobContext } from '../platform/context/call'
import { enqueueAll } from '../platform/jobs/outbox'
import { clipped } from '../platform/time/words'
import { lockConversation } from './messages-store'
import { unansweredProposal } from './proposals-store'

export const proposalJob = 'messages.proposalWaits'
export const ProposalJob = v.object({ conversationId: id, proposalId: id, what: v.picklist(['first', 'second', 'end']) })

const days = { first: firstWaitReminderDays, second: secondWaitReminderDays, end: waitEndDays } as const

/** Plans the reminders of a proposal, and when its team hears that she did not answer; a proposal sent again plans nothing twice. */
export async function planProposal({ tx, districtId }: Context, conversationId: string, { id: proposalId, at }: Message): Promise<void> {
  await enqueueAll(
    tx,
    (['first', 'second', 'end'] as const).map((what) => ({
      districtId,
      kind: proposalJob,
      key: `${proposalId}:${what}`,
      payload: { conversationId, proposalId, what },
      dueAt: new Date(Date.parse(at) + days[what] * dayMs),
    })),
  )
}

/**
 * Reminds the resident of a proposal that she has not filed, or tells whoever made it and whoever is on duty that she did not answer: they
 * decide. Does nothing once it was filed or another one was made.
 */
export async function onProposalWaits(context: JobContext, { conversationId, proposalId, what }: v.InferOutput<typeof ProposalJob>) {
  const { tx, districtId, clock } = context
  const conversation = await lockConversation(tx, districtId, conversationId)
  const open = conversation && (await unansweredProposal(tx, districtId, conversationId, proposalId))
  if (conversation === undefined || open === undefined) return
  const now = clock.now()
  const about = { districtId, key: `proposal:${proposalId}:${what}`, at: now }
  if (what !== 'end') {
    await notify(tx, {
      ...about,
      to: { accountIds: [conversation.account_id] },
      kind: 'state',
      title: '有一件诉求等您确认',
      text: `${clipped(open.text, 60)}。您点确认才会提交；不想提交，不用理会`,
      target: { kind: 'conversation', id: conversationId },
    })
    return
  }
  const answering = await onDuty(tx, districtId, conversation.grid_code, now)
  await notify(tx, {
    ...about,
    to: { staffCodes: [...new Set([open.staffCode, answering?.staffCode ?? null])].filter((code) => code !== null) },
    kind: 'task',
    title: '建议转的诉求，居民一直没有确认',
    text: `${clipped(open.text, 60)}。过了${waitEndDays} 天；请问问居民：本人同意可以代为登记，也可以再建议一次，或者不办`,
    target: { kind: 'staffConversation', id: conversationId },
  })
}
