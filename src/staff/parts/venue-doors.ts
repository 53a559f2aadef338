import type { Me } from '@doorstep/contract/account'
import { figureRoles, rulesRoles, venueRoles, type StaffRole } from '@doorstep/contract/roles'
import type { PageName } from '../../platform/navigation/pages'
import type { IconName } from '../../ui/display/icon-names'

interface VenueDoor {
  page: PageName
  title: string
  /** What is done there, in one line. */
  line: string
  icon: IconName
  roles: readonly StaffRole[]
}

const doors: readonly VenueDoor[] = [
  { page: 'staff/counter', title: '叫号', line: '叫下一个、签到、现场取号', icon: 'megaphone', roles: venueRoles },
  { page: 'staff/bookings/sheet', title: '当日表', line: '今天谁来，替人预约，打印', icon: 'calendar', roles: venueRoles },
  { page: 'staff/bookings/list', title: '预约', line: '待确认、申诉、上门、要打电话、查找', icon: 'inbox', roles: venueRoles },
  { page: 'staff/openings/list', title: '开放安排', line: '开放时间、名额、停办', icon: 'clock', roles: rulesRoles },
  { page: 'staff/bookings/figures', title: '数字', line: '用了多少、爽约、等候', icon: 'document', roles: figureRoles },
  { page: 'staff/bookings/feeds', title: '日历地址', line: '在自己的日历里看安排', icon: 'share', roles: venueRoles },
]

/** Returns whether a staff member sets opening rules and closes days. */
export const setsRules = (me: Me | undefined) =>
  me?.staff?.roles.some(({ role }) => (rulesRoles as readonly StaffRole[]).includes(role)) ?? false

/** Returns the pages of a venue for a staff member. */
export const doorsOf = (me: Me | undefined) => {
  const held = me?.staff?.roles.map(({ role }) => role) ?? []
  return doors.filter(({ roles }) => roles.some((role) => held.includes(role)))
}
