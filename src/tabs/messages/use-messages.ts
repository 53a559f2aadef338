import type { Conversation } from '@doorstep/contract/messages'
import { useEffect } from 'react'
import { useCurrentGrid, type CurrentGrid } from '../../platform/place/current-grid'
import { useGridCard } from '../../parts/grid-card'
import { usePages, useRead, type Pages } from '../../platform/api/query'
import { send } from '../../platform/api/request'
import { useReachEnd } from '../../platform/navigation/scrolling'
import type { Value } from '../../platform/api/result'

export interface Messages {
  door: CurrentGrid
  conversations: Pages<'GET /v1/conversations'>
  /** The newest notification, for the entry's second line. */
  latest: Value<'GET /v1/inbox'>['rows'][number] | undefined
  unreadNotices: number
  /** The grid of the home shown, while there is no conversation with its team. */
  unwritten: Value<'GET /v1/grids/{code}'> | undefined
}

const reported = new Map<string, number>()

/** Reports the listed messages as delivered to this device, for the other side's status. */
function reportDelivered(rows: readonly Conversation[]) {
  for (const { id, lastSeq, unread } of rows) {
    if (unread === 0 || (reported.get(id) ?? 0) >= lastSeq) continue
    reported.set(id, lastSeq)
    void send('PUT /v1/conversations/{id}/marks', { params: { id }, body: { delivered: lastSeq } })
  }
}

/** Reads the conversations, the newest notification, and the grid to write to first. */
export function useMessages(): Messages {
  const door = useCurrentGrid()
  const conversations = usePages('GET /v1/conversations', { query: { side: 'resident' } }, { when: door.signedIn, live: true })
  const inbox = useRead('GET /v1/inbox', { query: { limit: '1' } }, { when: door.signedIn, live: true })
  const rows = conversations.value
  const written = rows?.some(({ grid }) => grid.code === door.gridCode) ?? false
  const card = useGridCard(door.gridCode, door.gridCode !== undefined && !written && (rows !== undefined || !door.signedIn))
  useReachEnd(conversations.more)
  useEffect(() => {
    if (rows) reportDelivered(rows)
  }, [rows])
  return {
    door,
    conversations,
    latest: inbox.value?.rows[0],
    unreadNotices: inbox.value?.unread ?? 0,
    unwritten: written ? undefined : card.value,
  }
}
