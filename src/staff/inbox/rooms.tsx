import type { Me } from '@doorstep/contract/account'
import {
  checkingRoles,
  deskRoles,
  dispatchRoles,
  filingRoles,
  type StaffRole,
  supervisingRoles,
  teamRoles,
  templateRoles,
  unitRoles,
  venueRoles,
  writerRoles,
} from '@doorstep/contract/roles'
import { go, type Params } from '../../platform/navigation/navigate'
import type { PageName } from '../../platform/navigation/pages'
import { Card } from '../../ui/layout/card'
import { Icon } from '../../ui/display/icon'
import type { IconName } from '../../ui/display/icon-names'
import { ListRow } from '../../ui/display/list-row'

interface RoomDoor {
  title: string
  icon: IconName
  page: PageName
  params?: Params
  /** Roles that work there. */
  roles: readonly StaffRole[]
}

const whistleRoles = [...dispatchRoles, ...unitRoles, ...supervisingRoles, 'branchSecretary'] as const

/** The staff areas of the app, with their roles. */
const doors: readonly RoomDoor[] = [
  { title: '我在办的诉求', icon: 'document', page: 'staff/requests/list', params: { view: 'mine' }, roles: deskRoles },
  { title: '督办', icon: 'clock', page: 'staff/requests/orders', roles: supervisingRoles },
  { title: '登记诉求', icon: 'edit', page: 'staff/requests/enter', roles: filingRoles },
  { title: '吹哨报到', icon: 'megaphone', page: 'staff/whistles/list', roles: whistleRoles },
  { title: '服务点', icon: 'services', page: 'staff/venues', roles: venueRoles },
  { title: '预约数字', icon: 'calendar', page: 'staff/bookings/figures', roles: supervisingRoles },
  { title: '服务评价', icon: 'star', page: 'staff/ratings', params: { view: 'all' }, roles: supervisingRoles },
  { title: '公告', icon: 'megaphone', page: 'staff/notices/list', roles: writerRoles },
  {
    title: '回复模板',
    icon: 'edit',
    page: 'staff/messages/templates',
    roles: templateRoles,
  },
  { title: '值班和请假', icon: 'calendar', page: 'staff/duty', roles: [...teamRoles, ...unitRoles] },
  { title: '交办目录', icon: 'document', page: 'staff/requests/directory', roles: dispatchRoles },
  { title: '网格纠错', icon: 'location', page: 'staff/grids/corrections', roles: dispatchRoles },
  { title: '驻区单位', icon: 'door', page: 'staff/organisations', roles: checkingRoles },
  { title: '网格员交接', icon: 'people', page: 'staff/duty/handover', roles: dispatchRoles },
]

export const doorsFor = (me: Me | undefined) => {
  const held = me?.staff?.roles.map(({ role }) => role) ?? []
  return doors.filter(({ roles }) => roles.some((role) => held.includes(role)))
}

/** Returns whether somebody works for a unit, which may be called to a place. */
export const isOfUnit = (me: Me | undefined) =>
  (me?.staff?.roles ?? []).some(({ role }) => (unitRoles as readonly StaffRole[]).includes(role))

/** Renders the other areas a staff member works in. */
export function Rooms({ me }: { me: Me | undefined }) {
  const open = doorsFor(me)
  if (open.length === 0) return null
  return (
    <Card title="别的工作">
      {open.map(({ title, icon, page, params }) => (
        <ListRow key={page} quiet title={title} lead={<Icon name={icon} size={20} />} chevron onTap={() => go(page, params)} />
      ))}
    </Card>
  )
}
