import type { NoticeRow } from '@doorstep/contract/notices'
import { go } from '../../platform/navigation/navigate'
import type { Read } from '../../platform/api/query'
import { Card } from '../../ui/layout/card'
import { Chip } from '../../ui/display/chip'
import { moment } from '../../ui/format'
import { ListRow } from '../../ui/display/list-row'
import { Words } from '../../ui/display/words'

/** Renders the three latest notices for this grid. */
export function LatestNotices({ of, grid }: { of: Read<{ rows: NoticeRow[] }>; grid: string | undefined }) {
  const all = () => go('notices/list', { grid })
  if (!of.value) {
    if (of.waiting) return null
    return (
      <Card title="公告">
        <Words size={15} tone="second">
          公告没有打开，下拉可以再试
        </Words>
      </Card>
    )
  }
  if (of.value.rows.length === 0) {
    return (
      <Card title="公告">
        <Words size={15} tone="second">
          这里还没有公告，有了会在这里告诉您。
        </Words>
      </Card>
    )
  }
  return (
    <Card title="公告" more={{ text: '更多', onTap: all }}>
      {of.value.rows.slice(0, 3).map(({ id, title, branchName, publishedAt, withdrawn }) => (
        <ListRow
          key={id}
          title={title}
          quiet
          line={[branchName, publishedAt && moment(publishedAt)].filter(Boolean).join(' · ')}
          {...(withdrawn && { end: <Chip>已撤回</Chip> })}
          onTap={() => go('notices/detail', { id })}
        />
      ))}
    </Card>
  )
}
