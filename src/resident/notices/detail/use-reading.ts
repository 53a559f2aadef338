import type { NoticeDetail } from '@doorstep/contract/notices'
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../../../platform/api/query'
import { send } from '../../../platform/api/request'
import type { Problem, Value } from '../../../platform/api/result'

type Counts = Value<'PUT /v1/notices/{id}/reader'>

export interface Reading {
  /** As this device knows it: the switch just tapped included. */
  counts: Pick<Counts, 'likes' | 'liked' | 'favourite'> | undefined
  problem: Problem | undefined
  like: () => unknown
  keep: () => unknown
}

/** Opening a notice counts one view of a signed-in reader, once. Likes and favourites are switches. */
export function useReading(id: string, notice: NoticeDetail | undefined, signedIn: boolean): Reading {
  // Each switch has its own sender: one tapped while the other is on its way would otherwise be taken for a second tap of that one.
  const liking = useSend('PUT /v1/notices/{id}/reader', ['GET /v1/notices'])
  const keeping = useSend('PUT /v1/notices/{id}/reader', ['GET /v1/notices'])
  const [after, setAfter] = useState<Partial<Counts>>({})
  const counted = useRef('')
  const open = notice !== undefined && !notice.withdrawn
  useEffect(() => {
    if (!open || !signedIn || counted.current === id) return
    counted.current = id
    // Not a thing to trouble the reader with when it fails: the next opening counts.
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
