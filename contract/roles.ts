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
  'unitHead', // 单位负责人
  'streetAdmin', // 街道/社区管理员
  'dispatcher', // 受理员
  'supervisor', // 监督员
  'platformAdmin', // 平台管理员
] as const
export type StaffRole = (typeof staffRoles)[number]

/** Who may call an endpoint. `anyone` needs no session; `resident` is every signed-in account. */
export type Who = 'anyone' | 'resident' | StaffRole

/** What staff of each role do; every list of roles derives from here, so a new role has to say what it does to compile. */
const duties = {
  gridMember: ['team', 'desk', 'messages', 'filing', 'handling', 'phrases', 'venues', 'figures', 'rules', 'writing'],
  gridTeam: ['team', 'desk', 'messages', 'filing', 'handling', 'phrases', 'venues', 'figures'],
  branchSecretary: [
    'desk',
    'messages',
    'filing',
    'handling',
    'takingOver',
    'phrases',
    'venues',
    'figures',
    'rules',
    'writing',
    'reviewing',
  ],
  mediator: [],
  handler: ['desk', 'handling', 'takingOver', 'phrases', 'unit', 'venues', 'figures', 'rules'],
  unitHead: ['desk', 'handling', 'takingOver', 'phrases', 'unit', 'approving', 'venues', 'figures', 'rules'],
  streetAdmin: [
    'desk',
    'filing',
    'handling',
    'dispatch',
    'callback',
    'venues',
    'figures',
    'rules',
    'writing',
    'reviewing',
    'inviting',
    'approving',
  ],
  dispatcher: ['desk', 'filing', 'handling', 'dispatch', 'callback', 'phrases'],
  supervisor: ['desk', 'supervising', 'callback', 'figures', 'approving'],
  platformAdmin: ['inviting'],
} as const satisfies Record<StaffRole, readonly string[]>

type Duty = (typeof duties)[StaffRole][number]
type RoleWith<D extends Duty> = { [R in StaffRole]: D extends (typeof duties)[R][number] ? R : never }[StaffRole]
const rolesWith = <const D extends Duty>(duty: D) =>
  staffRoles.filter((role): role is RoleWith<D> => (duties[role] as readonly string[]).includes(duty))

/** The roles that work in a grid's team and share its inbox. */
export const teamRoles = rolesWith('team')

/** The roles that have a desk: an inbox of messages and cases. */
export const deskRoles = rolesWith('desk')

/** Roles that write with residents for a grid. */
export const messageRoles = rolesWith('messages')

/** Roles that manage a venue: its counter, its day sheet, its services; within their area, or of the branch or professional that offers. */
export const venueRoles = rolesWith('venues')
/** Roles that read a venue's figures and ratings. */
export const figureRoles = rolesWith('figures')
/** Roles that set opening rules and close days (domain matrix: 设号源). */
export const rulesRoles = rolesWith('rules')

/** Roles that assign what no grid member has taken: requests, corrections of the map, grids. */
export const dispatchRoles = rolesWith('dispatch')
/** Roles that check an organisation (驻区单位): the team of its grid, and whoever dispatches there. */
export const checkingRoles = [...teamRoles, ...dispatchRoles]
/** Roles that watch the work of their area: every request and its clocks, ratings, figures (监督). */
export const supervisingRoles = rolesWith('supervising')
/** Roles that phone whom a request was filed for and write down their rating (domain matrix: Callback). */
export const callbackRoles = rolesWith('callback')
/** Roles that may file a request for somebody in their area (代办). */
export const filingRoles = rolesWith('filing')
/** Roles that can handle a request. */
export const handlingRoles = rolesWith('handling')
/** Roles outside a grid's team to whom its requests can be handed. */
export const takingOverRoles = rolesWith('takingOver')
/** Roles that work for a unit (单位): they share its requests, and anyone of them may take one on. */
export const unitRoles = rolesWith('unit')
/** Roles that decide whether the time of an answer is extended (延期). */
export const approvingRoles = rolesWith('approving')
/** Roles that have phrases (常用语) for replies. */
export const templateRoles = rolesWith('phrases')
/** Roles that write notices (公告). */
export const writerRoles = rolesWith('writing')
/** Roles that review what others wrote. */
export const reviewerRoles = rolesWith('reviewing')
/** Roles that give invitation codes to staff. */
export const inviterRoles = rolesWith('inviting')

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
  unitHead: '单位负责人',
  streetAdmin: '街道管理员',
  dispatcher: '受理员',
  supervisor: '监督员',
  platformAdmin: '平台管理员',
} as const satisfies Record<StaffRole, string>
