import { View } from '@tarojs/components'
import { useState, type ReactElement } from 'react'
import { go, useParams } from '../../../platform/navigation/navigate'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { RequestRow } from '../../../parts/request-row'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { Words } from '../../../ui/display/words'
import { FollowedCard } from './followed'

const views = [
  { value: 'open', label: '正在办' },
  { value: 'all', label: '全部' },
  { value: 'followed', label: '我也遇到的' },
] as const
type Shown = (typeof views)[number]['value']

/** Renders 我的诉求: open requests, each with its next step; then all; then those of others that are followed. */
export default function RequestList() {
  const opened = useParams('view')
  const [view, setView] = useState<Shown>(opened.view === 'followed' ? 'followed' : 'open')
  const head = <Tabs label="看哪些诉求" options={views} value={view} onChange={setView} />
  return view === 'followed' ? <Followed head={head} /> : <Own view={view} head={head} />
}

function Own({ view, head }: { view: 'open' | 'all'; head: ReactElement }) {
  const cases = usePages('GET /v1/requests', { query: { side: 'resident', view } }, { live: true })
  useReachEnd(cases.more)
  return (
    <Screen
      of={cases}
      head={head}
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'document',
        title: view === 'open' ? '现在没有正在办的诉求' : '您还没有提过诉求',
        text: '楼道灯坏了、想问政策、邻里有矛盾，都可以提。',
        action: { text: '提一件诉求', onTap: () => go('requests/file'), primary: true },
      }}
      bar={(rows) =>
        rows.length > 0 && (
          <Button kind="primary" icon="pen" onTap={() => go('requests/file')}>
            再提一件
          </Button>
        )
      }
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => (
              <RequestRow key={row.id} row={row} />
            ))}
          </Card>
          <More of={cases} count={rows.length} />
        </>
      )}
    </Screen>
  )
}

function Followed({ head }: { head: ReactElement }) {
  const followed = usePages('GET /v1/followed-requests', {})
  useReachEnd(followed.more)
  return (
    <Screen
      of={followed}
      head={head}
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'document',
        title: '没有跟进的事',
        text: '提诉求时，附近有人提过一样的，可以点“我也遇到”，办到哪一步会告诉您。',
      }}
    >
      {(rows) => (
        <>
          <Words size={15} tone="second">
            这些是别人提的，您只看办到哪一步，不能催办、评价或撤回。
          </Words>
          {rows.map((row) => (
            <FollowedCard key={row.id} of={row} />
          ))}
          <More of={followed} count={rows.length} />
        </>
      )}
    </Screen>
  )
}

function More({ of, count }: { of: { hasMore: boolean; loadingMore: boolean; more: () => unknown }; count: number }) {
  return (
    <View>
      {of.hasMore ? (
        <Button kind="quiet" block busy={of.loadingMore} onTap={of.more}>
          看更多
        </Button>
      ) : (
        <Words size={13} tone="third">
          共 {count} 件
        </Words>
      )}
    </View>
  )
}
