import type { Me } from '@doorstep/contract/account'
import { useSyncExternalStore } from 'react'
import { queryClient } from '../api/query'
import { onSession } from '../api/session'

function count() {
  const unread = queryClient.getQueryData<Me>(['GET /v1/session', {}])?.unread
  return unread ? unread.inbox + unread.messages : 0
}

const watch = (listener: () => void) => {
  const stops = [queryClient.getQueryCache().subscribe(listener), onSession(listener)]
  return () => stops.forEach((stop) => stop())
}

/** Returns the number of unread messages and notifications, as last read by any page. It asks the API nothing. */
export const useUnread = () => useSyncExternalStore(watch, count, count)
