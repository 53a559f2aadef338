import type { Category, RequestDetail } from '@doorstep/contract/requests/views'
import { useEffect, useRef, useState } from 'react'
import type { Draft } from '../../../platform/sending/drafts'
import { newId } from '../../../platform/api/ids'
import { refresh } from '../../../platform/api/query'
import { comesAgain } from '../../../platform/sending/try-again'
import { fileRequest, onFiled, cancelQueued, type Filed, type Leaving } from '../../../platform/sending/request-queue'
import { isDone, type Done, type Problem } from '../../../platform/api/result'
import { withLost } from '../../../platform/sending/attachments'
import { consentRefused } from '../../../parts/behalf/behalf-draft'
import { requestOf, type Filing } from './filing'

/**
 * Files the request once: every retry of the same content carries the same key. Without network the form says so, and the offline queue
 * sends it later, whether this form is still open or not. `name` is the draft's.
 */
export function useFiling(draft: Draft<Filing>, name: string, filed: (result: Done<RequestDetail>) => void) {
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const answered = ({ submission, body }: Leaving, result: Filed) => {
    if (submission !== draft.now().submission) return
    if (isDone(result)) {
      draft.clear()
      filed(result)
      return
    }
    // A refused request may be changed and sent as a new one.
    const marked = withLost(result.problem, body.fileIds ?? [], draft.now())
    const refused = consentRefused(result.problem, body.onBehalf?.consent.fileId, draft.now())
    draft.set({ waiting: false, submission: '', ...marked, ...refused })
    // What is not there any more may be its category: the form then offers the next best.
    if (result.problem.code === 'notFound') void refresh('GET /v1/categories')
    setProblem(result.problem)
  }
  const hear = useRef(answered)
  useEffect(() => {
    hear.current = answered
  })
  useEffect(() => onFiled((sent, result) => hear.current(sent, result)), [])

  const submit = async (category: Category) => {
    setSending(true)
    setProblem(undefined)
    const submission = draft.now().submission || newId()
    draft.note({ submission })
    const result = await fileRequest({ draft: name, submission, body: requestOf(draft.now(), category) })
    setSending(false)
    // Without an answer the request waits in the queue under its key, and goes on waiting when the form was left meanwhile.
    if (!result.ok && comesAgain(result.problem) && draft.now().submission === submission) draft.set({ waiting: true })
  }
  const edit = () => {
    cancelQueued(draft.now().submission)
    draft.set({ waiting: false })
  }
  return { submit, edit, sending, problem }
}
