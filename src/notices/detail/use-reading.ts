import type { NoticeDetail } from '@doorstep/contract/notices'
import { useEffect, useRef, useState } from 'react'
import { useSend } from '../../platform/query'
import { send } from '../../platform/request'
import type { Problem, Value } from '../../platform/result'

type Counts = Value<'PUT /v1/notices/{id}/reader'>

export interface Reading {
  /** As this device knows it: the switch just tapped included. */
  counts: Pick<Counts, 'likes' | 'liked' | 'favourite'> | undefined
  switching: boolean
  problem: Problem | undefined
  like: () => unknown
  keep: () => unknown
}

/** Opening a notice counts one view of a signed-in reader, once. Likes and favourites are switches. */
export function useReading(id: string, notice: NoticeDetail | undefined, signedIn: boolean): Reading {
  const { send: put, sending, problem } = useSend('PUT /v1/notices/{id}/reader', ['GET /v1/notices'])
  const [after, setAfter] = useState<Counts>()
  const counted = useRef('')
  const open = notice !== undefined && !notice.withdrawn
  useEffect(() => {
    if (!open || !signedIn || counted.current === id) return
    counted.current = id
    // Not a thing to trouble the reader with when it fails: the next opening counts.
    void send('PUT /v1/notices/{id}/reader', { params: { id }, body: {} })
  }, [id, open, signedIn])

  const counts = after ?? notice
  const change = async (body: { liked?: boolean; favourite?: boolean }) => {
    const result = await put({ params: { id }, body })
    if (result.ok) setAfter(result.value)
  }
  return {
    counts,
    switching: sending,
    problem,
    like: () => change({ liked: !(counts?.liked ?? false) }),
    keep: () => change({ favourite: !(counts?.favourite ?? false) }),
  }
}
