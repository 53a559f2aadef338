import type { StaffRole } from '@doorstep/contract/roles'
import { aResident } from '../../testing/grids'
import { doorsFor } from './rooms'

const titlesOf = (role: StaffRole) =>
  doorsFor(
    aResident({ staff: { code: 'X1', name: '郑监督', headOf: null, roles: [{ role, area: '990101', areaName: '全区' }], grids: [] } }),
  ).map(({ title }) => title)

test('a supervisor finds the figures and what residents said of the services', () => {
  expect(titlesOf('supervisor')).toEqual(['我在办的诉求', '督办', '吹哨报到', '预约数字', '服务评价'])
  expect(titlesOf('gridMember')).not.toContain('服务评价')
})
