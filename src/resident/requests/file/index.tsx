import type { Category, RequestDetail } from '@doorstep/contract/requests/views'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '../../../platform/sending/drafts'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import type { Done } from '../../../platform/api/result'
import { Screen } from '../../../ui/layout/screen'
import { CategoryStep } from './category-step'
import { ConfirmStep } from './confirm-step'
import { Emergency } from './emergency'
import { draftName, emptyFiling, type Filing } from './filing'
import { FiledBefore, Receipt } from './receipt'
import { stoppedBy } from './stop'
import { TellStep } from './tell-step'

type Opened = Record<'categoryCode' | 'conversationId' | 'seqs' | 'text', string>

/** Parses what another page passes: a category, or messages to make the request of (转为诉求). */
function broughtBy({ categoryCode, conversationId, seqs, text }: Opened, now: Filing): Partial<Filing> {
  const anew = conversationId !== '' && now.fromSeqs.join() !== seqs
  const fromSeqs = seqs.split(',').map(Number).filter(Boolean)
  const base = anew ? { ...emptyFiling, fromConversation: conversationId, fromSeqs, text } : {}
  const about = anew ? '' : now.categoryCode
  return { ...base, ...(categoryCode !== '' && categoryCode !== about && { categoryCode, kind: '' as const, answers: {} }) }
}

function useFilingDraft() {
  const opened = useParams('categoryCode', 'conversationId', 'seqs', 'text')
  const draft = useDraft<Filing>(draftName(opened.conversationId), emptyFiling)
  // Only the page's parameters, once; later changes are the resident's.
  const atFirst = useRef(() => {
    const brought = broughtBy(opened, draft.now())
    if (Object.keys(brought).length === 0) return
    draft.set({ ...brought, step: (brought.categoryCode ?? draft.now().categoryCode) === '' ? 'category' : 'tell' })
  })
  useEffect(() => atFirst.current(), [])
  return draft
}

/** Renders 提诉求: category, description, preview. An emergency stops here and offers phone numbers. */
export default function FileRequest() {
  const categories = useRead('GET /v1/categories', {})
  const draft = useFilingDraft()
  const [filed, setFiled] = useState<Done<RequestDetail>>()
  if (filed) return filed.ok ? <Receipt of={filed.value} /> : <FiledBefore says={filed.problem.detail} />
  const category = categories.value?.rows.find(({ code }) => code === draft.values.categoryCode)
  const phones = category && stoppedBy(category, draft.values.answers)
  if (category && phones)
    return <Emergency category={category} phones={phones} back={() => draft.set({ categoryCode: '', answers: {}, step: 'category' })} />
  if (!category || draft.values.step === 'category') return <Choosing categories={categories} draft={draft} />
  const shared = { category, draft }
  return draft.values.step === 'confirm' ? <ConfirmStep {...shared} filed={setFiled} /> : <TellStep {...shared} />
}

interface ChoosingProps {
  categories: ReturnType<typeof useRead<'GET /v1/categories'>>
  draft: ReturnType<typeof useDraft<Filing>>
}

function Choosing({ categories, draft }: ChoosingProps) {
  const choose = ({ code }: Category) => {
    const same = code === draft.now().categoryCode
    draft.set({ categoryCode: code, step: 'tell', ...(!same && { answers: {}, kind: '' }) })
  }
  return <Screen of={categories}>{({ rows }) => <CategoryStep categories={rows} begun={draft.values} choose={choose} />}</Screen>
}
