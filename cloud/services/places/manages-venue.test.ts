import type { StaffRole } from '@doorstep/contract/roles'
import { visitor } from '../../platform/process/actor'
import { managesVenue } from './manages-venue'

const street = '990101001'
const community = '990101001001'
const station = { areaCode: community, branchCode: 'B1' }
const centre = { areaCode: street, branchCode: null }
const holding = (role: StaffRole, area: string, branch: string | null = null) => ({
  ...visitor(990101),
  grants: [{ role, area, unit: null, branch }],
})

test.each([
  ['a grid member of the community', holding('gridMember', `${community}003`), station, true],
  ['a grid member of another community', holding('gridMember', '990101001002001'), station, false],
  ['a grid member of the street, its centre', holding('gridMember', `${community}003`), centre, false],
  ['the street’s administrator', holding('streetAdmin', street), station, true],
  ['the street’s administrator, its centre', holding('streetAdmin', street), centre, true],
  ['another street’s administrator', holding('streetAdmin', '990101002'), station, false],
  ['the secretary of its branch, from elsewhere', holding('branchSecretary', '990101001002', 'B1'), station, true],
  ['another branch’s secretary, from elsewhere', holding('branchSecretary', '990101001002', 'B2'), station, false],
  ['a handler of the whole district', holding('handler', '990101'), station, false],
  ['a supervisor, who looks on', holding('supervisor', '990101'), station, false],
  ['a visitor', visitor(990101), station, false],
])('%s', (_who, actor, venue, may) => {
  expect(managesVenue(actor, venue)).toBe(may)
})
