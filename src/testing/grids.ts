import type { Home, Me } from '@doorstep/contract/account'
import type { BuildingRow, GridCard } from '@doorstep/contract/grids'

/** Returns a building in the third grid. */
export const aBuilding = (over: Partial<BuildingRow> = {}): BuildingRow => ({
  code: 'B0023',
  name: '槐树里 3 号楼',
  address: '清河街道槐树路 28 号',
  gridCode: '990101001001003',
  gridName: '第 3 网格',
  communityName: '槐树社区',
  units: ['1 单元', '2 单元'],
  ...over,
})

export const aHome = (over: Partial<Home> = {}): Home => ({
  id: '019ab000-0000-7000-8000-0000000000b1',
  building: aBuilding(),
  unit: null,
  room: null,
  label: '我家',
  current: true,
  ...over,
})

/** Returns a resident with one home. */
export const aResident = (over: Partial<Me> = {}): Me => ({
  account: { id: '019ab000-0000-7000-8000-0000000000a1', name: '赵女士', phone: '138****6021', elder: false },
  homes: [aHome()],
  staff: null,
  unread: { inbox: 0, messages: 0 },
  ...over,
})

const member = { staffCode: 'W003', name: '李明', title: '网格员', role: 'gridMember' as const, phone: '19900000013' }
const deputy = { staffCode: 'D002', name: '王芳', title: '副网格员', role: 'gridTeam' as const, phone: null }

/** Returns the third grid's card, its grid member on duty, a deputy without a published phone. */
export const aGridCard = (over: Partial<GridCard> = {}): GridCard => ({
  code: '990101001001003',
  name: '第 3 网格',
  community: { code: '990101001001', kind: 'community', name: '槐树社区' },
  street: { code: '990101001', kind: 'street', name: '清河街道' },
  kind: 'basic',
  area: '槐树里 1–8 号楼',
  member,
  supervisionPhone: '0999-0001001',
  onDuty: { state: 'duty', name: '李明', staffCode: 'W003', until: null, says: '值班到 18:00' },
  dutyHours: [],
  dutySays: '周一至周五 8:30–18:00',
  team: [member, deputy],
  branches: [],
  usualReply: { minutes: 20, of: 43 },
  rings: [],
  updatedAt: '2026-11-20T00:00:00.000Z',
  ...over,
})
