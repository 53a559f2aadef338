import { View } from '@tarojs/components'
import { useState } from 'react'
import { go } from '../../../platform/navigation/navigate'
import { usePages } from '../../../platform/api/query'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { RequestRow } from '../../../parts/request-row'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { Words } from '../../../ui/display/words'

const views = [
  { value: 'open', label: '正在办' },
  { value: 'all', label: '全部' },
] as const

/** Renders 我的诉求: open requests, each with its next step; then all. */
export default function RequestList() {
  const [view, setView] = useState<'open' | 'all'>('open')
  const cases = usePages('GET /v1/requests', { query: { side: 'resident', view } }, { live: true })
  useReachEnd(cases.more)
  return (
    <Screen
      of={cases}
      head={<Tabs label="看哪些诉求" options={views} value={view} onChange={setView} />}
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
          <View>
            {cases.hasMore ? (
              <Button kind="quiet" block busy={cases.loadingMore} onTap={cases.more}>
                看更多
              </Button>
            ) : (
              <Words size={13} tone="third">
                共 {rows.length} 件
              </Words>
            )}
          </View>
        </>
      )}
    </Screen>
  )
}
