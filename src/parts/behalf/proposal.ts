import type { Message } from '@doorstep/contract/messages'
import { waitEndDays } from '@doorstep/contract/rules'
import { dayMs } from '@doorstep/contract/time-words'
import { useRead, useSend } from '../../platform/api/query'
import { isDone, type Problem } from '../../platform/api/result'
import { go } from '../../platform/navigation/navigate'

/** What became of a proposal: filed as a request, replaced by a newer proposal, or not answered. */
export type Fate = { is: 'filed'; requestId: string } | { is: 'replaced' } | { is: 'open' }

/** Returns what became of a proposal, by the messages after it. */
export function fateOf(rows: readonly Message[], { id, seq }: Pick<Message, 'id' | 'seq'>): Fate {
  const requestId = rows.find(({ answers }) => answers === id)?.requestId
  if (requestId) return { is: 'filed', requestId }
  return { is: rows.some((row) => row.kind === 'proposal' && row.seq > seq) ? 'replaced' : 'open' }
}

/** Returns whether a proposal that nobody answered is over (已过期): it cannot be confirmed any more. */
export const hasExpired = ({ at }: Pick<Message, 'at'>, now: number): boolean => Date.parse(at) + waitEndDays * dayMs <= now

/** Problems that the form can mend: it opens filled in, where something is still missing. */
const forTheForm = new Set<Problem['code']>(['answersNeeded', 'homeNeeded', 'badInput', 'emergency'])

/**
 * Files a proposed request in one tap: the proposer has chosen and answered what it asks. Where something is missing all the same, the form
 * opens with what there is.
 */
export function useConfirm(conversationId: string, message: Pick<Message, 'id' | 'proposal' | 'text'>) {
  const { id, proposal, text } = message
  const categories = useRead('GET /v1/categories', {})
  const filing = useSend('POST /v1/requests', ['GET /v1/requests', 'GET /v1/conversations', 'GET /v1/inbox'])
  const open = () =>
    go('requests/file', {
      conversationId,
      categoryCode: proposal?.categoryCode,
      seqs: proposal?.seqs.join(','),
      text: proposal?.text ?? text,
      kind: proposal?.kind,
      proposal: id,
      answers: proposal?.answers && JSON.stringify(Object.fromEntries(proposal.answers.map(({ code, value }) => [code, value]))),
    })
  const confirm = async () => {
    const category = categories.value?.rows.find(({ code }) => code === proposal?.categoryCode)
    const [only, ...others] = category?.kinds ?? []
    const kind = proposal?.kind ?? (others.length === 0 ? only : undefined)
    if (!proposal || !category || kind === undefined) return open()
    const { categoryCode, seqs, answers = [] } = proposal
    const body = { kind, categoryCode, text: proposal.text, answers, fromMessages: { conversationId, seqs, proposalId: id } }
    const result = await filing.send({ body })
    if (!isDone(result) && forTheForm.has(result.problem.code)) return open()
    if (result.ok) return go('requests/detail', { id: result.value.id })
    return undefined
  }
  return { confirm, open, sending: filing.sending, problem: filing.problem }
}
