import { minuteMs } from '@doorstep/contract/time-words'
import { fileLinkMinutes } from '@doorstep/contract/rules'
import type { Conversation } from '@doorstep/contract/messages'
import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from 'react'
import { onHint } from '../../platform/api/live'
import { useInWords } from '../../platform/api/now'
import { refresh } from '../../platform/api/query'
import { send } from '../../platform/api/request'
import type { Problem } from '../../platform/api/result'
import { usePageVisible } from '../../platform/navigation/visible'
import type { Thread } from './thread'
import { catchUp, lookBack, openThread, threadOf, watchThreads } from './thread-store'

export interface OpenThread {
  thread: Thread | undefined
  /** Why the last page could not be read; older rows may still be shown. */
  problem: Problem | undefined
  again: () => Promise<void>
  /** Reads older messages. */
  back: () => Promise<void>
  lookingBack: boolean
}

/** File links are valid for `fileLinkMinutes`; a page that was hidden longer than this, in milliseconds, reads its messages again. */
const linksLive = (fileLinkMinutes - 5) * minuteMs

/** Follows a conversation while its page is on screen, by socket hints, with polling as the fallback. */
export function useThread(id: string, conversation: Conversation | undefined): OpenThread {
  const thread = useInWords(
    useSyncExternalStore(
      watchThreads,
      () => threadOf(id),
      () => threadOf(id),
    ),
  )
  const visible = usePageVisible()
  const [problem, setProblem] = useState<Problem>()
  const [lookingBack, setLookingBack] = useState(false)
  const openedAt = useRef(0)

  const again = useCallback(async () => {
    const failure = await openThread(id)
    if (!failure) openedAt.current = Date.now()
    setProblem(failure)
  }, [id])

  useEffect(() => {
    if (!visible) return
    if (Date.now() - openedAt.current > linksLive) void again()
    else void catchUp(id)
  }, [id, visible, again])

  const lastSeq = conversation?.lastSeq ?? 0
  const upTo = thread?.upTo
  useEffect(() => {
    if (!visible || upTo === undefined || lastSeq <= upTo) return
    void catchUp(id).then(() => setProblem(undefined))
  }, [id, visible, lastSeq, upTo])

  useEffect(() => {
    if (!visible) return
    return onHint((hint) => {
      if (hint.what === 'conversation' && hint.id === id && hint.seq > (threadOf(id)?.upTo ?? 0)) void catchUp(id)
    })
  }, [id, visible])

  useReadMark(id, thread, visible, conversation?.unread ?? 0)

  const back = async () => {
    setLookingBack(true)
    setProblem(await lookBack(id))
    setLookingBack(false)
  }
  return { thread, problem, again, back, lookingBack }
}

/** Reports the newest message on screen as read to the other side, once per message. */
function useReadMark(id: string, thread: Thread | undefined, visible: boolean, unread: number) {
  const marked = useRef(0)
  const newest = thread?.rows.reduce((seq, row) => (row.from === 'me' || row.seq > thread.upTo ? seq : row.seq), 0) ?? 0
  const upTo = thread?.upTo ?? 0
  useEffect(() => {
    if (!visible || newest === 0 || newest <= marked.current) return
    marked.current = newest
    void send('PUT /v1/conversations/{id}/marks', { params: { id }, body: { delivered: upTo, read: upTo } }).then((result) => {
      if (!result.ok) marked.current = 0
      else if (unread > 0) void refresh('GET /v1/session', 'GET /v1/inbox', 'GET /v1/staff/inbox', 'GET /v1/conversations')
    })
  }, [id, visible, newest, upTo, unread])
}
