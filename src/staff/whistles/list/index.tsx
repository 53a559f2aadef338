import { dispatchRoles, supervisingRoles, unitRoles, type StaffRole } from '@doorstep/contract/roles'
import { useState } from 'react'
import { useMe } from '../../../platform/api/me'
import { useNow } from '../../../platform/api/now'
import { usePages } from '../../../platform/api/query'
import { go } from '../../../platform/navigation/navigate'
import { useReachEnd } from '../../../platform/navigation/scrolling'
import { Button } from '../../../ui/input/button'
import { Card } from '../../../ui/layout/card'
import { Screen } from '../../../ui/layout/screen'
import { Tabs } from '../../../ui/layout/tabs'
import { WhistleRow } from '../../parts/whistles/whistle-row'

const views = [
  { value: 'unit', label: '叫我们单位的' },
  { value: 'open', label: '召集中' },
  { value: 'done', label: '已结束' },
] as const
type View = (typeof views)[number]['value']

/** Renders 吹哨报到: what calls my unit, what is under way in my area, what is over. */
export default function Whistles() {
  const now = useNow()
  const { value: me } = useMe()
  const held = me?.staff?.roles.map(({ role }) => role) ?? []
  const has = (roles: readonly StaffRole[]) => roles.some((role) => held.includes(role))
  const [picked, setPicked] = useState<View>()
  const view = picked ?? (has(unitRoles) ? 'unit' : 'open')
  const shown = views.filter(({ value }) => value !== 'unit' || has(unitRoles))
  const whistles = usePages('GET /v1/staff/whistles', { query: { view } }, { live: 'unhinted' })
  useReachEnd(whistles.more)
  const asks = has([...dispatchRoles, 'branchSecretary'])
  return (
    <Screen
      of={whistles}
      head={<Tabs label="看哪些吹哨" options={shown} value={view} onChange={setPicked} />}
      empty={{
        when: (rows) => rows.length === 0,
        icon: 'check',
        title: '这里没有吹哨',
        text: view === 'unit' ? '有街道叫到您单位，会马上通知您。' : '换一栏看看。',
      }}
      bar={
        asks &&
        (() => (
          <Button kind="primary" onTap={() => go('staff/whistles/call')}>
            {has(dispatchRoles) ? '吹哨' : '建议街道吹哨'}
          </Button>
        ))
      }
    >
      {(rows) => (
        <>
          <Card>
            {rows.map((row) => (
              <WhistleRow key={row.id} of={row} now={now} />
            ))}
          </Card>
          {whistles.hasMore && (
            <Button kind="quiet" block busy={whistles.loadingMore} onTap={whistles.more}>
              看更多
            </Button>
          )}
          {has(supervisingRoles) && (
            <Button kind="quiet" block onTap={() => go('staff/whistles/figures')}>
              看吹哨数字
            </Button>
          )}
        </>
      )}
    </Screen>
  )
}
