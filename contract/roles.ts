/**
 * 角色. A signed-in account is always a resident; staff roles come from the import, each with the area (a subtree of district › street ›
 * community › grid) in which it applies. Matrix: docs/roles.md.
 */
export const staffRoles = [
  'gridMember', // 网格员
  'gridTeam', // 网格团队成员
  'branchSecretary', // 党支部书记
  'mediator', // 调解员
  'handler', // 部门经办人
  'streetAdmin', // 街道/社区管理员
  'dispatcher', // 受理员
  'supervisor', // 监督员
  'platformAdmin', // 平台管理员
] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who may call an endpoint. `anyone` needs no session; `resident` is every signed-in account. */
export type Who = 'anyone' | 'resident' | StaffRole

/** The roles that work in a grid's team and share its inbox. */
export const teamRoles = ['gridMember', 'gridTeam'] as const satisfies StaffRole[]

/** The roles that have a desk: an inbox of messages and cases. */
export const deskRoles = [
  'gridMember',
  'gridTeam',
  'branchSecretary',
  'handler',
  'streetAdmin',
  'dispatcher',
  'supervisor',
] as const satisfies StaffRole[]

/** Roles that manage a venue: its counter, its day sheet, its services; within their area, or of the branch or professional that offers. */
export const venueRoles = ['gridMember', 'gridTeam', 'branchSecretary', 'handler', 'streetAdmin'] as const satisfies StaffRole[]
/** Roles that set opening rules and close days (domain matrix: 设号源). */
export const rulesRoles = ['gridMember', 'branchSecretary', 'handler', 'streetAdmin'] as const satisfies StaffRole[]

/** Roles that assign what no grid member has taken: requests, corrections of the map, grids. */
export const dispatchRoles = ['dispatcher', 'streetAdmin'] as const satisfies StaffRole[]
/** Roles that phone whom a request was filed for and write down their rating (domain matrix: Callback). */
export const callbackRoles = ['dispatcher', 'streetAdmin', 'supervisor'] as const satisfies StaffRole[]
/** Roles that can handle a request. */
export const handlingRoles = [
  'gridMember',
  'gridTeam',
  'handler',
  'branchSecretary',
  'dispatcher',
  'streetAdmin',
] as const satisfies StaffRole[]
/** Roles that have phrases (常用语) for replies. */
export const templateRoles = ['gridMember', 'gridTeam', 'branchSecretary', 'handler', 'dispatcher'] as const satisfies StaffRole[]
/** Roles that write notices (公告). */
export const writerRoles = ['branchSecretary', 'gridMember', 'streetAdmin'] as const satisfies StaffRole[]
/** Roles that review what others wrote. */
export const reviewerRoles = ['branchSecretary', 'streetAdmin'] as const satisfies StaffRole[]
/** Roles that give invitation codes to staff. */
export const inviterRoles = ['streetAdmin', 'platformAdmin'] as const satisfies StaffRole[]

/** Returns whether somebody with these roles manages a venue. */
export const managesVenues = (roles: readonly { role: StaffRole }[]) =>
  roles.some(({ role }) => (venueRoles as readonly StaffRole[]).includes(role))

/** Returns whether somebody with these roles has a desk. */
export const hasDesk = (roles: readonly { role: StaffRole }[]) =>
  roles.some(({ role }) => (deskRoles as readonly StaffRole[]).includes(role))

export const roleNames = {
  gridMember: '网格员',
  gridTeam: '网格团队',
  branchSecretary: '党支部书记',
  mediator: '调解员',
  handler: '部门经办人',
  streetAdmin: '街道管理员',
  dispatcher: '受理员',
  supervisor: '监督员',
  platformAdmin: '平台管理员',
} as const satisfies Record<StaffRole, string>
