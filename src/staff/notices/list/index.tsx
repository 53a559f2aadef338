import { noticeStateNames, type NoticeState, type StaffNotice } from '@doorstep/contract/notices'
import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Chip } from '../../../ui/display/chip'
import { shortTime } from '../../../ui/format'
import { ListRow } from '../../../ui/display/list-row'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { toneOf } from '../parts/tones'

type View = NoticeState | 'all'
const views = [
  { value: 'all', label: '全部' },
  { value: 'review', label: '待审核' },
  { value: 'draft', label: '草稿' },
  { value: 'published', label: '已发布' },
] as const satisfies readonly { value: View; label: string }[]

/** Opens a draft of the caller's for editing; everything else for review. */
const open = ({ id, state, as }: StaffNotice) =>
  state === 'draft' && as.includes('author') ? go('staff/notices/write', { id }) : go('staff/notices/review', { id })

const stateOf = ({ state, as, returnedReason }: StaffNotice) => {
  if (state === 'review') return as.includes('reviewer') ? '等您审核' : '等人审核'
  if (state === 'draft' && returnedReason !== null) return '退回修改'
  return noticeStateNames[state]
}

/** Renders the notices the caller wrote or reviews, those waiting for them first. */
export default function EditorList() {
  const [view, setView] = useState<View>('all')
  const notices = usePages('GET /v1/staff/notices', { query: { ...(view !== 'all' && { state: view }) } }, { live: true })
  useReachEnd(notices.more)
  return (
    <Screen
      of={notices}
      head={<Tabs label="看哪些公告" options={views} value={view} onChange={setView} />}
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'megaphone',
        title: view === 'all' ? '还没有公告' : `没有${views.find(({ value }) => value === view)?.label ?? ''}的公告`,
        text: '写好后由另一位同志审核，通过就发到选定的居民那里。',
      }}
      bar={
        <Button kind="primary" icon="plus" onTap={() => go('staff/notices/write')}>
          写公告
        </Button>
      }
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((notice) => (
              <ListRow
                key={notice.id}
                title={notice.title}
                line={[notice.branch.name, notice.author, shortTime(notice.updatedAt)].join(' · ')}
                end={<Chip tone={toneOf(notice)}>{stateOf(notice)}</Chip>}
                onTap={() => open(notice)}
              />
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
