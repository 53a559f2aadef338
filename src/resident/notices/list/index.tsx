import { useState } from 'react'
import { useCurrentGrid } from '../../../platform/place/current-grid'
import { go, useParams } from '../../../platform/navigation/navigate'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { NoticeRow } from './notice-row'

const views = [
  { value: 'all', label: '全部' },
  { value: 'kept', label: '我收藏的' },
] as const
type View = (typeof views)[number]['value']

const empties = {
  all: { title: '还没有公告', text: '停水停电、活动报名、社区通知，发布后会在这里告诉您。' },
  kept: { title: '还没有收藏', text: '看公告时点“收藏”，以后在这里很快找到。' },
} as const satisfies Record<View, { title: string; text: string }>

/** Renders 公告: the notices for this grid, newest first, or the favourites. */
export default function NoticeList() {
  const { grid, favourite } = useParams('grid', 'favourite')
  const door = useCurrentGrid()
  const [view, setView] = useState<View>(favourite === '1' ? 'kept' : 'all')
  // A link names its grid: what it shows to a stranger it shows to whoever lives elsewhere.
  const code = grid || (door.home ? undefined : door.gridCode)
  const notices = usePages(
    'GET /v1/notices',
    { query: view === 'kept' ? { favourite: '1' } : { ...(code !== undefined && { grid: code }) } },
    { when: door.known },
  )
  useReachEnd(notices.more)
  return (
    <Screen
      of={notices}
      head={door.signedIn && <Tabs label="看哪些公告" options={views} value={view} onChange={setView} />}
      empty={{ when: (rows) => rows.length === 0, icon: view === 'kept' ? 'star' : 'megaphone', ...empties[view] }}
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => (
              <NoticeRow key={row.id} of={row} onTap={() => go('notices/detail', { id: row.id })} />
            ))}
          </Card>
          {notices.hasMore && (
            <Button kind="quiet" block busy={notices.loadingMore} onTap={notices.more}>
              看更多
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
