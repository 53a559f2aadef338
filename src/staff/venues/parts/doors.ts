import type { Me } from '@doorstep/contract/account'
import type { StaffRole } from '@doorstep/contract/roles'
import type { PageName } from '../../../platform/pages'
import type { IconName } from '../../../ui/icon-names'

interface VenueDoor {
  page: PageName
  title: string
  /** What one does there. */
  line: string
  icon: IconName
  roles: readonly StaffRole[]
}

// venueRoles and rulesRoles of contract/services; named here, so that a list of doors bundles no schema.
const keepers: readonly StaffRole[] = ['gridMember', 'gridTeam', 'branchSecretary', 'handler', 'streetAdmin']
const rulers: readonly StaffRole[] = ['gridMember', 'branchSecretary', 'handler', 'streetAdmin']

const doors: readonly VenueDoor[] = [
  { page: 'staff/counter', title: '叫号', line: '叫下一个、签到、现场取号', icon: 'megaphone', roles: keepers },
  { page: 'staff/sheet', title: '当日表', line: '今天谁来,替人预约,打印', icon: 'calendar', roles: keepers },
  { page: 'staff/bookings/list', title: '预约', line: '待确认、申诉、上门、查找', icon: 'inbox', roles: keepers },
  { page: 'staff/rules/list', title: '开放安排', line: '开放时间、名额、停办', icon: 'clock', roles: rulers },
  { page: 'staff/figures', title: '数字', line: '用了多少、爽约、等候', icon: 'document', roles: [...keepers, 'supervisor'] },
  { page: 'staff/feeds', title: '日历地址', line: '在自己的日历里看安排', icon: 'share', roles: keepers },
]

/** Whether somebody sets opening rules and closes days. */
export const setsRules = (me: Me | undefined) => me?.staff?.roles.some(({ role }) => rulers.includes(role)) ?? false

/** The rooms of a place that are for somebody. */
export const doorsOf = (me: Me | undefined) => {
  const held = me?.staff?.roles.map(({ role }) => role) ?? []
  return doors.filter(({ roles }) => roles.some((role) => held.includes(role)))
}
