import type { Category, RequestDetail } from '@doorstep/contract/requests'
import { useEffect, useRef, useState } from 'react'
import type { Draft } from '../../platform/drafts'
import { newId } from '../../platform/ids'
import { useOnline } from '../../platform/network'
import { refresh } from '../../platform/query'
import { send } from '../../platform/request'
import { isOffline, type Problem } from '../../platform/result'
import { requestOf, type Filing } from './filing'

/**
 * Files the request once: every try of the same content carries the same key. Without network the form stays, says so,
 * and goes out by itself when the network is back, also after the app was closed and the form opened again.
 */
export function useFiling(draft: Draft<Filing>, category: Category, filed: (request: RequestDetail) => void) {
  const online = useOnline()
  const running = useRef(false)
  const [sending, setSending] = useState(false)
  const [problem, setProblem] = useState<Problem>()

  const submit = async () => {
    if (running.current) return
    running.current = true
    setSending(true)
    setProblem(undefined)
    if (draft.now().submission === '') draft.note({ submission: newId() })
    const result = await send('POST /v1/requests', { body: requestOf(draft.now(), category) }, draft.now().submission)
    running.current = false
    setSending(false)
    if (result.ok) {
      draft.clear()
      void refresh('GET /v1/requests', 'GET /v1/inbox', 'GET /v1/conversations')
      filed(result.value)
      return
    }
    setProblem(result.problem)
    const later = isOffline(result.problem)
    // What was refused may be changed and sent as something new; what got no answer is the same submission still.
    draft.set({ waiting: later, ...(!later && result.problem.status < 500 && { submission: '' }) })
  }

  const atReturn = useRef(submit)
  useEffect(() => {
    atReturn.current = submit
  })
  const { waiting } = draft.values
  useEffect(() => {
    if (online && waiting) void atReturn.current()
  }, [online, waiting])
  return { submit, sending, problem }
}
