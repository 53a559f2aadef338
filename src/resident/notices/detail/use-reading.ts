import type { NoticeDetail } from '@doorstep/contract/notices'
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { send } from '../../../platform/api/request'
import type { Problem, Value } from '../../../platform/api/result'

type Counts = Value<'PUT /v1/notices/{id}/reader'>

export interface Reading {
  /** Counts as this device knows them, including a switch that was just tapped. */
  counts: Pick<Counts, 'likes' | 'liked' | 'favourite'> | undefined
  problem: Problem | undefined
  like: () => unknown
  keep: () => unknown
}

/** Counts one view per signed-in reader when a notice is opened. Like and favourite are switches. */
export function useReading(id: string, notice: NoticeDetail | undefined, signedIn: boolean): Reading {
  // Each switch has its own sender: with a shared one, a tap during the other's request would count as its second tap.
  const liking = useSend('PUT /v1/notices/{id}/reader', ['GET /v1/notices'])
  const keeping = useSend('PUT /v1/notices/{id}/reader', ['GET /v1/notices'])
  const [after, setAfter] = useState<Partial<Counts>>({})
  const counted = useRef('')
  const open = notice !== undefined && !notice.withdrawn
  useEffect(() => {
    if (!open || !signedIn || counted.current === id) return
    counted.current = id
    // A failure is not shown to the reader: the next opening counts.
    void send('PUT /v1/notices/{id}/reader', { params: { id }, body: {} })
  }, [id, open, signedIn])

  const counts = notice && { ...notice, ...after }
  const like = async () => {
    const result = await liking.send({ params: { id }, body: { liked: !(counts?.liked ?? false) } })
    if (result.ok) setAfter((known) => ({ ...known, liked: result.value.liked, likes: result.value.likes }))
  }
  const keep = async () => {
    const result = await keeping.send({ params: { id }, body: { favourite: !(counts?.favourite ?? false) } })
    if (result.ok) setAfter((known) => ({ ...known, favourite: result.value.favourite }))
  }
  return { counts, problem: liking.problem ?? keeping.problem, like, keep }
}
