import type { Category, RequestDetail } from '@doorstep/contract/requests'
import { useEffect, useRef, useState } from 'react'
import { useDraft } from '../../platform/drafts'
import { useMe } from '../../platform/me'
import { useParams } from '../../platform/navigate'
import { useRead } from '../../platform/query'
import { Screen } from '../../ui/screen'
import { CategoryStep } from './category-step'
import { ConfirmStep } from './confirm-step'
import { Emergency } from './emergency'
import { emptyFiling, type Filing } from './filing'
import { Receipt } from './receipt'
import { stoppedBy } from './stop'
import { TellStep } from './tell-step'

/** What another page may bring along: a category, or messages to make the request of (转为诉求). */
function useBrought(draft: ReturnType<typeof useDraft<Filing>>) {
  const opened = useParams('categoryCode', 'conversationId', 'seqs', 'text')
  // Only what the page was opened with; later changes are the person's own.
  const atFirst = useRef(() => {
    const brought = broughtBy(opened, draft.now())
    if (Object.keys(brought).length > 0)
      draft.set({ ...brought, step: brought.categoryCode || draft.now().categoryCode ? 'tell' : 'category' })
  })
  useEffect(() => atFirst.current(), [])
}

function broughtBy(opened: Record<'categoryCode' | 'conversationId' | 'seqs' | 'text', string>, now: Filing): Partial<Filing> {
  const { categoryCode, conversationId, seqs, text } = opened
  return {
    ...(categoryCode && categoryCode !== now.categoryCode && { categoryCode, kind: '' as const, answers: {} }),
    ...(conversationId &&
      now.fromSeqs.join(',') !== seqs && { fromConversation: conversationId, fromSeqs: seqs.split(',').map(Number).filter(Boolean), text }),
  }
}

/** 提诉求: what it is about, what happened, who will get it. An emergency stops here and offers phones. */
export default function FileRequest() {
  const categories = useRead('GET /v1/categories', {})
  const me = useMe()
  const draft = useDraft<Filing>('requests.file', emptyFiling)
  const [filed, setFiled] = useState<RequestDetail>()
  useBrought(draft)
  if (filed) return <Receipt of={filed} />
  const category = categories.value?.rows.find(({ code }) => code === draft.values.categoryCode)
  const phones = category && stoppedBy(category, draft.values.answers)
  if (category && phones)
    return <Emergency category={category} phones={phones} back={() => draft.set({ categoryCode: '', answers: {}, step: 'category' })} />
  if (!category || draft.values.step === 'category') return <Choosing categories={categories} draft={draft} />
  const shared = { category, draft, me: me.value }
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
