import type { InboxItem } from '@doorstep/contract/requests/views'
import { useState } from 'react'
import { useMe } from '../../platform/api/me'
import { go } from '../../platform/navigation/navigate'
import { usePages } from '../../platform/api/query'
import { useReachEnd } from '../../platform/navigation/scrolling'
import { useWide } from '../../platform/device/wide'
import { Screen } from '../../ui/layout/screen'
import { Tabs } from '../../ui/layout/tabs'
import { Counts } from './counts'
import { Desk } from './desk'
import { Items } from './items'
import { isOfUnit, Rooms } from './rooms'
import { CalledToPlace } from '../parts/whistles/called'

const sorts = [
  { value: 'due', label: '谁先到时限' },
  { value: 'wait', label: '谁等得久' },
] as const

const openItem = ({ kind, id }: InboxItem) => (kind === 'request' ? go('staff/requests/detail', { id }) : go('staff/messages/chat', { id }))

/**
 * Renders 收件箱: conversations and requests together, by deadline or waiting time. On a wide screen the chosen one is shown next to the list.
 */
export default function StaffInbox() {
  const [sort, setSort] = useState<'due' | 'wait'>('due')
  const inbox = usePages('GET /v1/staff/inbox', { query: { sort } }, { live: true })
  const { value: me } = useMe()
  const wide = useWide()
  useReachEnd(inbox.more)
  const order = <Tabs label="怎样排" options={sorts} value={sort} onChange={setSort} />
  if (wide) return <Desk inbox={inbox} me={me} order={order} />
  return (
    <Screen of={inbox} head={order}>
      {(items) => (
        <>
          {isOfUnit(me) && <CalledToPlace />}
          <Counts counts={inbox.first?.counts} />
          <Items items={items} of={inbox} open={openItem} />
          <Rooms me={me} />
        </>
      )}
    </Screen>
  )
}
