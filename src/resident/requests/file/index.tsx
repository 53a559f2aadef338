import type { Category, RequestDetail } from '@doorstep/contract/requests/views'
import { requestKinds } from '@doorstep/contract/requests/words'
import { useEffect, useRef, useState } from 'react'
import { storedDraft, useDraft, type Draft } from '../../../platform/sending/drafts'
import { dropFileDraft, fileDraftName } from '../../../platform/sending/file-drafts'
import { useParams } from '../../../platform/navigation/navigate'
import { useRead } from '../../../platform/api/query'
import type { Done } from '../../../platform/api/result'
import { useEmergencies } from '../../../parts/emergency-calls'
import { Screen } from '../../../ui/layout/screen'
import { CategoryStep } from './category-step'
import { ConfirmStep } from './confirm-step'
import { Emergency } from './emergency'
import { answersIn, carried, draftName, emptyFiling, isBegun, isWritten, type Filing } from './filing'
import { FiledBefore, Receipt } from './receipt'
import { stoppedBy } from './stop'
import { TellStep } from './tell-step'

type Opened = Record<'categoryCode' | 'conversationId' | 'seqs' | 'text' | 'kind' | 'answers' | 'proposal', string>

/** Renders 提诉求: category, description, preview. It begins anew each time; what was left half written is offered, by its category. */
export default function FileRequest() {
  const opened = useParams('categoryCode', 'conversationId', 'seqs', 'text', 'kind', 'answers', 'proposal')
  const [code, setCode] = useState(opened.categoryCode)
  /** The form that goes along into the category chosen next: left by “换一类”, or of an earlier version and without a category. */
  const [left, setLeft] = useState<Filing | undefined>(() => (opened.categoryCode === '' ? uncategorised() : undefined))
  const [urgent, setUrgent] = useState<Category>()
  const choose = (category: Category) => (category.emergency ? setUrgent(category) : setCode(category.code))
  // An emergency has no form: the one that was left stays where it is, for the category chosen next.
  if (urgent) return <Urgent category={urgent} written={left !== undefined && isWritten(left)} back={() => setUrgent(undefined)} />
  if (opened.conversationId === '' && code === '') return <Choosing choose={choose} />
  const change = (form?: Filing) => {
    setLeft(form)
    setCode('')
  }
  return <Form key={code} opened={{ ...opened, categoryCode: code }} left={left} change={change} />
}

function uncategorised(): Filing | undefined {
  const form = storedDraft(fileDraftName(''), emptyFiling)
  return form?.categoryCode === '' && isBegun(form) ? form : undefined
}

function Urgent({ category, written, back }: { category: Category; written: boolean; back: () => void }) {
  const stop = stoppedBy(category, {}, useEmergencies())
  return stop ? <Emergency category={category} stop={stop} written={written} back={{ text: '不是紧急情况，重新选', onTap: back }} /> : null
}

function Choosing({ choose }: { choose: (category: Category) => void }) {
  const categories = useRead('GET /v1/categories', {})
  return (
    <Screen title="提诉求" of={categories}>
      {({ rows }) => <CategoryStep categories={rows} choose={choose} />}
    </Screen>
  )
}

/** What a form begins with: messages it is made of, the form of the category that was left, or the category alone. */
function beginningOf(opened: Opened, now: Filing, left: Filing | undefined): Partial<Filing> {
  const { categoryCode, conversationId, seqs, text } = opened
  if (conversationId !== '' && (now.fromSeqs.join() !== seqs || now.fromProposal !== opened.proposal)) {
    const fromSeqs = seqs.split(',').map(Number).filter(Boolean)
    const asked = { kind: requestKinds.find((kind) => kind === opened.kind) ?? '', answers: answersIn(opened.answers) } as const
    const fromProposal = opened.proposal
    return {
      ...emptyFiling,
      ...asked,
      fromProposal,
      fromConversation: conversationId,
      fromSeqs,
      text,
      categoryCode,
      ...(categoryCode !== '' && { step: 'tell' }),
    }
  }
  if (left !== undefined && left.categoryCode !== categoryCode && !isBegun(now)) return carried(left, categoryCode)
  if (categoryCode === '' || categoryCode === now.categoryCode) return {}
  return { categoryCode, kind: '', answers: {}, step: 'tell' }
}

interface FormProps {
  opened: Opened
  left: Filing | undefined
  /** Goes back to choosing; with a form, its content goes along. */
  change: (form?: Filing) => void
}

function Form({ opened, left, change }: FormProps) {
  const categories = useRead('GET /v1/categories', {})
  const emergencies = useEmergencies()
  const draft = useDraft<Filing>(draftName(opened), emptyFiling)
  const [filed, setFiled] = useState<Done<RequestDetail>>()
  const [begun, setBegun] = useState(false)
  // The page's parameters, once; later changes are the resident's. Fields keep the text they begin with, so they are drawn after it.
  const atFirst = useRef(() => {
    const before = draft.now()
    const beginning = beginningOf(opened, before, left)
    if (Object.keys(beginning).length > 0) draft.set(beginning)
    // What went along is no draft of the category it came from any more.
    if (left !== undefined && left.categoryCode !== opened.categoryCode && !isBegun(before)) dropFileDraft(left.categoryCode)
    setBegun(true)
  })
  useEffect(() => atFirst.current(), [])
  if (filed) return filed.ok ? <Receipt of={filed.value} /> : <FiledBefore says={filed.problem.detail} />
  if (!begun) return null
  const category = categories.value?.rows.find(({ code }) => code === draft.values.categoryCode)
  const ofMessages = opened.conversationId !== ''
  const leave = (form?: Filing) => {
    if (ofMessages) draft.set({ categoryCode: '', kind: '', answers: {}, step: 'category' })
    else change(form)
  }
  if (!category) {
    const choose = ({ code }: Category) => draft.set({ categoryCode: code, kind: '', answers: {}, step: 'tell' })
    return (
      <Screen title="提诉求" of={categories}>
        {({ rows }) => <CategoryStep categories={rows} choose={choose} />}
      </Screen>
    )
  }
  const stop = stoppedBy(category, draft.values.answers, emergencies)
  if (stop) return <Emergency category={category} stop={stop} written={isWritten(draft.now())} back={wayBack(draft, stop.answers, leave)} />
  if (draft.values.step === 'confirm') return <ConfirmStep category={category} draft={draft} filed={setFiled} />
  return <TellStep category={category} draft={draft} change={() => leave(isBegun(draft.now()) ? draft.now() : undefined)} />
}

/** The way back from an emergency: the answer that stopped the form is taken back, and the rest of the form stays. */
function wayBack(draft: Draft<Filing>, answers: readonly string[], leave: () => void) {
  if (answers.length === 0) return { text: '不是紧急情况，重新选', onTap: () => leave() }
  const kept = Object.entries(draft.now().answers).filter(([code]) => !answers.includes(code))
  return { text: '不是紧急情况，改回答', onTap: () => draft.set({ answers: Object.fromEntries(kept), step: 'tell' }) }
}
