import type { Me } from '@doorstep/contract/account'
import { hasDesk, managesVenues, roleNames } from '@doorstep/contract/roles'
import { go } from '../../platform/navigation/navigate'
import { useRead } from '../../platform/api/query'
import { Badge } from '../../ui/display/badge'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import { ListRow } from '../../ui/display/list-row'

/** Renders 工作入口, only for accounts with a staff identity, with the number of waiting items. */
export function StaffEntrance({ staff }: { staff: NonNullable<Me['staff']> }) {
  const has = hasDesk(staff.roles)
  const inbox = useRead('GET /v1/staff/inbox', { query: { limit: '1' } }, { when: has, live: true })
  const waiting = inbox.value?.counts.waiting ?? 0
  if (!has) return null
  const held = staff.headOf === null ? [] : [`${staff.headOf}负责人`]
  const roles = [...new Set([...held, ...staff.roles.map(({ role }) => roleNames[role])])].join('、')
  return (
    <Card>
      <ListRow
        lead={<Icon name="inbox" />}
        title="工作入口"
        line={`${staff.name} · ${roles}`}
        end={<Badge count={waiting} label={`${waiting} 件等处理`} />}
        chevron
        onTap={() => go('staff/inbox')}
      />
      {managesVenues(staff.roles) && (
        <ListRow lead={<Icon name="services" />} title="服务点" line="叫号、当日表、预约" chevron onTap={() => go('staff/venues')} />
      )}
    </Card>
  )
}
