import { newId } from '../../../platform/api/ids'
import { fileDrafts } from '../../../platform/sending/file-drafts'
import { requestKinds } from '@doorstep/contract/requests/words'
import { answersIn, emptyFiling, type Filing } from './filing'

/** What the page may be opened with. */
export type Opened = Record<
  | 'categoryCode'
  | 'conversationId'
  | 'seqs'
  | 'text'
  | 'kind'
  | 'answers'
  | 'proposal'
  | 'draft'
  | 'again'
  | 'buildingCode'
  | 'buildingName',
  string
>

/**
 * Returns which draft a page writes: that of a conversation, the one it was opened for, the one begun in the category it was opened with, unless for a place; else
 * a new one, so that nothing left half written opens over another matter.
 */
export function draftOf({ conversationId, draft, categoryCode, buildingCode }: Opened): string {
  if (conversationId !== '' || draft !== '') return conversationId || draft
  const begun =
    categoryCode === '' || buildingCode !== '' ? undefined : fileDrafts().find((one) => one.categoryCode === categoryCode && !one.waiting)
  return begun?.of ?? newId()
}

/** Returns what a form begins with: messages it is made of, or a category. */
export function beginningOf(opened: Opened, now: Filing): Partial<Filing> {
  const { categoryCode, conversationId, seqs, text, proposal, again, buildingCode, buildingName } = opened
  if (conversationId === '' && (now.categoryCode !== '' || categoryCode === '')) return {}
  if (conversationId === '') return { categoryCode, againOf: again, ...(buildingCode !== '' && { buildingCode, buildingName }) }
  if (now.fromSeqs.join() === seqs && now.fromProposal === proposal) return {}
  return {
    ...emptyFiling,
    kind: requestKinds.find((kind) => kind === opened.kind) ?? '',
    answers: answersIn(opened.answers),
    fromProposal: proposal,
    fromConversation: conversationId,
    fromSeqs: seqs.split(',').map(Number).filter(Boolean),
    text,
    categoryCode,
  }
}
