import type { RequestDetail } from '@doorstep/contract/requests/views'
import { useEffect, useRef, useState } from 'react'
import type { Done } from '../../../platform/api/result'
import { useParams } from '../../../platform/navigation/navigate'
import { useDraft } from '../../../platform/sending/drafts'
import { dropFileDraft, fileDraftName } from '../../../platform/sending/file-drafts'
import { beginningOf, draftOf, type Opened } from './draft-of'
import { emptyFiling, isBegun, type Filing } from './filing'
import { Form } from './form'
import { FiledBefore, Receipt } from './receipt'

/** Renders 提诉求: one page to tell, see and send it. It begins anew each time; what was left half written is offered. */
export default function FileRequest() {
  const opened = useParams(
    'categoryCode',
    'conversationId',
    'seqs',
    'text',
    'kind',
    'answers',
    'proposal',
    'draft',
    'again',
    'buildingCode',
    'buildingName',
  )
  const [at, setAt] = useState(() => ({ of: draftOf(opened), resumed: false }))
  const [filed, setFiled] = useState<Done<RequestDetail>>()
  if (filed) return filed.ok ? <Receipt of={filed.value} /> : <FiledBefore says={filed.problem.detail} />
  const props = { of: at.of, filed: setFiled, resume: (of: string) => setAt({ of, resumed: true }) }
  return <Drafted key={at.of} {...props} {...(!at.resumed && { opened })} />
}

interface DraftedProps {
  of: string
  /** Absent when a draft was resumed: then it goes on as it was left. */
  opened?: Opened
  filed: (result: Done<RequestDetail>) => void
  resume: (of: string) => void
}

function Drafted({ of, opened, filed, resume }: DraftedProps) {
  const draft = useDraft<Filing>(fileDraftName(of), emptyFiling)
  const [ready, setReady] = useState(false)
  // The page's parameters, once; later changes are the resident's. Fields keep the text they begin with, so they are drawn after it.
  const atFirst = useRef(() => {
    const beginning = opened ? beginningOf(opened, draft.now()) : {}
    if (Object.keys(beginning).length > 0) draft.set(beginning)
    setReady(true)
  })
  useEffect(() => atFirst.current(), [])
  // A form that was only looked at leaves nothing behind.
  const atLast = useRef(() => {
    if (!isBegun(draft.now()) && draft.now().fromConversation === '') dropFileDraft(of)
  })
  useEffect(() => {
    const { current } = atLast
    return current
  }, [])
  return ready ? <Form draft={draft} name={fileDraftName(of)} filed={filed} resume={resume} /> : null
}
