import type { RequestKind } from '@doorstep/contract/requests/case'
import type { Duration, Question } from '@doorstep/contract/requests/views'
import type { StaffRole } from '@doorstep/contract/roles'
import { gramsOf, initialsOf } from '../grids/find/search-terms'
import type { Db } from '../platform/database/database'

/**
 * A small district inserted directly into the tables: one street, two communities, three square grids side by side (the first two in the
 * first community), two buildings in each, a grid member and a deputy per grid, one person of every other role.
 */
export interface District {
  db: Db
  id: number
  street: string
  communities: readonly [string, string]
  grids: readonly [Grid, Grid, Grid]
  /** Staff codes by role. */
  staff: typeof staff
  categories: typeof categoryCodes
  branches: readonly ['B1', 'B2']
}

export interface Grid {
  code: string
  name: string
  /** A point well inside the grid, GCJ-02. */
  centre: { lng: number; lat: number }
  member: string
  deputy: string
  buildings: readonly [Building, Building]
}

interface Building {
  code: string
  name: string
  doorToken: string
}

const id = 990101
const street = '990101001'
const communities = ['990101001001', '990101001002'] as const
const at = new Date('2026-11-01T00:00:00.000Z')
const own = { district_id: id }
const side = 0.01
const west = 117.96
const south = 37.37

const grids = [0, 1, 2].map((index): Grid => {
  const code = `${index < 2 ? communities[0] : communities[1]}00${index < 2 ? index + 1 : 1}`
  return {
    code,
    name: `第${'一二三'.charAt(index)}网格`,
    centre: { lng: west + (index + 0.5) * side, lat: south + 0.5 * side },
    member: `M${index + 1}`,
    deputy: `D${index + 1}`,
    buildings: [building(index, 1), building(index, 2)],
  }
}) as unknown as readonly [Grid, Grid, Grid]

function building(grid: number, number: number): Building {
  const code = `HS-${grid + 1}${number}`
  return { code, name: `槐树里 ${grid * 2 + number} 号楼`, doorToken: `door${grid + 1}${number}`.padEnd(22, 'x') }
}

/** 周一至周五 8:30–12:00、14:00–18:00 */
export const dutyHours = [1, 2, 3, 4, 5].flatMap((weekday) => [
  { weekday, from: '08:30', to: '12:00' },
  { weekday, from: '14:00', to: '18:00' },
])

const staff = {
  members: ['M1', 'M2', 'M3'],
  deputies: ['D1', 'D2', 'D3'],
  branchSecretary: 'BS1',
  otherSecretary: 'BS2',
  dispatcher: 'DI',
  supervisor: 'SU',
  streetAdmin: 'SA',
  platformAdmin: 'PA',
  handler: 'H1',
  otherHandler: 'H2',
  unitHead: 'UH',
  mediator: 'ME',
} as const

interface Person {
  code: string
  name: string
  role: StaffRole
  area: string
  department?: string
  branch?: string
}

const people: Person[] = [
  ...grids.flatMap(({ code: area, member, deputy }, index): Person[] => [
    { code: member, name: `李明${index + 1}`, role: 'gridMember', area },
    { code: deputy, name: `王芳${index + 1}`, role: 'gridTeam', area },
  ]),
  { code: 'BS1', name: '赵书记', role: 'branchSecretary', area: communities[0], branch: 'B1' },
  { code: 'BS2', name: '钱书记', role: 'branchSecretary', area: communities[1], branch: 'B2' },
  { code: 'DI', name: '孙受理', role: 'dispatcher', area: street },
  { code: 'SU', name: '周监督', role: 'supervisor', area: String(id) },
  { code: 'SA', name: '吴街道', role: 'streetAdmin', area: street },
  { code: 'PA', name: '郑平台', role: 'platformAdmin', area: String(id) },
  { code: 'H1', name: '冯经办', role: 'handler', area: String(id), department: 'CG' },
  { code: 'H2', name: '陈经办', role: 'handler', area: String(id), department: 'CG' },
  { code: 'UH', name: '卫局长', role: 'unitHead', area: String(id), department: 'CG' },
  { code: 'ME', name: '褚调解', role: 'mediator', area: street },
]

const categoryCodes = { ordinary: 'LIGHT', emergency: 'GAS', report: 'TIPOFF', consult: 'PENSION' } as const

interface CategoryRow {
  code: string
  group: string
  name: string
  kinds: RequestKind[]
  emergency?: { name: string; number: string }[]
  questions?: Question[]
  handling: Duration
  rule: string
  department?: string
}

const categories: CategoryRow[] = [
  {
    code: 'LIGHT',
    group: '楼道与公共设施',
    name: '公共照明',
    kinds: ['help', 'complaint'],
    handling: { amount: 24, unit: 'hour' },
    rule: '公共照明属急修类，24 小时内处理',
    department: 'CG',
  },
  {
    code: 'GAS',
    group: '燃气',
    name: '燃气泄漏',
    kinds: ['help'],
    emergency: [
      { name: '燃气抢修', number: '96777' },
      { name: '火警', number: '119' },
    ],
    handling: { amount: 1, unit: 'hour' },
    rule: '紧急情况请直接打电话',
  },
  {
    code: 'TIPOFF',
    group: '举报',
    name: '违规经营',
    kinds: ['report'],
    handling: { amount: 5, unit: 'workingDay' },
    rule: '举报 5 个工作日内答复',
    department: 'CG',
  },
  {
    code: 'PENSION',
    group: '政策咨询',
    name: '养老补贴',
    kinds: ['consult'],
    questions: [
      { code: 'age', ask: '老人今年多大年纪', type: 'number', required: true, options: [], stopAt: null },
      { code: 'kind', ask: '想问哪一项', type: 'singlevaluelist', required: true, options: ['高龄津贴', '护理补贴', '其他'], stopAt: null },
      { code: 'hurt', ask: '老人现在有没有危险', type: 'singlevaluelist', required: false, options: ['有', '没有'], stopAt: '有' },
    ],
    handling: { amount: 3, unit: 'workingDay' },
    rule: '政策咨询 3 个工作日内答复',
  },
]

/** Inserts the district; one per database. */
export async function aDistrict(db: Db): Promise<District> {
  await db
    .insertInto('district')
    .values({ ...own, name: '滨城区', version: 1, imported_at: at })
    .execute()
  await writeGround(db)
  await writeBranches(db)
  await writePeople(db)
  await writeCategories(db)
  return { db, id, street, communities, grids, staff, categories: categoryCodes, branches: ['B1', 'B2'] }
}

async function writeGround(db: Db): Promise<void> {
  const areas = [
    { code: String(id), kind: 'district', parent: null, name: '滨城区' },
    { code: street, kind: 'street', parent: String(id), name: '市中街道' },
    { code: communities[0], kind: 'community', parent: street, name: '槐树里社区' },
    { code: communities[1], kind: 'community', parent: street, name: '河畔社区' },
    ...grids.map(({ code, name }) => ({ code, kind: 'grid', parent: code.slice(0, 12), name })),
  ]
  await db
    .insertInto('area')
    .values(areas.map((area) => ({ ...own, ...area })))
    .execute()
  await db.insertInto('grid').values(grids.map(gridRow)).execute()
  const buildings = grids.flatMap((grid) => grid.buildings.map((one) => buildingRow(grid, one)))
  await db.insertInto('building').values(buildings).execute()
}

function gridRow({ code }: Grid, index: number) {
  const [left, right, top] = [west + index * side, west + (index + 1) * side, south + side]
  return {
    ...own,
    code,
    covers: `槐树里 ${index * 2 + 1}–${index * 2 + 2} 号楼`,
    supervision_phone: '0543-12345678',
    rings: JSON.stringify([
      [
        [left, south],
        [right, south],
        [right, top],
        [left, top],
        [left, south],
      ],
    ]),
    min_lng: left,
    min_lat: south,
    max_lng: right,
    max_lat: top,
    duty: JSON.stringify(dutyHours),
    updated_at: at,
  }
}

function buildingRow({ code: gridCode, centre }: Grid, { code, name, doorToken }: Building) {
  const address = `市中街道黄河五路 ${code} 号`
  return {
    ...own,
    code,
    grid_code: gridCode,
    name,
    address,
    units: JSON.stringify(['1 单元', '2 单元']),
    door_token: doorToken,
    ...centre,
    grams: gramsOf({ name, address }),
    initials: initialsOf(name),
  }
}

async function writeBranches(db: Db): Promise<void> {
  const rows = communities.map((area, index) => ({
    ...own,
    code: `B${index + 1}`,
    name: `${index === 0 ? '槐树里' : '河畔'}家门口党支部`,
    kind: 'estate',
    area_code: area,
    secretary: index === 0 ? '赵书记' : '钱书记',
    phone: '0543-3000001',
    place: '社区服务中心一楼',
    hours: '周一至周六 8:30–17:30',
    about: '就在您家门口。',
  }))
  await db.insertInto('branch').values(rows).execute()
  const links = grids.map(({ code }, index) => ({ ...own, branch_code: index < 2 ? 'B1' : 'B2', grid_code: code }))
  await db.insertInto('branch_grid').values(links).execute()
}

async function writePeople(db: Db): Promise<void> {
  await db
    .insertInto('department')
    .values({ ...own, code: 'CG', name: '城市管理局', phone: '0543-3000002' })
    .execute()
  const rows = people.map(({ code, name, department = null }, index) => ({
    ...own,
    code,
    name,
    phone: `1380000${String(index).padStart(4, '0')}`,
    department_code: department,
  }))
  await db.insertInto('staff').values(rows).execute()
  const roles = people.map(({ code, role, area, branch = null }) => ({
    ...own,
    staff_code: code,
    role,
    area_code: area,
    branch_code: branch,
  }))
  await db.insertInto('staff_role').values(roles).execute()
  const team = grids.flatMap(({ code, member, deputy }) => [
    { ...own, grid_code: code, staff_code: member, place: 0, title: '网格员' },
    { ...own, grid_code: code, staff_code: deputy, place: 1, title: '副网格员' },
  ])
  await db.insertInto('team_member').values(team).execute()
}

async function writeCategories(db: Db): Promise<void> {
  const acceptance: Duration = { amount: 30, unit: 'minute' }
  const rows = categories.map(({ code, group, name, kinds, emergency, questions = [], handling, rule, department = null }, sort) => ({
    ...own,
    code,
    sort,
    group_name: group,
    name,
    kinds: JSON.stringify(kinds),
    hint: '写清地点和情况',
    emergency: emergency === undefined ? null : JSON.stringify(emergency),
    questions: JSON.stringify(questions),
    acceptance: JSON.stringify(acceptance),
    handling: JSON.stringify(handling),
    rule,
    department_code: department,
  }))
  await db.insertInto('category').values(rows).execute()
}

/** Lets others of the grid be shown that there is a request about a light (疑似重复); apart, since earlier versions cannot store it. */
export const shareLights = ({ db, id: districtId, categories: { ordinary } }: District) =>
  db.updateTable('category').set({ shareable: true }).where('district_id', '=', districtId).where('code', '=', ordinary).execute()
