import { unitKinds, type UnitKind } from '@doorstep/contract/units'
import { staffRoles, type StaffRole } from '@doorstep/contract/roles'
import * as v from 'valibot'
import { listIn } from '../../platform/snapshot/list-in'
import type { Part, Weighed } from '../../platform/snapshot/part'
import { inSlices } from '../../platform/snapshot/slices'
import { roleRows, staffRows, teamRows, unitRows } from './staff-store'

/** A staff member with their roles; former staff has none that count. */
export interface StaffFact {
  code: string
  name: string
  phone: string
  departmentCode: string | null
  /** The file of the photo they show of themselves. */
  photoId: string | null
  retired: boolean
  /** Where they stand in the order of codes, which is the database's. */
  order: number
  /** Those that have not ended, of the narrowest area first. */
  roles: { role: StaffRole; area: string; branch: string | null }[]
}

/** A unit (单位): a department, a property company, professionals sent down. */
export interface UnitFact {
  code: string
  name: string
  phone: string
  kind: UnitKind
  /** The categories it is responsible for (职责清单), besides those that name it. */
  duties: readonly string[]
  retired: boolean
}

export interface TeamFact {
  staffCode: string
  name: string
  title: string
  phone: string
  photoId: string | null
  /** Rank: 0 the grid member, 1 the deputy, who is the first stand-in, then the others. */
  place: number
  role: Extract<StaffRole, 'gridMember' | 'gridTeam'>
}

/** The staff of a district: their roles by area, the teams by grid. Whose account is whose is not in it: that changes all day. */
export interface Staff extends Weighed {
  /** In the order of their codes. */
  byCode: ReadonlyMap<string, StaffFact>
  /** Staff who have a role over exactly this area and are not retired. */
  over: ReadonlyMap<string, ReadonlySet<StaffFact>>
  /** Staff who have a role for this branch and are not retired. */
  ofBranch: ReadonlyMap<string, ReadonlySet<StaffFact>>
  /** Units, retired ones included, in the order of their codes. */
  units: ReadonlyMap<string, UnitFact>
  /** Teams by grid, by rank. */
  teams: ReadonlyMap<string, readonly TeamFact[]>
  /** Grids by the member of their team, in the order of their codes. */
  gridsOf: ReadonlyMap<string, readonly string[]>
}

// A kind that only a newer version knows is a department here.
const Kind = v.fallback(v.picklist(unitKinds), 'department')
const Duties = v.array(v.string())

export const staffPart: Part<Staff> = {
  name: 'staff',
  tables: ['department', 'staff', 'staff_role', 'team_member'],
  async load(tx, districtId) {
    const byCode = new Map<string, StaffFact>()
    const units = new Map<string, UnitFact>()
    await inSlices(await unitRows(tx, districtId), ({ kind, duties, retired_at: retiredAt, ...row }) => {
      units.set(row.code, { ...row, kind: v.parse(Kind, kind), duties: v.parse(Duties, duties), retired: retiredAt !== null })
    })
    const over = new Map<string, Set<StaffFact>>()
    const ofBranch = new Map<string, Set<StaffFact>>()
    const teams = new Map<string, TeamFact[]>()
    const gridsOf = new Map<string, string[]>()
    await inSlices(await staffRows(tx, districtId), ({ code, name, phone, department_code, photo_id: photoId, retired_at: retiredAt }) => {
      const about = { code, name, phone, departmentCode: department_code, photoId }
      byCode.set(code, { ...about, retired: retiredAt !== null, order: byCode.size, roles: [] })
    })
    await inSlices(await roleRows(tx, districtId), ({ staff_code: code, role, area_code: area, branch_code: branch }) => {
      const who = byCode.get(code)
      // A role that only a newer version knows is none here.
      if (who === undefined || !isRole(role)) return
      who.roles.push({ role, area, branch })
      if (who.retired) return
      over.set(area, (over.get(area) ?? new Set()).add(who))
      if (branch !== null) ofBranch.set(branch, (ofBranch.get(branch) ?? new Set()).add(who))
    })
    await inSlices(await teamRows(tx, districtId), ({ grid_code: grid, staff_code: staffCode, place, title }) => {
      listIn(gridsOf, staffCode).push(grid)
      const who = byCode.get(staffCode)
      if (who === undefined || who.retired) return
      const { name, phone, photoId } = who
      listIn(teams, grid).push({ staffCode, name, title, phone, photoId, place, role: place === 0 ? 'gridMember' : 'gridTeam' })
    })
    return { byCode, units, over, ofBranch, teams, gridsOf, bytes: byCode.size * 900 + teams.size * 900 + units.size * 500 }
  },
}

const isRole = (role: string): role is StaffRole => (staffRoles as readonly string[]).includes(role)
