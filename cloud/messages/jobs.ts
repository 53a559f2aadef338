import { id } from '@doorstep/contract/values'
import * as v from 'valibot'
import type { Jobs } from '../platform/context/call'
import { job } from '../platform/context/call'
import { escalate, ringAgain, StillWaiting } from './reply-clock'
import { tell } from './notify'
import { onProposalWaits, ProposalJob, proposalJob } from './proposal-waiting'

export const messageJobs: Jobs = {
  'messages.unanswered': job(v.object({ conversationId: id, seq: v.number(), level: v.picklist([1, 2]) }), escalate),
  'messages.stillUnanswered': job(StillWaiting, ringAgain),
  [proposalJob]: job(ProposalJob, onProposalWaits),
  'messages.tell': job(v.object({ conversationId: id, side: v.picklist(['resident', 'team']) }), tell),
}
